#include "heed/choice/telling.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "heed/base/hash.h"
#include "heed/base/utf8.h"
#include "heed/model/lexical.h"
#include "heed/text/words.h"

namespace heed::choice {
namespace {

constexpr std::size_t kBeginning = 600;      // bytes of a text whose words count
constexpr std::size_t kWhole = 6000;         // bytes of a text that are sketched
constexpr std::size_t kStem = 5;             // letters of a word that count
constexpr float kTellsNothing = 0.1f;        // rarity of a function word
constexpr std::size_t kWordsTogether = 5;    // in one group of a sketch
constexpr std::size_t kLettersTogether = 8;  // the same in scripts without spaces

void sort_once(std::vector<std::uint64_t>& hashes) {
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

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

}  // namespace

Rarity::Rarity(std::span<const std::string_view> titles) : count_(static_cast<int>(titles.size())) {
  for (const auto title : titles) {
    for (const auto word : story_words(title)) ++titles_[word];
  }
}

double Rarity::of(std::uint64_t word) const {
  const auto found = titles_.find(word);
  const double in = found == titles_.end() ? 0 : found->second;
  const double all = count_ + 2.0;
  // A word that only the two compared titles hold is as rare as can be.
  return std::log(all / (std::max(in, 1.0) + 0.5)) / std::log(all / 0.5);
}

std::vector<std::uint64_t> story_words(std::string_view text) {
  std::string scratch;
  std::vector<Word> words;
  fold_words(text, scratch, words);
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

std::vector<std::uint64_t> title_shingles(std::string_view title) {
  std::string scratch;
  std::vector<Word> words;
  fold_words(title, scratch, words);
  std::vector<std::uint64_t> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].letter && i > 0) {
      out.push_back(hash_bytes(words[i].text, hash_bytes(words[i - 1].text)));
    }
    const auto text = words[i].text;
    if (words[i].letter) continue;
    if (text.size() < 3) out.push_back(hash_bytes(text));
    for (std::size_t at = 0; at + 3 <= text.size(); ++at) {
      out.push_back(hash_bytes(text.substr(at, 3)));
    }
  }
  sort_once(out);
  return out;
}

double jaccard(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  std::size_t both = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    both += a[i] == b[j] ? 1 : 0;
    const bool first = a[i] <= b[j];
    const bool second = b[j] <= a[i];
    i += first ? 1 : 0;
    j += second ? 1 : 0;
  }
  const std::size_t all = a.size() + b.size() - both;
  return all == 0 ? 0 : static_cast<double>(both) / static_cast<double>(all);
}

Sketch sketch_of(std::string_view text) {
  std::string scratch;
  std::vector<Word> words;
  fold_words(start(text, kWhole), scratch, words);
  Sketch sketch;
  sketch.least.fill(~std::uint64_t{0});
  if (words.empty()) return sketch;
  const std::size_t together = words.front().letter ? kLettersTogether : kWordsTogether;
  for (std::size_t i = 0; i + together <= words.size(); ++i) {
    std::uint64_t hash = 0;
    for (std::size_t k = 0; k < together; ++k) hash = hash_bytes(words[i + k].text, hash);
    ++sketch.groups;
    for (std::size_t k = 0; k < kSketch; ++k) {
      sketch.least[k] = std::min(sketch.least[k], fold(hash + k, 0x9e3779b97f4a7c15 ^ (k << 32)));
    }
  }
  return sketch;
}

double likeness(const Sketch& a, const Sketch& b) {
  if (a.groups == 0 || b.groups == 0) return 0;
  std::size_t same = 0;
  for (std::size_t k = 0; k < kSketch; ++k) same += a.least[k] == b.least[k] ? 1 : 0;
  return static_cast<double>(same) / kSketch;
}

Signature signature_of(const Telling& telling) {
  Signature signature;
  signature.title = story_words(telling.title);
  signature.all = signature.title;
  const auto more = story_words(start(telling.text, kBeginning));
  signature.all.insert(signature.all.end(), more.begin(), more.end());
  sort_once(signature.all);
  signature.shingles = title_shingles(telling.title);
  signature.sketch = sketch_of(telling.text);
  std::string scratch;
  std::vector<Word> words;
  fold_words(telling.title, scratch, words);
  for (const auto& word : words) {
    signature.order.emplace_back(word.letter ? word.text : stem(word.text));
    if (word.letter) {
      signature.units.push_back(hash_bytes(word.text));
      continue;
    }
    add_word(word.text, signature.units);
    if (std::all_of(word.text.begin(), word.text.end(), is_digit)) {
      signature.numbers.push_back(hash_bytes(word.text));
    }
  }
  sort_once(signature.units);
  const auto letters = std::count_if(words.begin(), words.end(), [](auto& w) { return w.letter; });
  signature.spaced = 2 * static_cast<std::size_t>(letters) <= words.size();
  return signature;
}

}  // namespace heed::choice
