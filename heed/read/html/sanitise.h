// HTML from strangers, made harmless: only the elements and attributes of a short list are left,
// and nothing that remains runs, styles, submits or loads anything. Pictures keep their address in
// data-src, where no browser fetches it. Sanitising twice gives the same as once. All text is
// well-formed UTF-8.
#pragma once

#include <string>
#include <string_view>

#include "heed/read/html/tree.h"

namespace heed::read::html {

// `base` makes links absolute; "" leaves relative ones as they are. `page` is what "#place" is a
// place on.
Tree clean_tree(std::string_view html, std::string_view base, std::string_view page);
Tree clean_tree(std::string_view html, std::string_view base);  // the page is the base
bool is_allowed(std::string_view element);  // one of the short list, in lower case
std::string sanitise(std::string_view html, std::string_view base = {});
// The same without the links that stay relative: wherever it is shown, they would lead astray.
std::string with_absolute_links(std::string_view html, std::string_view base);

}  // namespace heed::read::html
