// Feeds in XML: RSS 0.90 to 2.0, RDF (RSS 1.0), Atom 0.3 and 1.0, the Channel Definition Format.
#pragma once

#include <optional>
#include <string_view>

#include "heed/read/item.h"
#include "heed/read/xml/tree.h"

namespace heed::read::feed {

// Nothing where the document is no feed. `url` is where it came from, or "".
std::optional<Feed> read_xml_feed(const xml::Document& document, std::string_view url);

}  // namespace heed::read::feed
