// The ASCII view of text that formats of the web take: case and white space as HTML and XML define
// them, whatever the locale.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace heed::read {

constexpr bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
constexpr bool is_letter(char c) {
  return to_lower(c) >= 'a' && to_lower(c) <= 'z';
}
constexpr bool is_alphanumeric(char c) {
  return is_letter(c) || is_digit(c);
}
// One that XML has no place for, as a byte.
constexpr bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

// Where the first character from `from` on lies that `stops` says true of; the size where none
// does. (find_first_of calls a function for each character.)
template <class Stops>
std::size_t find_where(std::string_view text, std::size_t from, Stops stops) {
  while (from < text.size() && !stops(text[from])) ++from;
  return from < text.size() ? from : text.size();
}

// Whether it has such a one, or one of C1 (U+0080 to U+009F), which charset.h mends.
bool has_control(std::string_view text);
void drop_controls(std::string& text);  // but those of C1

std::string lower(std::string_view text);
std::string_view trim(std::string_view text);
bool same_ignoring_case(std::string_view a, std::string_view b);
bool starts_ignoring_case(std::string_view text, std::string_view prefix);

// Runs of white space, no-break spaces included, become one blank; none at the ends.
std::string fold_space(std::string_view text);

// The same in pieces. How many bytes of white space `text` starts with; and, for a text that starts
// with none, its folded form added to `out`: true where white space followed at its end.
std::size_t leading_space(std::string_view text);
bool append_folded(std::string& out, std::string_view text);

// The pieces between separators, trimmed, empty ones left out.
std::vector<std::string> split(std::string_view text, std::string_view separators);

}  // namespace heed::read
