// Plain text as HTML: what its author parted stays parted.
#pragma once

#include <string_view>

#include "heed/read/html/tree.h"

namespace heed::read::html {

// Blank lines part paragraphs. Line breaks within one are kept, but for those that a program made
// which wraps lines at 60 to 80 characters. A text of a single line stays bare.
Tree tree_of_plain(std::string_view text);

}  // namespace heed::read::html
