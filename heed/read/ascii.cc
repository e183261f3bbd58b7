#include "heed/read/ascii.h"

#include <algorithm>
#include <array>

#include "heed/base/eight_bytes.h"

namespace heed::read {
namespace {

// Bytes that are no white space and start none.
constexpr auto kPlain = [] {
  std::array<bool, 256> plain{};
  for (unsigned c = 0; c < 256; ++c) plain[c] = !is_space(static_cast<char>(c)) && c != 0xC2;
  return plain;
}();

bool is_no_break_space(std::string_view text, std::size_t at) {
  return text[at] == '\xC2' && at + 1 < text.size() && text[at + 1] == '\xA0';
}

// How far `text` holds, from the plain byte at `i` on, no white space but single blanks between
// plain bytes: eight bytes at a time, so it may stop before it must.
std::size_t skip_plain(std::string_view text, std::size_t i) {
  for (; i + 9 <= text.size(); i += 8) {
    const auto eight = eight_bytes(text, i);
    const auto blanks = marks_equal(eight, ' ');
    const auto odd = marks_below(eight, ' ') | marks_equal(eight, 0xC2) | (blanks & (blanks >> 8));
    if (odd != 0) break;
    const bool blank_at_end = blanks >> 63 != 0;
    if (blank_at_end && !kPlain[static_cast<unsigned char>(text[i + 8])]) break;
  }
  return i;
}

}  // namespace

bool has_control(std::string_view text) {
  const auto is_one = [&](std::size_t at) {
    const bool c1 = text[at] == '\xC2' && at + 1 < text.size() && (text[at + 1] & 0xE0) == 0x80;
    return c1 || is_control(text[at]);
  };
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    const auto eight = eight_bytes(text, i);
    if ((marks_below(eight, ' ') | marks_equal(eight, 0xC2)) == 0) continue;
    for (std::size_t k = i; k < i + 8; ++k) {
      if (is_one(k)) return true;
    }
  }
  while (i < text.size() && !is_one(i)) ++i;
  return i < text.size();
}

void drop_controls(std::string& text) {
  if (has_control(text)) std::erase_if(text, is_control);
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), to_lower);
  return out;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && starts_ignoring_case(a, b);
}

bool starts_ignoring_case(std::string_view text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    if (to_lower(text[i]) != to_lower(prefix[i])) return false;
  }
  return true;
}

std::size_t leading_space(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    if (is_space(text[i])) {
      ++i;
    } else if (is_no_break_space(text, i)) {
      i += 2;
    } else {
      break;
    }
  }
  return i;
}

bool append_folded(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto start = i;
    i = skip_plain(text, i);
    while (i < text.size()) {  // what can be copied as it is
      if (kPlain[static_cast<unsigned char>(text[i])]) {
        ++i;
      } else if (text[i] == ' ' && i + 1 < text.size() &&
                 kPlain[static_cast<unsigned char>(text[i + 1])]) {
        i += 2;
      } else if (text[i] == '\xC2' && !is_no_break_space(text, i)) {
        ++i;
      } else {
        break;
      }
    }
    out.append(text.substr(start, i - start));
    if (i == text.size()) return false;
    i += leading_space(text.substr(i));
    if (i == text.size()) return true;
    out += ' ';
  }
  return false;
}

std::string fold_space(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_folded(out, text.substr(leading_space(text)));
  return out;
}

std::vector<std::string> split(std::string_view text, std::string_view separators) {
  std::vector<std::string> pieces;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(separators), text.size());
    const auto piece = trim(text.substr(0, end));
    if (!piece.empty()) pieces.emplace_back(piece);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return pieces;
}

}  // namespace heed::read
