// Everything that happened: the person's acts and heed's decisions.
#pragma once

#include <optional>
#include <vector>

#include "heed/app/home.h"
#include "heed/base/json.h"

namespace heed::app {

// Oldest first: {"event","time","by","kind","item","undone","why","undoes"}.
// `limit`: the last so many.
std::vector<Json> ledger(Home& home, std::optional<Time> since, std::optional<int> limit);

}  // namespace heed::app
