// Everything that happened: the person's acts and heed's decisions.
#pragma once

#include <vector>

#include "heed/app/home.h"
#include "heed/base/json.h"
#include "heed/store/events.h"

namespace heed::app {

// Oldest first: {"event","time","by","kind","item","undone","why","undoes"}.
std::vector<Json> ledger(Home& home, const store::LedgerFilter& filter);

}  // namespace heed::app
