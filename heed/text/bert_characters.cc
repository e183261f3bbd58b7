#include "heed/text/bert_characters.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <utility>

#include "heed/base/error.h"

namespace heed {
namespace {

bool known_to_unicode(UChar32 c, int major) {
  UVersionInfo age;
  u_charAge(c, age);
  return age[0] < major || (age[0] == major && age[1] == 0);
}

struct CaseRange {
  char32_t first, last;
  std::int32_t shift;
  char32_t step;
};

// Capitals of Unicode 16 and 17, which ICU may not know yet.
constexpr std::array<CaseRange, 8> kNewCapitals{{{0x1C89, 0x1C89, 1, 1},
                                                 {0xA7CB, 0xA7CB, -42343, 1},
                                                 {0xA7CC, 0xA7CE, 1, 2},
                                                 {0xA7D2, 0xA7D4, 1, 2},
                                                 {0xA7DA, 0xA7DA, 1, 1},
                                                 {0xA7DC, 0xA7DC, -42561, 1},
                                                 {0x10D50, 0x10D65, 32, 1},
                                                 {0x16EA0, 0x16EB8, 27, 1}}};

// Letters, marks and digits of Unicode 15.1 and 16, likewise.
constexpr std::array<std::pair<char32_t, char32_t>, 32> kNewWordCharacters{
    {{0x897, 0x897},     {0x1C89, 0x1C8A},   {0xA7CB, 0xA7CD},   {0xA7DA, 0xA7DC},
     {0x105C0, 0x105F3}, {0x10D40, 0x10D65}, {0x10D69, 0x10D6D}, {0x10D6F, 0x10D85},
     {0x10EC2, 0x10EC4}, {0x10EFC, 0x10EFC}, {0x11380, 0x11389}, {0x1138B, 0x1138B},
     {0x1138E, 0x1138E}, {0x11390, 0x113B5}, {0x113B7, 0x113C0}, {0x113C2, 0x113C2},
     {0x113C5, 0x113C5}, {0x113C7, 0x113CA}, {0x113CC, 0x113D3}, {0x113E1, 0x113E2},
     {0x116D0, 0x116E3}, {0x11BC0, 0x11BE0}, {0x11BF0, 0x11BF9}, {0x11F5A, 0x11F5A},
     {0x13460, 0x143FA}, {0x16100, 0x16139}, {0x16D40, 0x16D6C}, {0x16D70, 0x16D79},
     {0x18CFF, 0x18CFF}, {0x1CCF0, 0x1CCF9}, {0x1E5D0, 0x1E5FA}, {0x2EBF0, 0x2EE5D}}};

}  // namespace

char32_t bert_clean(char32_t c, bool& dropped) {
  const auto u = static_cast<UChar32>(c);
  dropped = false;
  if (c == '\t' || c == '\n' || c == '\r') return ' ';
  const auto category = u_charType(u);
  dropped = c == 0 || c == 0xFFFD || category == U_CONTROL_CHAR || category == U_PRIVATE_USE_CHAR ||
            category == U_SURROGATE || (category == U_FORMAT_CHAR && known_to_unicode(u, 8));
  return u_isUWhiteSpace(u) != 0 ? U' ' : c;
}

bool bert_is_ideograph(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
         (c >= 0x20000 && c <= 0x2A6DF) || (c >= 0x2A700 && c <= 0x2B81F) ||
         (c >= 0x2B920 && c <= 0x2CEAF) ||  // sic: from B920, not B820
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

bool bert_is_nonspacing_mark(char32_t c) {
  switch (c) {  // recategorised since Unicode 8
    case 0x1734:
      return true;
    case 0x1885:
    case 0x1886:
    case 0xA9BD:
    case 0x111C9:
      return false;
    default:
      break;
  }
  const auto u = static_cast<UChar32>(c);
  return u_charType(u) == U_NON_SPACING_MARK && known_to_unicode(u, 8);
}

int bert_combining_class(char32_t c) {
  const auto u = static_cast<UChar32>(c);
  return known_to_unicode(u, 9) ? u_getCombiningClass(u) : 0;
}

std::u32string bert_decompose(char32_t c) {
  const auto u = static_cast<UChar32>(c);
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfd = icu::Normalizer2::getNFDInstance(status);
  require(U_SUCCESS(status) != 0, "ICU has its data");
  icu::UnicodeString parts;
  if (!known_to_unicode(u, 9) || nfd->getDecomposition(u, parts) == 0) return {c};
  std::u32string out;
  for (int i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
    out += static_cast<char32_t>(parts.char32At(i));
  }
  return out;
}

std::u32string bert_lower(char32_t c) {
  if (c == 0x130) return {U'i', 0x307};  // the one capital whose lower case is two code points
  for (const auto& range : kNewCapitals) {
    if (c >= range.first && c <= range.last && (c - range.first) % range.step == 0) {
      return {static_cast<char32_t>(static_cast<std::int32_t>(c) + range.shift)};
    }
  }
  return {static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)))};
}

BertClass bert_class(char32_t c) {
  const auto u = static_cast<UChar32>(c);
  if (u_isUWhiteSpace(u) != 0) return BertClass::space;
  const bool ascii = (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) ||
                     (c >= 123 && c <= 126);
  const bool known = known_to_unicode(u, 8) && (U_GET_GC_MASK(u) & U_GC_P_MASK) != 0;
  const bool recategorised = c == 0x166D || c == 0x111C9;
  return ascii || known || recategorised ? BertClass::punctuation : BertClass::word;
}

bool is_word_character(char32_t c) {
  const auto u = static_cast<UChar32>(c);
  constexpr auto kCategories = U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK;
  for (const auto& [first, last] : kNewWordCharacters) {
    if (c >= first && c <= last) return true;
  }
  return u_isUAlphabetic(u) != 0 || (U_GET_GC_MASK(u) & kCategories) != 0 ||
         u_hasBinaryProperty(u, UCHAR_JOIN_CONTROL) != 0;
}

}  // namespace heed
