// What a browser does not show because of what the elements themselves say.
#pragma once

#include <functional>

#include "heed/read/html/tree.h"

namespace heed::read::html {

// By its attribute "hidden" or by its style: display:none, visibility:hidden.
bool is_hidden(const Node& node);

// Takes out the elements below that a test says so of; whether there were any.
bool drop_where(Node& node, const std::function<bool(const Node&)>& test);

// Takes out what is hidden or folded to no height: newsletters hide words that only mail programs
// are to show, beside the subject.
bool drop_hidden(Node& node);

}  // namespace heed::read::html
