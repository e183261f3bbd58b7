#include "heed/app/fetch.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "heed/app/answer.h"
#include "heed/app/full_text.h"
#include "heed/app/icons.h"
#include "heed/app/sources.h"
#include "heed/read/url.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

store::Source named(Home& home, const std::string& name) {
  auto source = find_source(home, name);
  if (source.followed()) return source;
  throw Error(Failure::usage, "it has no address to ask: its items came from files",
              read::shown_url(name), "heed add FILE brings new ones in");
}

bool is_due(const store::Source& source, Time now) {
  // A last time that lies ahead comes from a clock that was wrong.
  const bool clock_was_wrong = source.last_fetch && *source.last_fetch > now;
  return !source.next_fetch || *source.next_fetch <= now || clock_was_wrong;
}

// Sources that lie on the network and are asked now.
std::vector<Asking> chosen(Home& home, const FetchRequest& request, Ingest& ingest) {
  std::vector<store::Source> sources;
  for (const auto& name : request.sources) {
    try {
      sources.push_back(named(home, name));
    } catch (const Error& error) {
      if (error.failure == Failure::storage || error.failure == Failure::bug) throw;
      ingest.fail(error);
    }
  }
  if (request.sources.empty()) {
    sources = home.store().sources.list();
    std::erase_if(sources, [&](const store::Source& source) {
      return !source.followed() || (!request.all && !is_due(source, home.now()));
    });
  }
  std::vector<Asking> asked;
  std::set<std::string> ids;
  for (auto& source : sources) {
    if (!ids.insert(source.id).second) continue;
    const auto url = source.url;
    asked.push_back({std::move(source), url, request.timeout});
  }
  return asked;
}

// What the source's own address said holds for no other.
read::Request request_for(const Asking& asking) {
  auto request = request_to(asking.source, asking.url, asking.left);
  if (!asking.is_own()) return request;
  request.etag = asking.source.etag;
  request.last_modified = asking.source.last_modified;
  request.validated = asking.source.validated;
  return request;
}

class Fetching {
 public:
  Fetching(Home& home, const FetchRequest& request, Ingest& ingest, const Watch& watch)
      : home_(home),
        ingest_(ingest),
        watch_(watch),
        intake_(home, ingest, ""),
        timeout_(request.timeout) {}

  bool stopped() const { return broken_ || ingest_.stop(); }

  // Gives those that are to be asked again, at another address.
  std::vector<Asking> ask(std::vector<Asking> asked) {
    std::vector<Asking> next;
    std::vector<read::Request> requests;
    requests.reserve(asked.size());
    for (const auto& one : asked) requests.push_back(request_for(one));
    const auto tell = [&](FetchStep::Kind kind, std::size_t i) {
      const auto& title = asked[i].source.title;
      if (watch_) watch_({kind, before_ + i, before_ + asked.size(), title});
    };
    read::Fetcher().fetch(
        requests,
        [&](std::size_t i, const Result<read::Response>& answer) {
          if (!stopped()) tell(take(asked[i], answer, next), i);  // else not the source's failure
        },
        [&] { return stopped(); },
        [&](std::size_t i) {
          asked[i].started = Asking::Clock::now();
          tell(FetchStep::Kind::started, i);
        });
    before_ += asked.size();
    return next;
  }

  // What belongs to those that answered.
  void ask_more() {
    const auto stop = [&] { return stopped(); };
    if (!stopped()) fetch_full_texts(home_, answered_, timeout_, stop);
    if (!stopped()) fetch_icons(home_, answered_, timeout_, stop);
  }

 private:
  FetchStep::Kind take(const Asking& asking, const Result<read::Response>& answer,
                       std::vector<Asking>& next) {
    try {
      auto again = take_answer(home_, intake_, ingest_, asking, answer);
      if (!again) answered_.push_back(asking.source);
      if (again) next.push_back(std::move(*again));
      return FetchStep::Kind::done;
    } catch (const Error& error) {
      if (error.failure == Failure::bug) throw;
      broken_ = error.failure == Failure::storage;
      ingest_.fail(error);
      return FetchStep::Kind::failed;
    }
  }

  Home& home_;
  Ingest& ingest_;
  const Watch& watch_;
  Intake intake_;
  double timeout_;
  std::vector<store::Source> answered_;
  bool broken_ = false;  // the store: asking on would lose what comes
  std::size_t before_ = 0;
};

}  // namespace

read::Request request_to(const store::Source& source, const std::string& url, double timeout) {
  read::Request request;
  request.url = url;
  request.allow_private = !source.allowed.empty() && source.allowed == read::host_and_port(url);
  request.timeout = timeout;
  return request;
}

int fetch(Home& home, const FetchRequest& request, const Ingest::Report& report,
          std::function<bool()> stop, const Watch& watch) {
  Ingest ingest(home, report);
  ingest.stop = std::move(stop);
  Fetching fetching(home, request, ingest, watch);
  auto asked = chosen(home, request, ingest);
  try {
    while (!asked.empty() && !fetching.stopped()) asked = fetching.ask(std::move(asked));
    fetching.ask_more();
  } catch (const Error& error) {
    if (error.failure != Failure::storage) throw;
    ingest.fail(error);
  }
  report(summary(ingest, 0));
  return ingest.exit_code();
}

}  // namespace heed::app
