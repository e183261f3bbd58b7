#include "heed/app/pace.h"

#include <algorithm>
#include <cmath>

#include "heed/base/utf8.h"

namespace heed::app {
namespace {

bool is_han(char32_t c) {
  return (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || c >= 0x20000;
}
bool is_kana(char32_t c) {
  return c >= 0x3041 && c <= 0x30ff;
}
bool is_hangul(char32_t c) {
  return c >= 0xac00 && c <= 0xd7a3;
}

struct Counts {
  double words = 0, letters = 0, han = 0, kana = 0, hangul = 0;
};

Counts count(std::string_view text) {
  Counts n;
  bool in_word = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto [c, length, well_formed] = decode_utf8(text.substr(at));
    at += length;
    const bool east = is_han(c) || is_kana(c) || is_hangul(c);
    n.han += is_han(c);
    n.kana += is_kana(c);
    n.hangul += is_hangul(c);
    const bool letter = !east && (c >= 0x80 ? c != 0xa0 && (c < 0x2000 || c > 0x303f) && c < 0xff00
                                            : std::isalnum(static_cast<int>(c)) != 0);
    n.letters += letter;
    n.words += letter && !in_word;
    in_word = letter || (in_word && (c == '\'' || c == 0x2019 || c == '-'));
  }
  return n;
}

}  // namespace

double reading_minutes(std::string_view text, const Pace& pace) {
  const auto n = count(text);
  const double minutes = n.words / pace.words + (n.han + n.kana + n.hangul) / pace.characters;
  return std::max(1.0, std::round(minutes * 10) / 10);
}

std::string language_by_script(std::string_view text) {
  const auto n = count(text.substr(0, 4000));
  const double east = n.han + n.kana + n.hangul;
  if (east * 3 < n.letters || east == 0) return "";  // a word of Latin has several letters
  if (n.hangul > n.han + n.kana) return "ko";
  return n.kana * 10 > east ? "ja" : "zh";
}

}  // namespace heed::app
