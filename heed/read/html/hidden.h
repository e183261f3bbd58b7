// What a browser does not show because of what the elements themselves say.
#pragma once

#include <string>
#include <string_view>

#include "heed/read/html/tree.h"

namespace heed::read::html {

// By its attribute "hidden" or by its style: display:none, visibility:hidden.
bool is_hidden(const Node& node);

// The markup without what is hidden or folded to no height: newsletters hide words that only mail
// programs are to show, beside the subject.
std::string without_hidden(std::string_view html);

}  // namespace heed::read::html
