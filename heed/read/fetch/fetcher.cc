#include "heed/read/fetch/fetcher.h"

#include <curl/curl.h>
#include <malloc.h>

#include <deque>
#include <map>
#include <memory>
#include <mutex>

#include "heed/read/fetch/transfer.h"

namespace heed::read {
namespace {

constexpr int kPollMilliseconds = 200;  // how soon a cancellation is seen
constexpr int kSlowFactor = 4;          // how many more may be on their way, slow ones included

// Long bodies go back to the system as they end. Left to itself, glibc takes the first of them for
// a reason to keep the room of all that follow.
void give_back_large_memory() {
#ifdef __GLIBC__
  ::mallopt(M_MMAP_THRESHOLD, 256 * 1024);
#endif
}

void start_curl() {
  static std::once_flag once;
  std::call_once(once, [] {
    give_back_large_memory();
    curl_global_init(CURL_GLOBAL_DEFAULT);
  });
}

// All requests of one call: those that wait, those on their way.
class Run {
 public:
  Run(const FetchLimits& limits, const Fetcher::OnDone& on_done, const Fetcher::OnStart& on_start)
      : limits_(limits),
        on_done_(on_done),
        on_start_(on_start),
        multi_(curl_multi_init(), curl_multi_cleanup) {}

  ~Run() {
    for (auto& [handle, transfer] : active_) curl_multi_remove_handle(multi_.get(), handle);
  }

  void add(std::size_t index, const Request& request) {
    waiting_.push_back({index, request, parse_url(request.url).host(), false, nullptr});
  }

  bool done() const { return waiting_.empty() && active_.empty(); }

  void step() {
    start_waiting();
    int running = 0;
    curl_multi_perform(multi_.get(), &running);
    if (!finish_some() && !active_.empty()) {
      curl_multi_poll(multi_.get(), nullptr, 0, kPollMilliseconds, nullptr);
    }
  }

  void cancel() {
    const Error error(Failure::network, "cancelled", {}, "run the command again");
    for (auto& [handle, transfer] : active_) {
      curl_multi_remove_handle(multi_.get(), handle);
      on_done_(transfer->index(), error);
    }
    for (const auto& waiting : waiting_) on_done_(waiting.index, error);
    active_.clear();
    waiting_.clear();
  }

 private:
  // Those whose host is free, in order. Their time runs from here, not while they wait.
  void start_waiting() {
    if (waiting_.empty()) return;
    count_active();
    for (auto next = waiting_.begin(); next != waiting_.end() && there_is_room();) {
      const Active& there = hosts_[next->host];
      const bool host_is_busy =
          there.quick >= limits_.per_host || there.all >= kSlowFactor * limits_.per_host;
      // Where nobody holds anything, there is room for any.
      const bool too_large = next->large && held_ > 0 && held_ + limits_.body > limits_.together;
      if (host_is_busy || too_large) {
        ++next;
        continue;
      }
      Waiting one = std::move(*next);
      next = waiting_.erase(next);
      if (one.redirected) {
        launch(std::move(one.redirected));
        continue;
      }
      auto transfer = std::make_unique<Transfer>(one.index, one.request, limits_, held_, one.large);
      if (on_start_ && !one.large) on_start_(transfer->index());
      if (auto refusal = transfer->refusal()) {
        on_done_(transfer->index(), *refusal);
        continue;
      }
      launch(std::move(transfer));
    }
  }

  void count_active() {
    hosts_.clear();
    all_ = {};
    const auto slow = std::chrono::duration<double>(limits_.slow);
    for (const auto& [handle, transfer] : active_) {
      count(*transfer, Transfer::Clock::now() - transfer->started() < slow);
    }
  }

  void count(const Transfer& transfer, bool quick) {
    for (Active* const active : {&all_, &hosts_[transfer.host()]}) {
      ++active->all;
      active->quick += quick ? 1 : 0;
    }
  }

  bool there_is_room() const {
    return all_.quick < limits_.at_once && all_.all < kSlowFactor * limits_.at_once;
  }

  void launch(std::unique_ptr<Transfer> transfer) {
    transfer->prepare();
    count(*transfer, true);
    CURL* const handle = transfer->handle();
    curl_multi_add_handle(multi_.get(), handle);
    active_.emplace(handle, std::move(transfer));
  }

  void wait_for_room(const Transfer& transfer) {
    const auto& request = transfer.request();
    waiting_.push_back({transfer.index(), request, parse_url(request.url).host(), true, nullptr});
  }

  // Before those that have not begun: what is under way shall end.
  void wait_for_host(std::unique_ptr<Transfer> transfer) {
    const auto index = transfer->index();
    auto host = transfer->host();
    waiting_.push_front({index, {}, std::move(host), false, std::move(transfer)});
  }

  bool finish_some() {
    bool any = false;
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      any = true;
      const auto found = active_.find(message->easy_handle);
      auto transfer = std::move(found->second);
      const CURLcode code = message->data.result;
      curl_multi_remove_handle(multi_.get(), found->first);
      active_.erase(found);
      if (transfer->crowded_out()) {
        wait_for_room(*transfer);
      } else if (transfer->follow(code)) {
        wait_for_host(std::move(transfer));
      } else {
        on_done_(transfer->index(), transfer->result());
      }
    }
    return any;
  }

  const FetchLimits& limits_;
  const Fetcher::OnDone& on_done_;
  const Fetcher::OnStart& on_start_;
  std::unique_ptr<CURLM, decltype(&curl_multi_cleanup)> multi_;
  struct Waiting {
    std::size_t index;
    Request request;
    std::string host;
    bool large;                            // it was crowded out
    std::unique_ptr<Transfer> redirected;  // what is on its way already, or null
  };
  std::size_t held_ = 0;  // bytes of the bodies on their way
  std::deque<Waiting> waiting_;
  std::map<CURL*, std::unique_ptr<Transfer>> active_;

  struct Active {
    int all = 0;
    int quick = 0;  // that do not count as slow
  };
  Active all_;
  std::map<std::string, Active> hosts_;
};

}  // namespace

void Fetcher::fetch(const std::vector<Request>& requests, const OnDone& on_done,
                    const std::function<bool()>& cancelled, const OnStart& on_start) const {
  start_curl();
  Run run(limits_, on_done, on_start);
  for (std::size_t i = 0; i < requests.size(); ++i) run.add(i, requests[i]);
  while (!run.done()) {
    if (cancelled && cancelled()) return run.cancel();
    run.step();
  }
}

Result<Response> Fetcher::fetch(const Request& request) const {
  std::optional<Result<Response>> answer;
  fetch(std::vector<Request>{request},
        [&](std::size_t, Result<Response> r) { answer = std::move(r); });
  return std::move(*answer);
}

}  // namespace heed::read
