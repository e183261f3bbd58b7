// A page of the web as an item.
#pragma once

#include <string_view>

#include "heed/read/document.h"

namespace heed::read {

Page read_page(std::string_view html, std::string_view url);

}  // namespace heed::read
