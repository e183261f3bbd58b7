// JSON Feed 1.0 and 1.1 (jsonfeed.org).
#pragma once

#include <optional>
#include <string_view>

#include "heed/base/json.h"
#include "heed/read/item.h"

namespace heed::read::feed {

// Nothing where the document is no JSON Feed.
std::optional<Feed> read_json_feed(const Json& document, std::string_view url);

}  // namespace heed::read::feed
