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

// The same for text that is known to be well-formed, without a check.
inline Decoded decode_well_formed(const char* bytes) {
  const auto byte = [&](int i) {
    return static_cast<char32_t>(static_cast<unsigned char>(bytes[i]));
  };
  const auto more = [&](int i) { return byte(i) & 0x3F; };
  const char32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  if (lead < 0xE0) return {((lead & 0x1F) << 6) | more(1), 2, true};
  if (lead < 0xF0) return {((lead & 0x0F) << 12) | (more(1) << 6) | more(2), 3, true};
  return {((lead & 0x07) << 18) | (more(1) << 12) | (more(2) << 6) | more(3), 4, true};
}

void append_utf8(std::string& out, char32_t code_point);

// The same text with one U+FFFD for each maximal subpart that is ill-formed.
std::string repair_utf8(std::string_view bytes);

bool is_utf8(std::string_view bytes);

// The start of a well-formed text, at most `bytes` long, cut between characters.
std::string_view start_of_utf8(std::string_view text, std::size_t bytes);

std::size_t ascii_length(std::string_view bytes);  // how many bytes of ASCII it starts with

}  // namespace heed
