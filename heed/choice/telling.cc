#include "heed/choice/telling.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "heed/base/hash.h"
#include "heed/base/threads.h"
#include "heed/base/utf8.h"
#include "heed/choice/weekdays.h"
#include "heed/model/lexical.h"
#include "heed/text/words.h"

namespace heed::choice {
namespace {

constexpr std::size_t kStem = 5;       // letters of a word that count
constexpr float kTellsNothing = 0.1f;  // rarity of a function word
constexpr int kFewTexts = 300;         // fewer count as if others without their words stood by

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "stepping" and "helped" as "step" and "help": what English adds to a word, and the letter that it
// doubles. Other languages lose little: what is cut is cut on both sides.
std::string_view without_ending(std::string_view word) {
  constexpr std::size_t kShortest = 3;
  for (const std::string_view ending : {"ing", "ed", "es", "s", "e"}) {
    if (!word.ends_with(ending) || word.size() < ending.size() + kShortest) continue;
    if (ending == "s" && word.ends_with("ss")) continue;
    word.remove_suffix(ending.size());
    break;
  }
  const auto size = word.size();
  if (size > kShortest && word[size - 1] == word[size - 2]) word.remove_suffix(1);
  return word;
}

std::string_view stem(std::string_view word) {
  if (std::all_of(word.begin(), word.end(), is_digit)) return word;
  word = without_ending(word);
  std::size_t end = 0;
  for (std::size_t letters = 0; letters < kStem && end < word.size(); ++letters) {
    end += decode_utf8(word.substr(end)).length;
  }
  return word.substr(0, end);
}

// "160m" and "160" are the same number: digits and letters are words of their own.
void add_word(std::string_view word, std::vector<std::uint64_t>& out) {
  if (word_rarity(word) < kTellsNothing) return;
  while (!word.empty()) {
    const bool number = is_digit(word[0]);
    std::size_t end = 1;
    while (end < word.size() && is_digit(word[end]) == number) ++end;
    out.push_back(hash_bytes(stem(word.substr(0, end))));
    word.remove_prefix(end);
  }
}

std::string_view start(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xc0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

RareWords rated(std::vector<std::uint64_t> words, const Rarity& rarity) {
  std::vector<double> rarities;
  for (const auto word : words) rarities.push_back(rarity.of(word));
  return {std::move(words), std::move(rarities)};
}

}  // namespace

std::string beginning(std::string_view title, std::string_view text) {
  return std::string(title) + " \n " + std::string(start(text, kBeginning));
}

Rarity::Rarity(std::span<const std::string> texts) : count_(static_cast<int>(texts.size())) {
  std::vector<std::vector<std::uint64_t>> words(texts.size());
  parallel_for(texts.size(), 64, [&](std::size_t begin, std::size_t end) {
    for (auto i = begin; i < end; ++i) words[i] = story_words(texts[i]);
  });
  for (const auto& text : words) {
    for (const auto word : text) ++texts_[word];
  }
}

double Rarity::of(std::uint64_t word) const {
  const auto found = texts_.find(word);
  const double in = found == texts_.end() ? 0 : found->second;
  const double all = std::max(count_, kFewTexts) + 2.0;
  // A word that only the two compared texts hold is as rare as can be.
  return std::log(all / (std::max(in, 1.0) + 0.5)) / std::log(all / 0.5);
}

std::vector<std::uint64_t> story_words(std::string_view text) {
  std::string scratch;
  std::vector<Word> words;
  fold_words(text, scratch, words);
  return story_words(words);
}

std::vector<std::uint64_t> story_words(std::span<const Word> words) {
  std::vector<std::uint64_t> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& word = words[i];
    if (!word.letter) {
      add_word(word.text, out);
    } else if (i > 0 && word.joined && words[i - 1].letter) {
      const auto& before = words[i - 1].text;
      out.push_back(hash_bytes({before.data(), before.size() + word.text.size()}));
    }
  }
  sort_once(out);
  return out;
}

Signature signature_of(const Telling& telling, const Rarity& rarity) {
  Signature signature;
  signature.shingles = title_shingles(telling.title);
  signature.sketch = sketch_of(telling.text);
  std::string scratch;
  std::vector<Word> words;
  fold_words(telling.title, scratch, words);
  signature.title = rated(story_words(words), rarity);
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
