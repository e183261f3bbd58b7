// Addresses that are new: what they hold, and which feeds the pages among them belong to.
#include <chrono>
#include <deque>
#include <sstream>

#include "heed/app/answer.h"
#include "heed/app/fetch.h"
#include "heed/read/url.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

using Clock = std::chrono::steady_clock;

// One address that the person gave, and the candidates for its page's feed.
struct Asked {
  std::size_t index = 0;  // among those given
  read::Request request;  // the one on its way
  std::string given;      // the address that the person gave
  double left = 0;        // seconds for what is still to be asked
  Clock::time_point started;
  std::deque<std::string> candidates;
  std::optional<read::Document> page;  // that the candidates come from
  std::string page_url;
  std::optional<Error> failure;  // of a feed that the page names, which may be there another time
};

// Whether an answer says nothing of what is there at other times.
bool may_be_there(const Result<read::Response>& answer) {
  return !answer || answer->status == 429 || answer->status >= 500;
}

class Adding {
 public:
  Adding(Home& home, Intake& intake, Ingest& ingest, const Watch& watch, std::size_t total)
      : home_(home), intake_(intake), ingest_(ingest), watch_(watch), total_(total) {}

  void run(std::vector<Asked> asked) {
    while (!asked.empty() && !stopped()) {
      std::vector<read::Request> requests;
      requests.reserve(asked.size());
      for (const auto& one : asked) requests.push_back(one.request);
      next_.clear();
      read::Fetcher().fetch(
          requests,
          [&](std::size_t i, const Result<read::Response>& answer) {
            if (!stopped()) take(std::move(asked[i]), answer);
          },
          [&] { return stopped(); },
          [&](std::size_t i) {
            asked[i].started = Clock::now();
            tell(FetchStep::Kind::started, asked[i]);
          });
      asked = std::move(next_);
    }
    if (broken_) throw *broken_;
  }

 private:
  bool stopped() const { return broken_ || ingest_.stop(); }

  void take(Asked asked, const Result<read::Response>& answer) {
    auto kind = FetchStep::Kind::done;
    const auto waiting = next_.size();
    Asked about;
    about.index = asked.index;
    about.given = asked.given;
    try {
      asked.page ? take_candidate(std::move(asked), answer) : take_first(std::move(asked), answer);
    } catch (const Error& error) {
      if (error.failure == Failure::bug) throw;
      kind = FetchStep::Kind::failed;
      if (error.failure == Failure::storage) broken_ = error;
      if (!broken_) ingest_.fail(error);
    }
    if (next_.size() == waiting) tell(kind, about);
  }

  void take_first(Asked asked, const Result<read::Response>& answer) {
    if (!answer) throw answer.error();
    if (const auto problem = read::failure_of(*answer)) throw *problem;
    if (read::looks_like_json_lines(answer->body)) {
      std::istringstream in(answer->body);
      return intake_.take_json_lines(in, read::shown_url(asked.given));
    }
    auto document = document_of(*answer, asked.given, home_.now()).take();
    if (std::holds_alternative<read::Feed>(document)) return subscribe(asked, answer);
    if (const auto* page = std::get_if<read::Page>(&document)) {
      for (const auto& feed : page->feeds) asked.candidates.push_back(feed.url);
      for (auto& url : read::likely_feeds(asked.given)) {
        if (page->feeds.empty()) asked.candidates.push_back(std::move(url));
      }
    }
    asked.page = std::move(document);
    asked.page_url = answer->url;
    try_next(std::move(asked));
  }

  void take_candidate(Asked asked, const Result<read::Response>& answer) {
    const auto document = answer ? document_of(*answer, asked.request.url, home_.now())
                                 : Result<read::Document>(answer.error());
    if (document && std::holds_alternative<read::Feed>(*document)) return subscribe(asked, answer);
    if (is_named(asked) && !document && !asked.failure && may_be_there(answer)) {
      asked.failure = document.error();
    }
    try_next(std::move(asked));
  }

  // Whether its candidates are the page's own, not the usual places.
  static bool is_named(const Asked& asked) {
    const auto* page = std::get_if<read::Page>(&*asked.page);
    return page != nullptr && !page->feeds.empty();
  }

  // What the person allowed stays with its host and port.
  void try_next(Asked asked) {
    asked.left -= std::chrono::duration<double>(Clock::now() - asked.started).count();
    const bool late = asked.left <= 0 && !asked.candidates.empty();
    if (late && is_named(asked) && !asked.failure) {
      asked.failure = Error(Failure::network, "the feed that it names was not asked in time",
                            read::shown_url(asked.candidates.front()),
                            "heed add it, or give a longer --timeout");
    }
    if (asked.candidates.empty() || late) {
      intake_.take(*asked.page, {read::shown_url(asked.given), asked.page_url, ""});
      if (asked.failure) throw *asked.failure;
      return;
    }
    auto& request = asked.request;
    request.url = read::normal_url(asked.candidates.front());
    asked.candidates.pop_front();
    request.timeout = asked.left;
    asked.started = Clock::now();  // or later, when it sets out
    request.allow_private = intake_.allow_private &&
                            read::host_and_port(request.url) == read::host_and_port(asked.given);
    next_.push_back(std::move(asked));
  }

  void subscribe(const Asked& asked, const Result<read::Response>& answer) {
    store::Source wanted;
    // A source that is new is asked where its address leads for good.
    const bool known = home_.store().sources.find_followed(asked.request.url).has_value();
    const bool moved = !known && !answer->moved.empty();
    wanted.identity = wanted.url = moved ? read::normal_url(answer->moved) : asked.request.url;
    wanted.title = intake_.name().empty() ? read::shown_url(wanted.url) : intake_.name();
    wanted.kind = "feed";
    if (asked.request.allow_private) wanted.allowed = read::host_and_port(asked.request.url);
    const auto source = intake_.source(wanted);
    take_answer(home_, intake_, ingest_, {source, source.url, 0}, answer);
  }

  void tell(FetchStep::Kind kind, const Asked& asked) const {
    if (watch_) watch_({kind, asked.index, total_, read::shown_url(asked.given)});
  }

  Home& home_;
  Intake& intake_;
  Ingest& ingest_;
  const Watch& watch_;
  std::size_t total_;
  std::vector<Asked> next_;
  std::optional<Error> broken_;  // the store: going on would lose what comes
};

}  // namespace

void add_addresses(Home& home, Intake& intake, Ingest& ingest,
                   const std::vector<read::Request>& requests, const Watch& watch) {
  std::vector<Asked> asked;
  for (const auto& request : requests) {
    auto& one = asked.emplace_back();
    one.index = asked.size() - 1;
    one.request = request;
    // What was allowed before is remembered with its source.
    const auto known = home.store().sources.find_followed(request.url);
    if (known && known->allowed == read::host_and_port(request.url)) {
      one.request.allow_private = true;
    }
    one.given = request.url;
    one.left = request.timeout;
  }
  Adding(home, intake, ingest, watch, requests.size()).run(std::move(asked));
}

}  // namespace heed::app
