// Today's edition: what fits the minutes, with the reason for each item. The page that ends.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "heed/app/home.h"
#include "heed/base/json.h"

namespace heed::app {

struct TodayRequest {
  std::optional<double> budget;  // minutes, or kWithoutEnd; nothing: the person's setting
  std::string order;             // you, new or source; "": the person's setting
  // As fill_vectors calls it, where much is new.
  std::function<bool(std::size_t, std::size_t)> progress = {};
};

// {"budget_minutes","planned_minutes","order","weights","items":[…],"considered","left_out",
// "left_out_minutes","best_left_out":[…]}; "budget_minutes" is null for a budget without end. An
// edition in an order other than new is a decision: it is kept as an event, once for each.
Json today(Home& home, const TodayRequest& request);

}  // namespace heed::app
