// `heed add`: files, folders, standard input and addresses become sources and items.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "heed/app/fetch.h"
#include "heed/app/home.h"
#include "heed/app/ingest.h"

namespace heed::app {

struct AddRequest {
  std::vector<std::string> inputs;  // paths, "-", http and https addresses
  std::string source;               // the name to keep them under; "": their own
  bool allow_private = false;       // addresses of this machine and network, for these inputs
  double timeout = 60;              // seconds for each address
};

// Reports items, new subscriptions ({"source":{"id","title","url"}}) and errors as they happen,
// last {"summary":{"added","updated","unchanged","failed","skipped","sources"}}. Skipped are files
// of a folder and entries of a document that are nothing heed reads, and mail thrown away. One
// input that fails does not stop the others; gives the exit code of the first failure, or 0. `stop`
// is asked between commits.
int add(Home& home, const AddRequest& request, const Ingest::Report& report,
        std::function<bool()> stop, const Watch& watch = {});

}  // namespace heed::app
