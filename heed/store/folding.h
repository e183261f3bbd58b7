// What each character is to the full-text index, so that a word is found however it is written:
// whatever its case, width and ligatures (NFKC and full case folding), and without the marks that
// writers may leave out: accents of Latin, Greek and Cyrillic, vowel points of Arabic and Hebrew.
// Marks that make another word stay: vowel signs of India's scripts, the voicing of kana, й ї ў.
//
// Characters younger than Unicode 15 are gaps: else a newer ICU would cut a stored text in another
// way than the index did.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "heed/base/page_table.h"

namespace heed::store {

enum class Part : std::uint8_t {
  gap,      // ends a word
  nothing,  // belongs to the word before it, but is not asked for: an accent, a soft hyphen
  letter,
  digit,
  alone,  // a word of its own: a character of a script that puts no spaces between words
  sign,   // + or #, which count right after a word: C++, F#
};

struct Folded {
  Part part = Part::gap;
  bool composes = false;  // may make one character with the one before: и and a breve, か and ゛
  std::uint8_t size = 0;
  char text[13] = {};  // what is compared; of Part::nothing the mark itself, or nothing

  std::string_view view() const { return {text, size}; }
};

const PageTable<Folded>& foldings();

// Makes one character of `text`'s last and `mark`, and folds it; false where there is none.
bool compose_last(std::string& text, const Folded& mark);

}  // namespace heed::store
