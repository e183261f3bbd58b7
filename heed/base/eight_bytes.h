// Text looked at eight bytes at a time, where every byte of much text has to be seen: words of
// eight bytes in which the high bit of a byte marks what was looked for. A mark may be false where
// a byte below it is marked, so that only "none at all" and the lowest one can be relied on.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace heed {

constexpr std::uint64_t each_byte(unsigned char byte) {
  return 0x0101010101010101u * byte;
}

inline std::uint64_t eight_bytes(std::string_view text, std::size_t at) {
  std::uint64_t eight = 0;
  std::memcpy(&eight, text.data() + at, 8);
  return eight;
}

constexpr std::uint64_t marks_zero(std::uint64_t eight) {
  return (eight - each_byte(1)) & ~eight & each_byte(0x80);
}
constexpr std::uint64_t marks_equal(std::uint64_t eight, unsigned char byte) {
  return marks_zero(eight ^ each_byte(byte));
}
constexpr std::uint64_t marks_below(std::uint64_t eight, unsigned char byte) {  // byte ≤ 0x80
  return (eight - each_byte(byte)) & ~eight & each_byte(0x80);
}

// How many bytes lie before the lowest mark: on a little-endian machine, before the first in text.
inline std::size_t before_mark(std::uint64_t marks) {
  return static_cast<std::size_t>(std::countr_zero(marks)) / 8;
}

// Where the first byte from `at` on lies that `marks(eight)` marks and `stops(byte)` says true of,
// the same bytes in two ways; the size where none does.
template <class Marks, class Stops>
std::size_t find_byte(std::string_view text, std::size_t at, Marks marks, Stops stops) {
  for (; at + 8 <= text.size(); at += 8) {
    const auto found = marks(eight_bytes(text, at));
    if (found == 0) continue;
    if constexpr (std::endian::native == std::endian::little) return at + before_mark(found);
    break;
  }
  while (at < text.size() && !stops(text[at])) ++at;
  return at;
}

}  // namespace heed
