// Spans of time as people give them.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace heed {

// 90m, 12h, 7d or 2w.
std::optional<std::chrono::seconds> parse_age(std::string_view text);

}  // namespace heed
