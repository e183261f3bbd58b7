// What BERT's normaliser and pre-tokenizer know of each code point, equal to Hugging Face's
// `tokenizers` 0.23: its categories are Unicode 8.0's, its decompositions Unicode 9's, its lower
// case Unicode 17's. ICU gives the properties; the age of a code point says what each of them knew.
#pragma once

#include <cstdint>
#include <string>

namespace heed {

struct BertRules {
  bool clean_text = true;            // drops controls, makes white space a blank
  bool handle_chinese_chars = true;  // puts blanks around ideographs
  bool strip_accents = true;         // decomposes (NFD) and drops nonspacing marks
  bool lowercase = true;
};

// Nothing where cleaning drops it, and a blank for white space.
char32_t bert_clean(char32_t c, bool& dropped);

bool bert_is_ideograph(char32_t c);
bool bert_is_nonspacing_mark(char32_t c);
int bert_combining_class(char32_t c);

// The canonical decomposition, and the lower case, of one code point: 1 to 4 code points.
std::u32string bert_decompose(char32_t c);
std::u32string bert_lower(char32_t c);

enum class BertClass : std::uint8_t { word, space, punctuation };

// How the pre-tokenizer cuts.
BertClass bert_class(char32_t c);

// \w of regular expressions: letters, marks, decimal digits, connectors, join controls.
bool is_word_character(char32_t c);

}  // namespace heed
