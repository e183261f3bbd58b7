#include "heed/store/folding.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include "heed/base/error.h"
#include "heed/base/utf8.h"

namespace heed::store {
namespace {

constexpr int kUnicode = 15;

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*instance)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* found = instance(status);
  require(U_SUCCESS(status) != 0, "ICU has its data");
  return *found;
}

const icu::Normalizer2& compatible() {
  static const auto& one = normalizer(icu::Normalizer2::getNFKCCasefoldInstance);
  return one;
}
const icu::Normalizer2& decomposed() {
  static const auto& one = normalizer(icu::Normalizer2::getNFDInstance);
  return one;
}
const icu::Normalizer2& composed() {
  static const auto& one = normalizer(icu::Normalizer2::getNFCInstance);
  return one;
}

UScriptCode script(UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(c, &status);
}

bool in(UChar32 c, std::uint32_t categories) {
  return (U_GET_GC_MASK(c) & categories) != 0;
}

// Scripts that put no spaces between words, and Hangul, whose words come with endings.
bool stands_alone(UChar32 c) {
  switch (script(c)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_HANGUL:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
    case USCRIPT_TIBETAN:
      return true;
    default:
      return c == 0x30FC || c == 0x3099 || c == 0x309A ||
             c == 0x3006;  // what they share: ー〆 ゛゜
  }
}

// A mark that writers may leave out.
bool is_optional(UChar32 mark) {
  if (!in(mark, U_GC_MN_MASK | U_GC_ME_MASK)) return false;
  switch (script(mark)) {
    case USCRIPT_INHERITED:
      return mark != 0x3099 && mark != 0x309A;  // the voicing of kana
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
    case USCRIPT_ARABIC:
    case USCRIPT_HEBREW:
    case USCRIPT_SYRIAC:
      return true;
    default:
      return false;
  }
}

// Cyrillic letters with a mark are letters of their own, but for those that are written without it
// where no doubt arises: ё, ѐ and ѝ.
bool makes_another_letter(UChar32 base, UChar32 mark) {
  if (script(base) != USCRIPT_CYRILLIC) return false;
  const auto letter = composed().composePair(base, mark);
  return letter >= 0 && letter != 0x451 && letter != 0x450 && letter != 0x45D;
}

// Letters that Unicode does not take apart, as they are written where they are missing.
std::string_view spelled_out(UChar32 c) {
  switch (c) {
    case 0xE6:
      return "ae";
    case 0xF0:
    case 0x111:
      return "d";
    case 0xF8:
      return "o";
    case 0xFE:
      return "th";
    case 0x127:
      return "h";
    case 0x131:
      return "i";
    case 0x142:
      return "l";
    case 0x153:
      return "oe";
    case 0x167:
      return "t";
    case 0x6A9:  // Persian kaf, and the two forms of yeh: keyboards differ
      return "ك";
    case 0x649:
    case 0x6CC:
      return "ي";
    default:
      return {};
  }
}

// Without optional marks; `text` is folded.
std::string without_marks(const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto parts = decomposed().normalize(text, status);
  icu::UnicodeString kept;
  UChar32 base = 0;
  for (int i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
    const auto c = parts.char32At(i);
    if (is_optional(c) && !makes_another_letter(base, c)) continue;
    if (!in(c, U_GC_M_MASK)) base = c;
    const auto spelled = spelled_out(c);
    if (spelled.empty()) {
      kept.append(c);
    } else {
      kept.append(icu::UnicodeString::fromUTF8(
          icu::StringPiece(spelled.data(), static_cast<int32_t>(spelled.size()))));
    }
  }
  std::string out;
  composed().normalize(kept, status).toUTF8String(out);
  require(U_SUCCESS(status) != 0, "ICU normalises");
  return out;
}

// One word's letters, or one character that stands alone: not "1⁄2" for ½, nor the sentence that
// some signs of Arabic stand for.
bool is_one_word(std::string_view text) {
  std::size_t characters = 0, alone = 0;
  while (!text.empty()) {
    const auto c = decode_utf8(text);
    text.remove_prefix(c.length);
    const auto u = static_cast<UChar32>(c.code_point);
    if (!in(u, U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) return false;
    ++characters;
    alone += stands_alone(u) ? 1 : 0;
  }
  return alone == 0 || characters == 1;
}

bool fits(std::string_view text) {
  return !text.empty() && text.size() <= sizeof Folded::text && is_one_word(text);
}

std::string fold_letter(UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  auto text = without_marks(compatible().normalize(icu::UnicodeString(c), status));
  if (fits(text)) return text;
  text = without_marks(icu::UnicodeString(u_foldCase(c, U_FOLD_CASE_DEFAULT)));
  if (!fits(text)) text.clear(), append_utf8(text, static_cast<char32_t>(c));
  return text;
}

Part part_of(std::string_view folded) {
  const auto c = static_cast<UChar32>(decode_utf8(folded).code_point);
  if (stands_alone(c)) return Part::alone;
  return in(c, U_GC_N_MASK) ? Part::digit : Part::letter;
}

bool is_known(UChar32 c) {
  UVersionInfo age;
  u_charAge(c, age);
  return age[0] > 0 && age[0] <= kUnicode;
}

bool is_unseen(UChar32 c) {
  constexpr UChar32 kSpace = 0x200B, kNonJoiner = 0x200C, kElongation = 0x640;
  if (c == kSpace || c == kNonJoiner) return false;  // they stand between words, or parts of them
  return c == kElongation || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

// Han and Hangul by the thousand, each itself: not worth the looking up.
bool is_plain(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3);
}

Folded folded(Part part, std::string_view text) {
  Folded out;
  out.part = part;
  if (text.empty()) return out;
  out.size = static_cast<std::uint8_t>(text.size());
  text.copy(out.text, text.size());
  const auto first = static_cast<UChar32>(decode_utf8(text).code_point);
  out.composes = u_getIntPropertyValue(first, UCHAR_NFC_QUICK_CHECK) == UNORM_MAYBE;
  return out;
}

Folded fold_symbol(UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  const auto plain = compatible().normalize(icu::UnicodeString(c), status);
  if (plain == u"+") return folded(Part::sign, "+");
  if (plain == u"#") return folded(Part::sign, "#");
  return {};
}

Folded fold(char32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  std::string itself;
  append_utf8(itself, code_point);
  if (is_plain(code_point)) return folded(Part::alone, itself);
  if (!is_known(c)) return {};
  if (in(c, U_GC_SM_MASK | U_GC_PO_MASK)) return fold_symbol(c);
  if (is_unseen(c)) return folded(Part::nothing, {});
  if (!in(c, U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) return {};
  if (is_optional(c)) return folded(Part::nothing, itself);
  const auto text = fold_letter(c);
  return folded(part_of(text), text);
}

}  // namespace

const PageTable<Folded>& foldings() {
  static const PageTable<Folded> table(fold);
  return table;
}

bool compose_last(std::string& text, const Folded& mark) {
  auto last = text.size();
  while (last > 0 && (static_cast<unsigned char>(text[--last]) & 0xC0) == 0x80) {
  }
  if (last == text.size()) return false;
  const auto pair = composed().composePair(
      static_cast<UChar32>(decode_utf8(std::string_view(text).substr(last)).code_point),
      static_cast<UChar32>(decode_utf8(mark.view()).code_point));
  if (pair < 0) return false;
  text.resize(last);
  text += foldings()[static_cast<char32_t>(pair)].view();
  return true;
}

}  // namespace heed::store
