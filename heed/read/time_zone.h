// Time zones as dates name them.
#pragma once

#include <optional>
#include <string_view>

namespace heed::read {

// "est", in lower case → minutes east of UTC. Names that several regions share are read as feeds
// use them most.
std::optional<int> zone_named(std::string_view word);

// "+0530", "-05:00", "+5" → minutes east of UTC.
std::optional<int> numeric_zone(std::string_view text);

}  // namespace heed::read
