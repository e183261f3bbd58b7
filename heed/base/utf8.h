// UTF-8, as the Unicode Standard (16.0, section 3.9) defines it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace heed {

struct Decoded {
  char32_t code_point;  // U+FFFD for a maximal subpart of an ill-formed sequence
  std::size_t length;   // bytes taken, ≥ 1
  bool well_formed;
};

// The code point at the start of `bytes`, which is not empty.
Decoded decode_utf8(std::string_view bytes);

void append_utf8(std::string& out, char32_t code_point);

// The same text with one U+FFFD for each maximal subpart that is ill-formed.
std::string repair_utf8(std::string_view bytes);

bool is_utf8(std::string_view bytes);

}  // namespace heed
