// From where a document's relative links are seen.
#pragma once

#include <string>
#include <string_view>

#include "heed/read/html/tree.h"

namespace heed::read::html {

// What its first <base href> says, where that leads to the web, or else the document's own address.
std::string base_of(const Tree& document, std::string_view address);

}  // namespace heed::read::html
