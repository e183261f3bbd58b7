// Short texts cut at separators, and the numbers in them, without a copy.
#pragma once

#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

#include "heed/read/ascii.h"

namespace heed::read {

// All of a text as a number in decimals, or nothing.
inline std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// What lies between separators, empty pieces left out: no more than a date can have. Views of
// `text`.
struct Pieces {
  static constexpr std::size_t kMost = 32;
  std::array<std::string_view, kMost> piece;
  std::size_t count = 0;

  template <class Separates>
  Pieces(std::string_view text, Separates separates) {
    for (std::size_t at = 0; at < text.size() && count < kMost;) {
      const auto end = find_where(text, at, separates);
      if (end > at) piece[count++] = text.substr(at, end - at);
      at = end + 1;
    }
  }
  std::size_t size() const { return count; }
  std::string_view operator[](std::size_t i) const { return piece[i]; }
  const std::string_view* begin() const { return piece.data(); }
  const std::string_view* end() const { return piece.data() + count; }
};

}  // namespace heed::read
