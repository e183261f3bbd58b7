// How telling a word is before anything was read: function words say little, and longer words are
// rarer (Zipf's law of abbreviation).
#include <algorithm>
#include <string>
#include <unordered_set>

#include "heed/model/lexical.h"

namespace heed {
namespace {

constexpr float kFunctionWord = 0.05f;

// Folded as fold_words does: lower case, no marks. English, Spanish, French, German, Italian,
// Portuguese and Dutch, and the letters that bind Chinese and Japanese sentences.
constexpr std::string_view kFunctionWords =
    "a about after again all also am an and any are as at be because been before being both but by "
    "can could did do does doing down during each even for from further had has have having he her "
    "here hers him his how i if in into is it its just like more most my new no nor not now of off "
    "on once one only or other our out over own s said same say says she should so some such t "
    "than "
    "that the their them then there these they this those through to too two under until up us "
    "very "
    "was we were what when where which while who whom why will with would you your "
    "al como con de del el en es esta la las lo los mas no o para pero por que se sin su sus un "
    "una y "
    "au aux avec ce ces dans des du elle est et il ils je le les leur mais ne nous ou par pas plus "
    "pour qui sa ses son sont sur une vous "
    "aber als auch auf aus bei bis das dass dem den der die durch ein eine einem einen einer er es "
    "fur hat ich im ist mit nach nicht noch nur oder sein sich sie sind uber um und von vor war "
    "wenn "
    "werden wie wir wird zu zum zur "
    "che da dei della di e gli ha i il nel non per piu si sono una "
    "ao com da do dos em foi mais na nao nas nos os ou pela pelo se seu sua uma "
    "aan dat een het ik is met niet op te van voor wat zijn "
    "的 了 是 在 和 也 就 都 而 及 与 着 或 一 个 这 那 我 你 他 她 它 们 不 有 为 以 于 之 其 被 "
    "把 将 从 到 "
    "对 等 吗 呢 吧 啊 很 又 还 但 并 上 下 中 来 去 说 要 会 能 没 "
    "の に は を た が で て と し れ さ い る も な ら り か ま す";

const std::unordered_set<std::string_view>& function_words() {
  static const auto* const set = [] {
    auto* words = new std::unordered_set<std::string_view>;  // for the whole run
    auto left = kFunctionWords;
    while (!left.empty()) {
      const auto space = std::min(left.find(' '), left.size());
      words->insert(left.substr(0, space));
      left.remove_prefix(std::min(space + 1, left.size()));
    }
    return words;
  }();
  return *set;
}

}  // namespace

float word_rarity(std::string_view word) {
  if (function_words().contains(word)) return kFunctionWord;
  if (static_cast<unsigned char>(word.front()) >= 0x80) return 1.0f;
  const auto length = static_cast<float>(std::min<std::size_t>(word.size(), 8));
  return 0.4f + 0.6f * length / 8;
}

}  // namespace heed
