// Lists of words that are looked for in a text, as arrays of views.
#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

namespace heed::read {

template <class List>
bool holds_any(std::string_view text, const List& phrases) {
  return std::any_of(std::begin(phrases), std::end(phrases),
                     [&](std::string_view phrase) { return text.find(phrase) != text.npos; });
}

template <class List>
bool starts_with_any(std::string_view text, const List& phrases) {
  return std::any_of(std::begin(phrases), std::end(phrases),
                     [&](std::string_view phrase) { return text.starts_with(phrase); });
}

template <class List>
bool ends_with_any(std::string_view text, const List& phrases) {
  return std::any_of(std::begin(phrases), std::end(phrases),
                     [&](std::string_view phrase) { return text.ends_with(phrase); });
}

}  // namespace heed::read
