#include "heed/read/entity.h"

#include <algorithm>
#include <array>

#include "heed/base/utf8.h"
#include "heed/read/ascii.h"
#include "heed/read/name_table.h"

namespace heed::read {
namespace {

constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

constexpr unsigned long kTooBig = 0x110000;

constexpr std::size_t kLongestName = 31;  // CounterClockwiseContourIntegral

struct Named {
  std::string_view name;
  char32_t character;
  bool unended;  // is read without a semicolon, too
};

// tools/make_entities.py writes it when heed is built.
constexpr Named kNamed[] = {
#include "heed/read/entities.inc"
};

Reference read_number(std::string_view text) {
  std::size_t i = 2;
  const bool hex = i < text.size() && to_lower(text[i]) == 'x';
  if (hex) ++i;
  const auto first = i;
  unsigned long number = 0;
  for (; i < text.size(); ++i) {
    const char c = to_lower(text[i]);
    unsigned digit = 0;
    if (is_digit(c)) {
      digit = static_cast<unsigned>(c - '0');
    } else if (hex && c >= 'a' && c <= 'f') {
      digit = static_cast<unsigned>(c - 'a' + 10);
    } else {
      break;
    }
    if (number < kTooBig) number = number * (hex ? 16 : 10) + digit;
  }
  if (i == first) return {};
  if (i < text.size() && text[i] == ';') ++i;
  return {i, numbered_character(number)};
}

// The longest name that `text`, which begins with '&', starts with and that needs no semicolon.
Reference read_unended(std::string_view text, Place place) {
  constexpr std::size_t kShortest = 2, kLongest = 6;  // "lt", "eacute"
  static const auto table = [] {
    NameTable<char32_t, 512> names;
    for (const auto& entry : kNamed) {
      if (entry.unended) names[entry.name] = entry.character;
    }
    return names;
  }();
  for (auto length = std::min(kLongest, text.size() - 1); length >= kShortest; --length) {
    const auto* found = table.find(text.substr(1, length));
    if (found == nullptr) continue;
    const char next = length + 1 < text.size() ? text[length + 1] : ' ';
    const bool goes_on = next == '=' || is_alphanumeric(next);
    if (place == Place::html_attribute && goes_on) return {};
    return {length + 1, *found};
  }
  return {};
}

}  // namespace

std::optional<char32_t> named_character(std::string_view name) {
  static const auto table = [] {
    NameTable<char32_t, 8192> names;
    for (const auto& entry : kNamed) names[entry.name] = entry.character;
    return names;
  }();
  const auto* found = table.find(name);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

char32_t numbered_character(unsigned long number) {
  if (number >= 0x80 && number <= 0x9F) return kWindows1252[number - 0x80];
  if (number == 0 || number >= kTooBig || (number >= 0xD800 && number <= 0xDFFF)) return 0xFFFD;
  return static_cast<char32_t>(number);
}

Reference read_reference(std::string_view text, Place place) {
  if (text.size() < 3) return {};
  if (text[1] == '#') return read_number(text);
  std::size_t i = 1;
  while (i < text.size() && i <= kLongestName && is_alphanumeric(text[i])) ++i;
  if (i == 1) return {};
  if (i < text.size() && text[i] == ';') {
    const auto character = named_character(text.substr(1, i - 1));
    if (character) return {i + 1, *character};
  }
  return place == Place::xml ? Reference() : read_unended(text, place);
}

void append_decoded(std::string& out, std::string_view text, Place place) {
  out.reserve(out.size() + text.size());
  while (!text.empty()) {
    const auto amp = text.find('&');
    out.append(text.substr(0, amp));
    if (amp == std::string_view::npos) break;
    text.remove_prefix(amp);
    const auto reference = read_reference(text, place);
    if (reference.length == 0) {
      out += '&';
      text.remove_prefix(1);
    } else {
      append_utf8(out, reference.character);
      text.remove_prefix(reference.length);
    }
  }
}

std::string decode_references(std::string_view text, Place place) {
  std::string out;
  append_decoded(out, text, place);
  return out;
}

}  // namespace heed::read
