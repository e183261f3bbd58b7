#include "heed/base/threads.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace heed {
namespace {

thread_local bool inside = false;  // this thread is running a range already

// One job at a time; workers and the caller take ranges from a shared counter until none is left.
class Pool {
 public:
  ~Pool() { resize(1); }

  int size() const { return static_cast<int>(workers_.size()) + 1; }

  void resize(int count) {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    for (auto& worker : workers_) worker.join();
    workers_.clear();
    stopping_ = false;
    for (int i = 1; i < count; ++i) {
      workers_.emplace_back([this, seen = round_] { loop(seen); });
    }
  }

  void run(std::size_t size, std::size_t grain, detail::RangeFunction function, void* context) {
    const std::lock_guard one_job(job_mutex_);
    {
      const std::lock_guard lock(mutex_);
      size_ = size;
      grain_ = grain;
      function_ = function;
      context_ = context;
      next_ = 0;
      error_ = nullptr;
      busy_ = static_cast<int>(workers_.size());
      ++round_;
    }
    wake_.notify_all();
    work();
    std::unique_lock lock(mutex_);
    done_.wait(lock, [this] { return busy_ == 0; });
    if (error_) std::rethrow_exception(error_);
  }

 private:
  void loop(std::uint64_t seen) {
    for (;;) {
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [&] { return stopping_ || round_ != seen; });
        if (stopping_) return;
        seen = round_;
      }
      work();
      const std::lock_guard lock(mutex_);
      if (--busy_ == 0) done_.notify_one();
    }
  }

  void work() {
    inside = true;
    for (;;) {
      const std::size_t begin = next_.fetch_add(grain_);
      if (begin >= size_) break;
      try {
        function_(context_, begin, std::min(begin + grain_, size_));
      } catch (...) {
        const std::lock_guard lock(mutex_);
        if (!error_) error_ = std::current_exception();
        next_ = size_;
      }
    }
    inside = false;
  }

  std::vector<std::thread> workers_;
  std::mutex job_mutex_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable done_;
  bool stopping_ = false;
  std::uint64_t round_ = 0;
  int busy_ = 0;

  std::size_t size_ = 0;
  std::size_t grain_ = 1;
  detail::RangeFunction function_ = nullptr;
  void* context_ = nullptr;
  std::atomic<std::size_t> next_ = 0;
  std::exception_ptr error_;
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

void detail::parallel_for(std::size_t size, std::size_t grain, RangeFunction function,
                          void* context) {
  grain = std::max<std::size_t>(1, grain);
  if (size <= grain || inside || threads() == 1) {
    for (std::size_t begin = 0; begin < size; begin += grain) {
      function(context, begin, std::min(begin + grain, size));
    }
    return;
  }
  pool().run(size, grain, function, context);
}

}  // namespace heed
