#include "heed/read/date_marks.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "heed/base/utf8.h"
#include "heed/read/ascii.h"

namespace heed::read {
namespace {

void replace(std::string& text, std::string_view what, std::string_view with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

// "2. 3. 2025", "2025. 3. 4.": without the blanks after the dots of numbers, but before a clock.
void join_numbers(std::string& text) {
  for (auto at = text.find(". "); at != std::string::npos; at = text.find(". ", at + 1)) {
    const auto next = std::min(text.find_first_not_of(' ', at + 1), text.size());
    const auto end = find_where(text, next, [](char c) { return !is_digit(c); });
    const bool numbers = at > 0 && is_digit(text[at - 1]) && end > next;
    if (numbers && text.compare(end, 1, ":") != 0) text.erase(at + 1, next - at - 1);
  }
}

// In lower case, with the digits, blanks and commas of ASCII and without marks of direction. A
// full-width colon ends a label ("公開日：2024") but for those of clocks. Persian digits count the
// years of another calendar: they are left, to be read by nobody.
std::string with_plain_letters(std::string_view text) {
  constexpr UChar32 kArabicComma = 0x60C, kWideColon = 0xFF1A;
  std::string out;
  while (!text.empty()) {
    const auto c = decode_utf8(text);
    const auto point = static_cast<UChar32>(c.code_point);
    const auto digit = point < 0x6F0 || point > 0x6F9 ? u_charDigitValue(point) : -1;
    text.remove_prefix(c.length);
    if (u_charType(point) == U_FORMAT_CHAR) continue;
    const bool in_clock = !out.empty() && is_digit(out.back());
    append_utf8(out, digit >= 0               ? static_cast<char32_t>('0' + digit)
                     : point == kArabicComma  ? U','
                     : point == kWideColon    ? (in_clock ? U':' : U' ')
                     : u_isUWhiteSpace(point) ? U' '
                                              : static_cast<char32_t>(u_tolower(point)));
  }
  return out;
}

// Units become marks. Returns whether there were Korean ones.
bool replace_units(std::string& text) {
  const bool ascii = ascii_length(text) == text.size();
  if (ascii && text.find("thg ") == std::string::npos) return false;
  text = with_plain_letters(text);
  const bool korean = text.find("년") != std::string::npos ||
                      text.find("오전") != std::string::npos ||
                      text.find("오후") != std::string::npos;
  constexpr std::pair<std::string_view, std::string_view> kUnits[] = {
      {"년 ", "-"},
      {"년", "-"},
      {"월 ", "-"},
      {"월", "-"},
      {"일", " "},
      {"시 ", ":"},
      {"시", ":"},
      {"분 ", ":"},
      {"분", ":"},
      {"초", " "},
      {"年", "-"},
      {"月", "-"},
      {"日", " "},
      {"時", ":"},
      {"时", ":"},
      {"分", ":"},
      {"秒", " "},
      {"午前", " 上午 "},
      {"午後", " 下午 "},
      {"上午", " 上午 "},
      {"下午", " 下午 "},
      {"’", " "},
      {"tháng ", "tháng"},
      {"thg ", "tháng"},
      // The months of which the Levant has a first and a second.
      {"كانون الثاني", "يناير"},
      {"تشرين الأول", "أكتوبر"},
      {"تشرين الثاني", "نوفمبر"},
      {"كانون الأول", "ديسمبر"}};
  for (const auto& [unit, mark] : kUnits) replace(text, unit, mark);
  replace(text, ": ", " ");
  return korean;
}

}  // namespace

bool use_plain_marks(std::string& date) {
  const bool korean = replace_units(date);
  join_numbers(date);
  return korean;
}

}  // namespace heed::read
