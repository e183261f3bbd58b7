// How people write an amount of time: "30m", "1h", "1h30m", "45 min", "90" (minutes), "all".
#pragma once

#include <limits>
#include <string_view>

#include "heed/base/error.h"

namespace heed::app {

constexpr double kWithoutEnd = std::numeric_limits<double>::infinity();  // "all"

// In minutes, ≥ 0. A usage error that names `where` for anything else.
Result<double> parse_budget(std::string_view text, std::string_view where = "--budget");

}  // namespace heed::app
