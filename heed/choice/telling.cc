#include "heed/choice/telling.h"

#include <algorithm>
#include <string>
#include <utility>

#include "heed/base/hash.h"
#include "heed/base/utf8.h"
#include "heed/choice/story_words.h"
#include "heed/choice/weekdays.h"
#include "heed/text/words.h"

namespace heed::choice {
namespace {

RareWords rated(std::vector<std::uint64_t> words, const Rarity& rarity) {
  std::vector<double> rarities;
  for (const auto word : words) rarities.push_back(rarity.of(word));
  return {std::move(words), std::move(rarities)};
}

}  // namespace

std::string beginning(std::string_view title, std::string_view text) {
  return std::string(title) + " \n " + std::string(start_of_utf8(text, kBeginning));
}

Signature signature_of(const Telling& telling, const Rarity& rarity) {
  Signature signature;
  signature.shingles = title_shingles(telling.title);
  signature.sketch = sketch_of(telling.text);
  std::string scratch;
  std::vector<Word> words;
  fold_words(telling.title, scratch, words);
  auto title = title_words(words);
  signature.title = rated(std::move(title.words), rarity);
  signature.form = title.form;
  signature.series = rarity.titles(telling.source, title.form);
  for (const auto& word : words) {
    signature.order.emplace_back(word.letter ? word.text : stem(word.text));
  }
  const auto letters = std::count_if(words.begin(), words.end(), [](auto& w) { return w.letter; });
  signature.spaced = 2 * static_cast<std::size_t>(letters) <= words.size();

  fold_words(beginning(telling.title, telling.text), scratch, words);
  signature.all = rated(story_words(words), rarity);
  signature.days = weekdays(words);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_digit(words[i].text[0])) signature.numbers.push_back(hash_bytes(words[i].text));
    if (i < 2) continue;
    const auto two = hash_bytes(words[i - 1].text, hash_bytes(words[i - 2].text));
    signature.phrases.push_back(hash_bytes(words[i].text, two));
  }
  sort_once(signature.numbers);
  sort_once(signature.phrases);
  return signature;
}

}  // namespace heed::choice
