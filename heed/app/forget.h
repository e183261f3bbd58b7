// Erasing for good: what is forgotten leaves no byte in any file of the home, and every answer is
// then that of a home that never had it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "heed/app/home.h"
#include "heed/base/json.h"

namespace heed::app {

struct ForgetRequest {
  std::vector<std::string> items = {};  // ids
  std::string source = {};              // with its items
  std::optional<Time> before = {};      // items published earlier, and what was done with them
  std::string interest = {};            // id or exact text
  std::string label = {}, need = {};    // by name
  bool all = false;
};

// {"forgotten":{"items","events","sources"}}: how many went. not_found, with nothing erased, where
// something named is not there. Decisions of heed that what is forgotten may have shaped go too.
Json forget(Home& home, const ForgetRequest& request);

// Finishes an erasing that was cut short; called when a home is opened.
void finish_forgetting(Home& home);

}  // namespace heed::app
