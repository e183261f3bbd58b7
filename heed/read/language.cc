#include "heed/read/language.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <map>
#include <span>
#include <unordered_map>
#include <vector>

#include "heed/base/utf8.h"
#include "heed/read/ascii.h"

namespace heed::read {
namespace {

constexpr std::size_t kSample = 4096;  // bytes are enough

// The commonest little words of a language, and letters that set it apart.
struct Marks {
  std::string_view code;
  std::string_view words;
  std::string_view letters;
};

constexpr Marks kLatin[] = {
    {"en",
     " the of and to in is that it for was on are with as be this have from you not by "
     "he she his her they we at an or which has had but what there will can do does my "
     "your me i don't it's i'm if who how when all very about would could did ",
     ""},
    {"de",
     " der die das und ist in den von zu mit sich des auf für nicht ein eine dem es er "
     "sie wir ich du als auch an werden aus hat dass wird bei einer noch um am haben war "
     "nur oder aber mir mich wie man kann ihr was ",
     "ßäöü"},
    {"fr",
     " le la les de des et est un une en du que qui dans pour pas sur il elle nous vous "
     "je tu ne au aux ce cette par plus avec son sa ses mais ou où se sont être avait "
     "c'est on lui leur j'ai d'un très tout fait ",
     "çœêèàùëïîôû"},
    {"es",
     " el la los las de y que en un una es se no por con para su del al lo como más pero "
     "sus le ya o este sí porque esta entre cuando muy sin sobre me hay está yo tú ella "
     "él ser tiene han eso ",
     "ñ¿¡áíóú"},
    {"pt",
     " o a os as de e que em um uma é se não por com para do da dos das no na nos nas ao "
     "mais mas como foi ele ela eu você isso seu sua ou quando muito está são tem ser já "
     "pelo pela meu minha ",
     "ãõçâêô"},
    {"it",
     " il lo la i gli le di e che è un una in non per con del della dei delle si da al "
     "alla nel sono come ma più anche ha io tu mi ho questo questa lui lei o se cosa "
     "perché molto tutto essere ",
     "ìòùàè"},
    {"nl",
     " de het een en van ik te dat die in is niet op aan met als voor er maar om hij zij "
     "ze was heb je zijn ook dan naar bij wordt hebben kan deze door over mijn wat geen "
     "heeft uit nog ",
     "ĳ"},
    {"sv",
     " och att det är en som på jag av för med han den till inte om ett har de så vi kan "
     "från men var du sig hon efter mig skulle eller när där ska mycket min hade ",
     "åäö"},
    {"da",
     " og at det er en jeg på til af for med han den ikke der de som et har vi kan fra "
     "men var du sig hun efter mig skulle eller når ville meget min havde hvad blev ",
     "æøå"},
    {"no",
     " og at det er en jeg på til av for med han den ikke som de et har vi kan fra men "
     "var du seg hun etter meg skulle eller når ville mye min hadde hva ble å noe ",
     "æøå"},
    {"fi",
     " ja on ei se että hän oli olen mutta kun niin kuin minä sinä tämä mitä hänen ovat "
     "joka vain jos myös sen ole nyt minun tai ollut en voi mikä siitä ",
     "äö"},
    {"pl",
     " i w na z nie się do jest to że o jak po co tak za od ale jego przez dla czy był "
     "była ja ty on ona są tylko już mnie może być ten tego które który ma ",
     "łąęśżźćńó"},
    {"cs",
     " a v na se je že to s z do o i ve za ale jako pro po jsem by ten tak jeho jsou byl "
     "být co už jen nebo který která si při mi já ty než ",
     "ěřůčšžýáíé"},
    {"sk",
     " a v na sa je že to s z do o i vo za ale ako pre po som by ten tak jeho sú bol byť "
     "čo už len alebo ktorý ktorá si pri mi ja ty než ",
     "ľĺŕôäťďň"},
    {"hu",
     " a az és hogy nem is egy ez van volt meg de csak ha mint már még el azt én te ő ki "
     "vagy mi kell olyan lesz nagyon ezt ami ",
     "őűáéíóú"},
    {"ro",
     " și în de la a cu nu pe un o că este din mai care sunt pentru ce am au fost el ea "
     "să se ca dar sau lui fi acest după foarte ",
     "ășțâî"},
    {"tr",
     " ve bir bu da de için çok ne o ben sen var ile mi değil daha gibi ama olan kadar "
     "en her şey onun olarak sonra ki yok ",
     "ğışçöü"},
    {"id",
     " yang dan di itu dengan untuk tidak ini dari dalam akan pada adalah saya dia ke "
     "karena kami ada bisa anda mereka sudah oleh orang apa aku juga lebih atau ",
     ""},
    {"ca",
     " el la els les de i que en un una és no per amb del al es va com més però seu seva "
     "ho aquest aquesta jo són ha molt l'a d'un ",
     "ç·àèò"},
    {"vi", " và của là có không trong được cho một những với người các này đã tôi anh để khi ",
     "ăâđêôơưạảấầẩậắằặẹẻẽếềểệỉịọỏốồổộớờởợụủứừửữựỳỵỷỹ"},
};

constexpr Marks kCyrillic[] = {
    {"ru",
     " и в не на я что он с как это по но из у то за так к же от для о ты мы вы она был "
     "все его её меня мне бы было ",
     "ыэъё"},
    {"uk",
     " і в не на я що він з як це по але із у то за так до ж від для про ти ми ви вона "
     "був все його її мене мені й та ",
     "іїєґ"},
    {"be",
     " і ў не на я што ён з як гэта па але у то за так да ж ад для пра ты мы вы яна быў "
     "усё яго яе мяне мне ",
     "ўіэ"},
    {"bg",
     " и в не на аз че той с как това по но от у то за така към да е се са си го ми тя "
     "ще беше съм ли ме ",
     "ъщ"},
    {"sr",
     " и у не на ја да он с као то по али из је за тако к се од сам о ти ми ви она био "
     "све га ју ме ",
     "јљњћђџ"},
};

constexpr Marks kArabic[] = {
    {"ar", " في من على أن إلى لا ما هذا هو كان عن مع هي لم أنا هل لقد كل ", "ةأإىؤئ"},
    {"fa", " و در به از که این را است با برای آن یک من تو او می ", "پچژگکی"},
    {"ur", " کے میں کی ہے اور سے کا کو نے یہ ہیں پر نہیں ", "ٹڈڑںےہھ"},
};

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

bool is_ascii(std::string_view word) {
  return std::none_of(word.begin(), word.end(), [](char c) { return (c & 0x80) != 0; });
}

bool has_any_letter(std::string_view word, std::string_view letters) {
  while (!word.empty()) {
    const auto c = decode_utf8(word);
    if (c.length > 1 && letters.find(word.substr(0, c.length)) != std::string_view::npos)
      return true;
    word.remove_prefix(c.length);
  }
  return false;
}

// Which languages of a table have a word, as bits: made once, so that a text costs one look-up for
// each of its words.
using WordIndex = std::unordered_map<std::string_view, std::uint32_t>;

WordIndex index_of(std::span<const Marks> languages) {
  WordIndex index;
  for (std::size_t i = 0; i < languages.size(); ++i) {
    const auto words = languages[i].words;
    for (std::size_t at = 1; at < words.size();) {
      const auto end = words.find(' ', at);
      index[words.substr(at, end - at)] |= 1u << i;
      at = end + 1;
    }
  }
  return index;
}

std::string best(const Census& census, std::span<const Marks> languages, const WordIndex& index) {
  std::vector<double> scores(languages.size());
  for (const auto& word : census.words) {
    if (const auto found = index.find(word); found != index.end()) {
      for (auto bits = found->second; bits != 0; bits &= bits - 1) {
        scores[static_cast<std::size_t>(std::countr_zero(bits))] += 1;
      }
    }
    if (is_ascii(word)) continue;
    for (std::size_t i = 0; i < languages.size(); ++i) {
      if (has_any_letter(word, languages[i].letters)) scores[i] += 0.7;
    }
  }
  const auto winner = std::max_element(scores.begin(), scores.end());
  if (*winner <= 0.9) return {};
  return std::string(languages[static_cast<std::size_t>(winner - scores.begin())].code);
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
  static const WordIndex latin = index_of(kLatin), cyrillic = index_of(kCyrillic),
                         arabic = index_of(kArabic);
  if (script == USCRIPT_LATIN) return best(census, kLatin, latin);
  if (script == USCRIPT_CYRILLIC) return best(census, kCyrillic, cyrillic);
  if (script == USCRIPT_ARABIC) return best(census, kArabic, arabic);
  return language_of(script);
}

std::string settle_language(std::string_view declared, std::string_view text) {
  auto tag = lower(trim(declared));
  tag.resize(std::min(tag.find_first_of("-_"), tag.size()));
  const auto found = identify_language(text);
  if (tag.size() < 2 || tag.size() > 3) return found;
  const auto own_script = [](std::string_view code) {
    return code == "zh" || code == "ja" || code == "ko" || code == "el" || code == "he" ||
           code == "th" || code == "hi" || code == "ru" || code == "ar";
  };
  const bool contradicts = !found.empty() && found != tag &&
                           (own_script(found) || (own_script(tag) && !own_script(found)));
  return contradicts && text.size() > 40 ? found : tag;
}

}  // namespace heed::read
