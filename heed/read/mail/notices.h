// What mailers put around a letter: links to read it in a browser or an app, or to leave its list.
#pragma once

#include <string>
#include <string_view>

#include "heed/read/html/tree.h"

namespace heed::read {

struct Notices {
  bool dropped = false;
  std::string address;  // of the letter on the web, or ""
};

// Takes out small blocks that are little more than such a link. More than two links of many to be
// read online are the letter's own.
Notices take_notices(html::Tree& tree);

// The same of a line that starts a plain text: "View this post on the web at https://…"
Notices take_notices(std::string& text);

// The address itself, not one that counts the clicks on it, or "".
std::string letter_address(std::string_view link);

}  // namespace heed::read
