#include "heed/read/language.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <map>
#include <vector>

#include "heed/base/utf8.h"
#include "heed/read/ascii.h"
#include "heed/read/han_forms.h"
#include "heed/read/word_model.h"

namespace heed::read {
namespace {

constexpr std::size_t kSample = 2048;  // bytes are enough

struct Census {
  std::map<int, int> scripts;  // UScriptCode → letters
  std::vector<std::string> words;
  int letters = 0;
  int japanese = 0, chinese = 0;  // characters of one of them alone
};

bool holds(std::u32string_view forms, UChar32 point) {
  return forms.find(static_cast<char32_t>(point)) != forms.npos;
}

Census count(std::string_view text) {
  Census census;
  std::string word;
  bool name = false;  // "iPhone" is in no language
  bool after_small = false;
  const auto end_word = [&] {
    if (!word.empty() && !name) census.words.push_back(word);
    word.clear();
    name = after_small = false;
  };
  text = text.substr(0, kSample);
  while (!text.empty()) {
    const auto c = decode_utf8(text);
    text.remove_prefix(c.length);
    const auto point = static_cast<UChar32>(c.code_point);
    const bool apostrophe = (point == '\'' || point == 0x2019) && !word.empty();
    if (c.well_formed && (u_isalpha(point) || u_charType(point) == U_NON_SPACING_MARK)) {
      UErrorCode status = U_ZERO_ERROR;
      const auto script = uscript_getScript(point, &status);
      ++census.scripts[script];
      ++census.letters;
      if (script == USCRIPT_HAN) {
        census.japanese += holds(kJapaneseForms, point) ? 1 : 0;
        census.chinese += holds(kChineseForms, point) ? 1 : 0;
      }
      name |= after_small && u_isupper(point);
      after_small = u_islower(point);
      append_utf8(word, static_cast<char32_t>(u_tolower(point)));
    } else if (apostrophe) {
      word += '\'';
      after_small = false;  // "dell'Ottocento" is
    } else {
      end_word();
    }
  }
  end_word();
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

// The script that most of the letters are of.
int main_script(const Census& census) {
  for (const auto& [script, letters] : census.scripts) {
    if (letters * 2 > census.letters) return script;
  }
  return USCRIPT_UNKNOWN;
}

std::string identify(const Census& census) {
  if (census.letters == 0) return {};
  const int kana = of(census, USCRIPT_HIRAGANA) + of(census, USCRIPT_KATAKANA);
  const int han = of(census, USCRIPT_HAN);
  // A Chinese character says as much as several letters of an alphabet.
  if ((kana + han) * 3 > census.letters) {
    if (kana * 8 > han || census.japanese > census.chinese) return "ja";
    if (han * 3 > census.letters) return "zh";
  }
  const int script = main_script(census);
  if (const auto* model = model_for(script)) return std::string(model->best(census.words));
  return language_of(script);
}

// Whether the text is full of one language's common words and has few of the declared one's.
bool is_clear(std::string_view found, std::string_view declared, const Census& census) {
  constexpr std::size_t kSummary = 15;  // words: a title alone has fewer
  const auto* model = model_for(main_script(census));
  if (model == nullptr || census.words.size() < kSummary) return false;
  const int known = model->listed(found, census.words);
  return static_cast<std::size_t>(known) * 4 >= census.words.size() &&
         model->listed(declared, census.words) * 4 <= known;
}

// What heed takes for Croatian might be called Serbian, and what for Chinese be in Japanese.
bool might_be(std::string_view declared, std::string_view found, const Census& census) {
  return (declared == "sr" && found == "hr") ||
         (declared == "ja" && found == "zh" && census.chinese == 0);
}

// Whether both are written in one script, which names only one of them.
bool share_script(std::string_view a, std::string_view b) {
  constexpr std::string_view kScripts[] = {
      " hi mr ne sa kok mai bho doi brx awa new bgc raj ks sd ", " he yi lad ",
      " zh cmn yue wuu nan hak gan hsn cdo lzh ",
      " ru uk be bg mk sr bs rue kk ky tg uz mn tt ba cv ce os ab av sah kv udm chm mhr mdf myv "
      "crh ",
      " ar fa ur ps ckb ku sd ug pa ks az arz ary "};
  const auto in = [](std::string_view codes, std::string_view code) {
    return codes.find(" " + std::string(code) + " ") != codes.npos;
  };
  return std::any_of(std::begin(kScripts), std::end(kScripts),
                     [&](std::string_view codes) { return in(codes, a) && in(codes, b); });
}

}  // namespace

std::string identify_language(std::string_view text) {
  return identify(count(text));
}

std::string settle_language(std::string_view declared, std::string_view text) {
  auto tag = lower(trim(declared));
  tag.resize(std::min(tag.find_first_of("-_"), tag.size()));
  const auto census = count(text);
  auto found = identify(census);
  if (tag.size() < 2 || tag.size() > 3) return found;
  const auto own_script = [](std::string_view code) {
    return code == "zh" || code == "ja" || code == "ko" || code == "el" || code == "he" ||
           code == "th" || code == "hi" || code == "ru" || code == "ar";
  };
  if (found.empty() || found == tag || might_be(tag, found, census)) return tag;
  // Templates declare the language of who made them.
  constexpr std::size_t kLong = 400;  // bytes of text that hardly deceive
  const bool clear = is_listed(tag) && (text.size() >= kLong || is_clear(found, tag, census));
  const bool contradicts =
      text.size() > 40 && !share_script(tag, found) && (own_script(found) || own_script(tag));
  return clear || contradicts ? found : tag;
}

}  // namespace heed::read
