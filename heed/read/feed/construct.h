// A piece of text as feeds carry it: plain, as escaped HTML, as inline XHTML or in base64, declared
// or to be guessed.
#pragma once

#include <string>
#include <string_view>

#include "heed/read/html/tree.h"

namespace heed::read::feed {

struct Construct {
  std::string value;
  bool is_html = false;
  std::string base = {};  // for the links inside
  std::string page = {};  // the one it is shown on, for links to places within; or ""

  bool empty() const { return value.empty(); }
  std::string plain() const;  // as text on one line
  html::Tree tree() const;    // sanitised
};

enum class Assumed { plain, guess, html, xhtml };  // where the element declares no type

Construct read_construct(const html::Node& node, Assumed assumed, std::string_view base);

// What is meant as text, on one line; many publishers escape it once more.
std::string plain_line(std::string_view text);

// Has it tags or references, and only such as HTML knows?
bool looks_like_html(std::string_view text);

}  // namespace heed::read::feed
