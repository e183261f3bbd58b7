// Asking sources for what is new, over the network.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "heed/app/home.h"
#include "heed/app/ingest.h"
#include "heed/app/intake.h"
#include "heed/read/fetch/fetcher.h"

namespace heed::app {

struct FetchRequest {
  std::vector<std::string> sources;  // ids, addresses or titles; none: those that are due
  bool all = false;                  // due or not
  double timeout = 30;               // seconds for each
};

// Reports as add() does, as each source answers; a failing source is noted with it and delays no
// other. Gives the exit code of the first failure, or 0.
int fetch(Home& home, const FetchRequest& request, Ingest::Report report,
          std::function<bool()> stop);

// What came for one source: stores its items and its validators, plans the next time. A permanent
// move is followed only to what is a feed. Throws what the answer failed of, after noting it.
void take_answer(Home& home, Intake& intake, Ingest& ingest, store::Source source,
                 const Result<read::Response>& answer);

// Reads what one address holds, for the first time: a feed is subscribed to, and so is the feed
// that a page names; any other page, list or file is taken as it is.
void add_address(Home& home, Intake& intake, Ingest& ingest, const read::Request& request);

}  // namespace heed::app
