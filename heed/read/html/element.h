// What heed knows of HTML's elements by their names: the kinds that the rules of parsing, of
// reading as text and of sanitising speak of.
#pragma once

#include <string_view>

namespace heed::read::html {

enum Trait : unsigned {
  kIsVoid = 1,         // br, img, …: no content, no end tag
  kIsBlock = 2,        // starts on a line of its own
  kEndsP = 4,          // its start ends an open paragraph
  kBounds = 8,         // no end tag and no implied end reaches past it …
  kBoundsLists = 16,   // … of a list item
  kBoundsTables = 32,  // … of a table's part
  kFormats = 64,
  kHeads = 128,
  kIsCell = 256,
  kIsRaw = 512,       // its content is no markup
  kIsHidden = 1024,   // nobody reads its content
  kIsAllowed = 2048,  // stays when HTML is sanitised
  kIsDropped = 4096,  // goes then, with all that it holds
};

unsigned traits_of(std::string_view name);  // Traits of an element, in lower case; 0 for any other

}  // namespace heed::read::html
