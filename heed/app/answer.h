// What an answer from the network holds, and what becomes of it.
#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <string>

#include "heed/app/home.h"
#include "heed/app/ingest.h"
#include "heed/app/intake.h"
#include "heed/base/time.h"
#include "heed/read/document.h"
#include "heed/read/fetch/fetcher.h"

namespace heed::app {

// `url` is the address that was asked; the answer's own is that after redirects. For `now` see
// read::Origin.
Result<read::Document> document_of(const read::Response& response, const std::string& url,
                                   Time now);

// A source that is asked: at its own address or, where that is a page, at one that the page names.
struct Asking {
  using Clock = std::chrono::steady_clock;

  store::Source source;
  std::string url;
  double left = 0;  // seconds, for this and all that is still to be asked
  Clock::time_point started = Clock::now();
  std::deque<std::string> feeds = {};  // that the page names, still to be asked
  std::optional<Error> failure = {};   // the first of them

  bool is_own() const { return url == source.url; }
};

// Stores the items and the validators of what came for a source, and plans the next time. Throws
// what the answer failed of, after noting it. Where it is the page of a source that never was a
// feed, or none of those that the page names: the next that is to be asked. A source that has
// another's feed brings nothing, which is said once; one that was forgotten meanwhile gets nothing.
std::optional<Asking> take_answer(Home& home, Intake& intake, Ingest& ingest, Asking asking,
                                  const Result<read::Response>& answer);

}  // namespace heed::app
