// JSON Feed 1.0 and 1.1 (jsonfeed.org).
#pragma once

#include <optional>
#include <string_view>

#include "heed/base/json.h"
#include "heed/read/item.h"

namespace heed::read::feed {

// Nothing where the document is no JSON Feed. `known_url` is where it came from, or "": then links
// are seen from where it says that it lies.
std::optional<Feed> read_json_feed(const Json& document, std::string_view known_url);

}  // namespace heed::read::feed
