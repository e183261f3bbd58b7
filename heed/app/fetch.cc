#include "heed/app/fetch.h"

#include <nlohmann/json.hpp>

#include "heed/app/sources.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

// Sources that lie on the network and are asked now.
std::vector<store::Source> chosen(Home& home, const FetchRequest& request) {
  std::vector<store::Source> sources;
  for (const auto& name : request.sources) sources.push_back(find_source(home, name));
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
  read::Request request;
  request.url = source.url;
  request.etag = source.etag;
  request.last_modified = source.last_modified;
  request.allow_private = !source.allowed.empty() && source.allowed == host_and_port(source.url);
  request.timeout = timeout;
  return request;
}

}  // namespace

int fetch(Home& home, const FetchRequest& request, Ingest::Report report,
          std::function<bool()> stop) {
  Ingest ingest(home, report);
  ingest.stop = stop;
  Intake intake(home, ingest, "");
  const auto sources = chosen(home, request);
  std::vector<read::Request> requests;
  for (const auto& source : sources) requests.push_back(request_for(source, request.timeout));
  bool broken = false;  // the store: asking on would lose what comes
  const auto stopped = [&] { return broken || stop(); };
  read::Fetcher().fetch(
      requests,
      [&](std::size_t i, const Result<read::Response>& answer) {
        if (stopped()) return;  // not the source's failure
        try {
          take_answer(home, intake, ingest, sources[i], answer);
        } catch (const Error& error) {
          if (error.failure == Failure::bug) throw;
          broken = error.failure == Failure::storage;
          ingest.fail(error);
        }
      },
      stopped);
  report(summary(ingest, 0));
  return ingest.exit_code();
}

}  // namespace heed::app
