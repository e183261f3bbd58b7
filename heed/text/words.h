// Cuts text of any script into what a reader would count as words, folded so that spelling variants
// meet: compatibility forms decomposed (NFKD), marks dropped, lower case. Scripts without spaces
// (Han, kana, Thai, Lao, Khmer, Burmese) come as one unit for each letter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace heed {

// Whether `c` is of one of those scripts.
bool written_without_spaces(char32_t c);

struct Word {
  std::string_view text;  // folded UTF-8, inside the scratch given to fold_words
  bool letter = false;    // one letter of a script without spaces
  bool joined = false;    // follows the word before it with nothing in between
};

// Replaces `words`; they point into `scratch`. Ill-formed UTF-8 separates words.
void fold_words(std::string_view text, std::string& scratch, std::vector<Word>& words);

}  // namespace heed
