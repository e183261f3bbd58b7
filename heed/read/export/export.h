// Lists of links that other programs export: a browser's bookmarks (Netscape format), Pocket,
// Instapaper, Readwise and any other CSV whose first line names a title and a URL.
#pragma once

#include <optional>
#include <string_view>

#include "heed/read/item.h"

namespace heed::read {

// Each gives nothing where the text is something else. Links that are none of the web's are left
// out (bookmarks) or named among the errors (CSV).
std::optional<ItemList> read_bookmarks(std::string_view html);
std::optional<ItemList> read_csv(std::string_view text, std::string_view where);

}  // namespace heed::read
