#include "heed/read/minutes.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <string>

#include "heed/base/utf8.h"
#include "heed/read/ascii.h"

namespace heed::read {
namespace {

struct Pace {
  std::string_view language;
  double words;       // a minute
  double characters;  // a minute
};

constexpr Pace kPaces[] = {
    {"ar", 138, 300}, {"de", 187, 300}, {"en", 238, 300}, {"es", 227, 300}, {"fi", 168, 300},
    {"fr", 203, 300}, {"he", 195, 300}, {"it", 196, 300}, {"ja", 238, 380}, {"nl", 211, 300},
    {"pl", 173, 300}, {"pt", 189, 300}, {"ru", 192, 300}, {"sl", 187, 300}, {"sv", 208, 300},
    {"th", 238, 400}, {"tr", 173, 300}, {"zh", 238, 300},
};
constexpr Pace kOther = {"", 200, 300};

const Pace& pace_of(std::string_view tag) {
  const auto language = lower(tag.substr(0, tag.find_first_of("-_")));
  for (const auto& pace : kPaces) {
    if (pace.language == language) return pace;
  }
  return language.empty() ? kPaces[2] : kOther;
}

// Scripts written without blanks between words.
bool is_unspaced(char32_t c) {
  if (c < 0x0E00) return false;
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) ||
         (c >= 0x1780 && c <= 0x17FF) || (c >= 0x3041 && c <= 0x30FF) ||
         (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

// Vowel signs, accents and joiners: they are no letters, and end no word.
bool is_within_word(char32_t c) {
  constexpr auto kMarks = U_GC_M_MASK | U_GC_CF_MASK;
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & kMarks) != 0;
}

}  // namespace

Length measure(std::string_view text) {
  Length length;
  bool in_word = false;
  while (!text.empty()) {
    const auto c = decode_utf8(text);
    text.remove_prefix(c.length);
    if (is_unspaced(c.code_point)) {
      ++length.characters;
      in_word = false;
      continue;
    }
    const bool letter = c.code_point < 0x80 ? is_alphanumeric(static_cast<char>(c.code_point))
                                            : u_isalnum(static_cast<UChar32>(c.code_point)) != 0;
    if (letter && !in_word) ++length.words;
    // An apostrophe or a hyphen parts no words; a blank or a dash does.
    in_word = letter || (in_word && (c.code_point == '\'' || c.code_point == 0x2019 ||
                                     c.code_point == '-' || c.code_point == '.' ||
                                     (c.code_point >= 0x80 && is_within_word(c.code_point))));
  }
  return length;
}

double reading_minutes(std::string_view text, std::string_view language, double pace) {
  const auto length = measure(text);
  if (length.words + length.characters == 0) return 0;
  const auto& speed = pace_of(language);
  const double minutes = static_cast<double>(length.words) / speed.words +
                         static_cast<double>(length.characters) / speed.characters;
  return std::max(0.1, minutes / std::max(pace, 0.01));
}

}  // namespace heed::read
