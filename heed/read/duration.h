// Lengths of recordings as feeds and pages write them.
#pragma once

#include <optional>
#include <string_view>

namespace heed::read {

// "1:02:03", "62:03", "3723", "PT1H2M3S", "1h 2m 3s", "1 hr 2 min" → seconds.
std::optional<double> parse_duration(std::string_view text);

}  // namespace heed::read
