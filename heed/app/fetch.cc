#include "heed/app/fetch.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "heed/app/full_text.h"
#include "heed/app/icons.h"
#include "heed/app/sources.h"
#include "heed/read/url.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

// Sources that lie on the network and are asked now.
std::vector<store::Source> chosen(Home& home, const FetchRequest& request) {
  std::vector<store::Source> sources;
  for (const auto& name : request.sources) {
    auto source = find_source(home, name);
    if (!source.followed()) {
      throw Error(Failure::usage, "it has no address to ask: its items came from files", name,
                  "heed add FILE brings new ones in");
    }
    const bool twice = std::any_of(sources.begin(), sources.end(),
                                   [&](const auto& s) { return s.row == source.row; });
    if (!twice) sources.push_back(std::move(source));
  }
  if (request.sources.empty()) sources = home.store().sources.list();
  std::erase_if(sources, [&](const store::Source& s) {
    if (!s.followed()) return true;
    if (request.all || !request.sources.empty()) return false;
    // A last time that lies ahead comes from a clock that was wrong.
    const bool clock_was_wrong = s.last_fetch && *s.last_fetch > home.now();
    return s.next_fetch && *s.next_fetch > home.now() && !clock_was_wrong;
  });
  return sources;
}

read::Request request_for(const store::Source& source, double timeout) {
  auto request = request_to(source, source.url, timeout);
  request.etag = source.etag;
  request.last_modified = source.last_modified;
  request.validated = source.validated;
  return request;
}

}  // namespace

read::Request request_to(const store::Source& source, const std::string& url, double timeout) {
  read::Request request;
  request.url = url;
  request.allow_private = !source.allowed.empty() && source.allowed == read::host_and_port(url);
  request.timeout = timeout;
  return request;
}

int fetch(Home& home, const FetchRequest& request, Ingest::Report report,
          std::function<bool()> stop, const Watch& watch) {
  Ingest ingest(home, report);
  ingest.stop = stop;
  Intake intake(home, ingest, "");
  std::vector<store::Source> answered;
  bool broken = false;  // the store: asking on would lose what comes
  const auto stopped = [&] { return broken || stop(); };

  // Gives those to be asked again, under another address.
  std::size_t before = 0;
  const auto ask = [&](const std::vector<store::Source>& sources, Pages pages) {
    std::vector<store::Source> again;
    std::vector<read::Request> requests;
    for (const auto& source : sources) requests.push_back(request_for(source, request.timeout));
    const auto tell = [&](FetchStep::Kind kind, std::size_t i) {
      if (watch) watch({kind, before + i, before + sources.size(), sources[i].title});
    };
    read::Fetcher().fetch(
        requests,
        [&](std::size_t i, const Result<read::Response>& answer) {
          if (stopped()) return;  // not the source's failure
          try {
            const auto found = take_answer(home, intake, ingest, sources[i], answer, pages);
            if (found) again.push_back(*found);
            if (!found) answered.push_back(sources[i]);
            tell(FetchStep::Kind::done, i);
          } catch (const Error& error) {
            if (error.failure == Failure::bug) throw;
            broken = error.failure == Failure::storage;
            ingest.fail(error);
            tell(FetchStep::Kind::failed, i);
          }
        },
        stopped, [&](std::size_t i) { tell(FetchStep::Kind::started, i); });
    before += sources.size();
    return again;
  };
  const auto found = ask(chosen(home, request), Pages::lead_on);
  if (!stopped() && !found.empty()) ask(found, Pages::fail);
  if (!stopped()) fetch_full_texts(home, answered, stopped);
  if (!stopped()) fetch_icons(home, answered, stopped);
  report(summary(ingest, 0));
  return ingest.exit_code();
}

}  // namespace heed::app
