// What the person says of items, and taking it back.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heed/app/home.h"
#include "heed/base/json.h"

namespace heed::app {

// `kind`: like, dislike, save, hide (each replaces the others), read or open. All items or none:
// not_found where one is not stored. One {"event","undoes":null} for each item, in order.
std::vector<Json> give_feedback(Home& home, std::string_view kind,
                                std::span<const std::string> items);

// The last `count` acts that stand, or that were undone last: {"events":[their ids],
// "acts":[{"event","kind","about"}]}.
Json undo(Home& home, int count);
Json redo(Home& home, int count);

}  // namespace heed::app
