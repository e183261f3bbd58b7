// Spans and points of time as people give them.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "heed/base/time.h"

namespace heed {

// 90m, 12h, 7d or 2w.
std::optional<std::chrono::seconds> parse_age(std::string_view text);

// A year, a month, a day or a moment (2026, 2026-03, 2026-03-02, 2026-03-02T18:00), of UTC where it
// names no zone; or an age before `now`.
std::optional<Time> parse_moment(std::string_view text, Time now);

}  // namespace heed
