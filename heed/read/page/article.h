// The article in a page, without what stands around it. The method is that of Readability (Arc90,
// Mozilla): paragraphs give points to the elements that hold them, links and telling names change
// the points, the best element and its kin are kept and cleaned.
#pragma once

#include <string>
#include <string_view>

#include "heed/read/html/tree.h"

namespace heed::read {

struct Article {
  std::string html;  // sanitised
  std::string text;  // one paragraph a line, captions of figures left out
};

// `title` is left out where the article repeats it as a heading; `url` makes links absolute
// where the page has no base of its own; `stated` is what the page gives machines for its body, or
// "": taken where far less is found.
Article find_article(const html::Tree& page, std::string_view title, std::string_view url,
                     const std::string& stated);

}  // namespace heed::read
