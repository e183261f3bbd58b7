// The edition's choice alone, from JSON Lines of candidates, without a home:
//   {"id", "value", "minutes", "vector"?}  →  {"chosen":[ids], "minutes", "value", "bound"}
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "heed/base/json.h"

namespace heed::app {

struct Planned {
  Json document;
  std::vector<Error> problems;
};

// Plans with the lines that hold a candidate. The others (not JSON, a number missing or not
// finite, minutes below 0, an id that came before, a vector of another length than the first) are
// given back as errors that name the line.
Planned plan_lines(std::string_view lines, std::string_view where, double budget,
                   double redundancy);

}  // namespace heed::app
