#include "heed/base/threads.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace heed {
namespace {

thread_local bool inside = false;  // this thread is running a range already

void relax() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#else
  std::this_thread::yield();
#endif
}

// Looks for a while, some tens of microseconds, before it goes to sleep: within a model the next
// product comes sooner than a sleeping thread wakes.
template <class Ready>
void wait_while(const std::atomic<std::uint32_t>& value, std::uint32_t same, Ready ready) {
  constexpr int kLooks = 1000;
  for (int look = 0; look < kLooks; ++look) {
    if (ready()) return;
    relax();
  }
  while (!ready()) value.wait(same);
}

// One job at a time. Its ranges are numbered; the caller and the workers claim them one by one
// from a ticket that holds the job's round and the next number together, so that a worker that
// comes late, when another job may be on, claims nothing of it by mistake and nobody waits for it.
class Pool {
 public:
  ~Pool() { resize(1); }

  int size() const { return static_cast<int>(workers_.size()) + 1; }

  void resize(int count) {
    stopping_ = true;
    ++round_;
    round_.notify_all();
    for (auto& worker : workers_) worker.join();
    workers_.clear();
    stopping_ = false;
    for (int i = 1; i < count; ++i) {
      workers_.emplace_back([this, seen = round_.load()] { loop(seen); });
    }
  }

  // False, and nothing done, where another thread's job is on.
  bool run(std::size_t size, std::size_t grain, detail::RangeFunction function, void* context) {
    const std::unique_lock one_job(job_mutex_, std::try_to_lock);
    if (!one_job) return false;
    const auto ranges = static_cast<std::uint32_t>((size + grain - 1) / grain);
    const std::uint32_t round = round_ + 1;
    ticket_ = kClosed;  // before the job changes: a late worker must not take the old round for it
    size_.store(size, std::memory_order_relaxed);
    grain_.store(grain, std::memory_order_relaxed);
    ranges_.store(ranges, std::memory_order_relaxed);
    function_.store(function, std::memory_order_relaxed);
    context_.store(context, std::memory_order_relaxed);
    done_ = 0;
    failed_ = false;
    ticket_ = std::uint64_t{round} << 32;
    round_ = round;
    round_.notify_all();
    work(round);
    for (;;) {
      const std::uint32_t done = done_;
      if (done == ranges) break;
      wait_while(done_, done, [&] { return done_ != done; });
    }
    if (failed_) std::rethrow_exception(std::exchange(error_, nullptr));
    return true;
  }

 private:
  void loop(std::uint32_t seen) {
    for (;;) {
      wait_while(round_, seen, [&] { return round_ != seen; });
      if (stopping_) return;
      seen = round_;
      work(seen);
    }
  }

  // Takes ranges of this round until none is left. Whoever claims one knows that the job it read
  // is the job of that round: the ticket would have changed otherwise.
  void work(std::uint32_t round) {
    inside = true;
    std::uint64_t ticket = ticket_;
    for (;;) {
      const std::size_t size = size_.load(std::memory_order_relaxed);
      const std::size_t grain = grain_.load(std::memory_order_relaxed);
      const std::uint32_t ranges = ranges_.load(std::memory_order_relaxed);
      const auto function = function_.load(std::memory_order_relaxed);
      void* context = context_.load(std::memory_order_relaxed);
      const auto number = static_cast<std::uint32_t>(ticket);
      if (ticket >> 32 != round || number >= ranges) break;
      if (!ticket_.compare_exchange_weak(ticket, ticket + 1)) continue;
      const std::size_t begin = number * grain;
      try {
        if (!failed_) function(context, begin, std::min(begin + grain, size));
      } catch (...) {
        const std::lock_guard lock(error_mutex_);
        if (!error_) error_ = std::current_exception();
        failed_ = true;
      }
      if (++done_ == ranges) done_.notify_one();
      ticket = ticket_;
    }
    inside = false;
  }

  static constexpr std::uint64_t kClosed = ~std::uint64_t{0};

  std::vector<std::thread> workers_;
  std::mutex job_mutex_;
  std::atomic<std::uint32_t> round_ = 0;
  std::atomic<bool> stopping_ = false;

  std::atomic<std::size_t> size_ = 0;
  std::atomic<std::size_t> grain_ = 1;
  std::atomic<std::uint32_t> ranges_ = 0;
  std::atomic<detail::RangeFunction> function_ = nullptr;
  std::atomic<void*> context_ = nullptr;
  std::atomic<std::uint64_t> ticket_ = kClosed;  // round << 32 | the next range's number
  std::atomic<std::uint32_t> done_ = 0;          // ranges that were run
  std::atomic<bool> failed_ = false;
  std::mutex error_mutex_;
  std::exception_ptr error_;  // the first, where failed_
};

std::atomic<int> wanted = 0;  // 0: not said, use the machine's cores

// Threads start with the first job that needs them, so that a short command never pays for them.
Pool& pool() {
  static Pool instance;
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  if (instance.size() != threads()) instance.resize(threads());
  return instance;
}

}  // namespace

void set_threads(int count) {
  wanted = std::max(1, count);
}

int threads() {
  const int said = wanted;
  if (said > 0) return said;
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

int free_threads() {
  return inside ? 1 : threads();
}

void detail::parallel_for(std::size_t size, std::size_t grain, RangeFunction function,
                          void* context) {
  grain = std::max<std::size_t>(1, grain);
  const bool alone = size <= grain || free_threads() == 1;
  if (!alone && pool().run(size, grain, function, context)) return;
  for (std::size_t begin = 0; begin < size; begin += grain) {
    function(context, begin, std::min(begin + grain, size));
  }
}

}  // namespace heed
