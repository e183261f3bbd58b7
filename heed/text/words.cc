#include "heed/text/words.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include "heed/base/error.h"
#include "heed/base/page_table.h"
#include "heed/base/utf8.h"

namespace heed {
namespace {

enum class Part : std::uint8_t { gap, mark, word, letter };

// What a code point adds to a word.
struct Folded {
  Part part = Part::gap;
  std::uint8_t size = 0;
  char text[14] = {};
};

Folded fold_code_point(char32_t code_point) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfkd = icu::Normalizer2::getNFKDInstance(status);
  require(U_SUCCESS(status) != 0, "ICU has its data");
  const auto c = static_cast<UChar32>(code_point);
  Folded folded;
  if ((U_GET_GC_MASK(c) & (U_GC_M_MASK | U_GC_CF_MASK)) != 0) {
    folded.part = Part::mark;
    return folded;
  }
  const auto plain = nfkd->normalize(icu::UnicodeString(c), status);
  std::string text;
  for (int i = 0; i < plain.length(); i = plain.moveIndex32(i, 1)) {
    const UChar32 part = plain.char32At(i);
    if (u_isalnum(part) != 0) append_utf8(text, static_cast<char32_t>(u_tolower(part)));
  }
  if (text.empty() || text.size() > sizeof folded.text) return folded;
  // Composed Hangul stays whole: its syllables are what readers compare.
  if (uscript_getScript(c, &status) == USCRIPT_HANGUL) text.clear(), append_utf8(text, code_point);
  folded.part = written_without_spaces(code_point) ? Part::letter : Part::word;
  folded.size = static_cast<std::uint8_t>(text.size());
  text.copy(folded.text, text.size());
  return folded;
}

const PageTable<Folded>& table() {
  static const PageTable<Folded> table(fold_code_point);
  return table;
}

}  // namespace

bool written_without_spaces(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return true;
    default:
      return false;
  }
}

void fold_words(std::string_view text, std::string& scratch, std::vector<Word>& words) {
  const auto& folds = table();
  words.clear();
  scratch.resize(text.size() * 7 +
                 16);  // no code point folds to more than 7 bytes for each of its own
  char* const base = scratch.data();
  char* at = base;
  char* begin = base;  // of the word being read
  bool joined = false;
  const auto close = [&](bool letter) {
    if (at == begin) return;
    words.push_back({{begin, static_cast<std::size_t>(at - begin)}, letter, joined});
    begin = at;
    joined = true;
  };
  while (!text.empty()) {
    const auto decoded = decode_utf8(text);
    text.remove_prefix(decoded.length);
    const auto& folded = folds[decoded.well_formed ? decoded.code_point : U' '];
    if (folded.part == Part::mark) continue;
    if (folded.part != Part::word) close(false);
    for (int i = 0; i < folded.size; ++i) *at++ = folded.text[i];
    if (folded.part == Part::letter) close(true);
    if (folded.part == Part::gap) joined = false;
  }
  close(false);
}

}  // namespace heed
