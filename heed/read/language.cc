#include "heed/read/language.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <map>
#include <vector>

#include "heed/base/utf8.h"
#include "heed/read/ascii.h"
#include "heed/read/word_model.h"

namespace heed::read {
namespace {

constexpr std::size_t kSample = 2048;  // bytes are enough

struct Census {
  std::map<int, int> scripts;  // UScriptCode → letters
  std::vector<std::string> words;
  int letters = 0;
};

Census count(std::string_view text) {
  Census census;
  std::string word;
  text = text.substr(0, kSample);
  while (!text.empty()) {
    const auto c = decode_utf8(text);
    text.remove_prefix(c.length);
    const auto point = static_cast<UChar32>(c.code_point);
    const bool apostrophe = (point == '\'' || point == 0x2019) && !word.empty();
    if (c.well_formed && (u_isalpha(point) || u_charType(point) == U_NON_SPACING_MARK)) {
      UErrorCode status = U_ZERO_ERROR;
      ++census.scripts[uscript_getScript(point, &status)];
      ++census.letters;
      append_utf8(word, static_cast<char32_t>(u_tolower(point)));
    } else if (apostrophe) {
      word += '\'';
    } else if (!word.empty()) {
      census.words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) census.words.push_back(std::move(word));
  return census;
}

// Scripts that (nearly) one language alone is written in.
std::string language_of(int script) {
  switch (script) {
    case USCRIPT_HAN:
      return "zh";
    case USCRIPT_HANGUL:
      return "ko";
    case USCRIPT_GREEK:
      return "el";
    case USCRIPT_HEBREW:
      return "he";
    case USCRIPT_THAI:
      return "th";
    case USCRIPT_DEVANAGARI:
      return "hi";
    case USCRIPT_BENGALI:
      return "bn";
    case USCRIPT_TAMIL:
      return "ta";
    case USCRIPT_TELUGU:
      return "te";
    case USCRIPT_MALAYALAM:
      return "ml";
    case USCRIPT_GEORGIAN:
      return "ka";
    case USCRIPT_ARMENIAN:
      return "hy";
    case USCRIPT_ETHIOPIC:
      return "am";
    case USCRIPT_KHMER:
      return "km";
    case USCRIPT_MYANMAR:
      return "my";
    case USCRIPT_LAO:
      return "lo";
    default:
      return {};
  }
}

// For scripts that many languages share; made when a text is first written in one.
const WordModel* model_for(int script) {
  if (script == USCRIPT_LATIN) {
    static const WordModel latin(kLatinWords);
    return &latin;
  }
  if (script == USCRIPT_CYRILLIC) {
    static const WordModel cyrillic(kCyrillicWords);
    return &cyrillic;
  }
  if (script == USCRIPT_ARABIC) {
    static const WordModel arabic(kArabicWords);
    return &arabic;
  }
  return nullptr;
}

// Whether a text in this language is told from those in others.
bool is_listed(std::string_view code) {
  const auto in = [&](const auto& lists) {
    return std::any_of(std::begin(lists), std::end(lists),
                       [&](const WordList& list) { return list.code == code; });
  };
  return in(kLatinWords) || in(kCyrillicWords) || in(kArabicWords);
}

int of(const Census& census, int script) {
  const auto found = census.scripts.find(script);
  return found == census.scripts.end() ? 0 : found->second;
}

}  // namespace

std::string identify_language(std::string_view text) {
  const auto census = count(text);
  if (census.letters == 0) return {};
  const int kana = of(census, USCRIPT_HIRAGANA) + of(census, USCRIPT_KATAKANA);
  const int han = of(census, USCRIPT_HAN);
  // A Chinese character says as much as several letters of an alphabet.
  if (kana * 8 > han && (kana + han) * 3 > census.letters) return "ja";
  if (han * 3 > census.letters) return "zh";
  int script = USCRIPT_UNKNOWN;
  for (const auto& [candidate, letters] : census.scripts) {
    if (letters * 2 > census.letters) script = candidate;
  }
  if (const auto* model = model_for(script)) return std::string(model->best(census.words));
  return language_of(script);
}

std::string settle_language(std::string_view declared, std::string_view text) {
  auto tag = lower(trim(declared));
  tag.resize(std::min(tag.find_first_of("-_"), tag.size()));
  auto found = identify_language(text);
  if (tag.size() < 2 || tag.size() > 3) return found;
  const auto own_script = [](std::string_view code) {
    return code == "zh" || code == "ja" || code == "ko" || code == "el" || code == "he" ||
           code == "th" || code == "hi" || code == "ru" || code == "ar";
  };
  if (found.empty() || found == tag) return tag;
  // Templates declare the language of who made them.
  constexpr std::size_t kLong = 400;  // bytes of text that hardly deceive
  const bool long_text = text.size() >= kLong && is_listed(tag);
  const bool contradicts =
      text.size() > 40 && (own_script(found) || (own_script(tag) && !own_script(found)));
  return long_text || contradicts ? found : tag;
}

}  // namespace heed::read
