// Asking sources for what is new, over the network: those that are stored, and addresses that are
// new.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "heed/app/home.h"
#include "heed/app/ingest.h"
#include "heed/app/intake.h"
#include "heed/read/fetch/fetcher.h"

namespace heed::app {

// How one of `total` fares; told as it happens, for people who watch.
struct FetchStep {
  enum class Kind { started, done, failed };
  Kind kind;
  std::size_t index;  // of `total`
  std::size_t total;
  std::string name;  // the source's title, or the address
};
using Watch = std::function<void(const FetchStep&)>;

struct FetchRequest {
  std::vector<std::string> sources;  // ids, addresses or titles; none: those that are due
  bool all = false;                  // due or not
  double timeout = 30;               // seconds for each
};

// Reports as add() does, as each source answers; a failing source is noted with it and delays no
// other, nor does a name that is no source's. Gives the exit code of the first failure, or 0.
int fetch(Home& home, const FetchRequest& request, const Ingest::Report& report,
          std::function<bool()> stop, const Watch& watch = {});

// Reads what addresses hold, for the first time, all at once: a feed is subscribed to, and so is
// the feed that a page names; any other page, list or file is taken as it is.
void add_addresses(Home& home, Intake& intake, Ingest& ingest,
                   const std::vector<read::Request>& requests, const Watch& watch = {});

// The request to `url` on behalf of a source: an address in a private network is allowed where the
// person allowed the source its host and port.
read::Request request_to(const store::Source& source, const std::string& url, double timeout);

}  // namespace heed::app
