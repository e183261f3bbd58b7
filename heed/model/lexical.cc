#include "heed/model/lexical.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "heed/base/error.h"
#include "heed/base/hash.h"
#include "heed/base/threads.h"
#include "heed/text/words.h"

namespace heed {
namespace {

constexpr std::uint64_t kWordSeed = 1, kGramSeed = 2, kPairSeed = 3, kLetterSeed = 4;
// Chosen by measuring: docs/decisions.
constexpr float kGramShare = 3.0f;     // length squared of a word's n-grams, the word's own being 1
constexpr float kLetterRarity = 1.5f;  // of a single letter, a pair's being 1
constexpr std::size_t kShortest = 3, kLongest = 5;  // code points of an n-gram
constexpr std::size_t kMostLetters = 38;            // of a word that are cut into n-grams
constexpr std::size_t kTextsAtOnce = 64;

struct Unit {
  std::uint64_t hash;
  float rarity;
  std::string_view text;  // a word that has n-grams, or empty
};

// Adds one hashed feature: the low bits choose the place, the top bit the sign.
void add(std::span<float> row, std::uint64_t hash, float weight) {
  row[hash % LexicalEncoder::kWidth] += (hash >> 63) != 0 ? -weight : weight;
}

std::size_t code_point_size(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

// The n-grams of the word between two marks, so that word forms and compounds meet.
void add_grams(std::span<float> row, std::string_view word, float weight, std::string& marked) {
  marked.assign(1, '<').append(word).append(1, '>');
  std::size_t starts[kMostLetters + 3];
  std::size_t count = 0;
  for (std::size_t i = 0; i < marked.size() && count < kMostLetters + 2;) {
    starts[count++] = i;
    i += code_point_size(marked[i]);
    starts[count] = std::min(i, marked.size());
  }
  std::size_t grams = 0;
  for (std::size_t n = kShortest; n <= std::min(kLongest, count); ++n) grams += count - n + 1;
  if (grams == 0) return;
  const float share = weight * std::sqrt(kGramShare / static_cast<float>(grams));
  for (std::size_t n = kShortest; n <= kLongest; ++n) {
    for (std::size_t i = 0; i + n <= count; ++i) {
      const auto gram = std::string_view(marked).substr(starts[i], starts[i + n] - starts[i]);
      add(row, hash_bytes(gram, kGramSeed), share);
    }
  }
}

class Reader {
 public:
  void encode(std::string_view text, std::span<float> row) {
    std::fill(row.begin(), row.end(), 0.0f);
    fold_words(text, scratch_, words_);
    collect();
    std::sort(units_.begin(), units_.end(),
              [](const Unit& a, const Unit& b) { return a.hash < b.hash; });
    for (std::size_t i = 0, end = 0; i < units_.size(); i = end) {
      while (end < units_.size() && units_[end].hash == units_[i].hash) ++end;
      const float weight = units_[i].rarity * (1 + std::log(static_cast<float>(end - i)));
      add(row, units_[i].hash, weight);
      if (!units_[i].text.empty()) add_grams(row, units_[i].text, weight, marked_);
    }
    normalize(row);
  }

 private:
  void collect() {
    units_.clear();
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const auto& word = words_[i];
      if (!word.letter) {
        units_.push_back({hash_bytes(word.text, kWordSeed), word_rarity(word.text), word.text});
        continue;
      }
      units_.push_back(
          {hash_bytes(word.text, kLetterSeed), kLetterRarity * word_rarity(word.text), {}});
      if (i > 0 && word.joined && words_[i - 1].letter) {
        const auto& before = words_[i - 1].text;
        units_.push_back({hash_bytes({before.data(), before.size() + word.text.size()}, kPairSeed),
                          word_rarity(before) * word_rarity(word.text),
                          {}});
      }
    }
  }

  static void normalize(std::span<float> row) {
    float square = 0;
    for (const float x : row) square += x * x;
    if (square == 0) return;
    const float scale = 1 / std::sqrt(square);
    for (float& x : row) x *= scale;
  }

  std::string scratch_, marked_;
  std::vector<Word> words_;
  std::vector<Unit> units_;
};

}  // namespace

void LexicalEncoder::encode(std::span<const std::string_view> texts, std::span<float> out) const {
  require(out.size() == texts.size() * kWidth, "out has a row for each text");
  parallel_for(texts.size(), kTextsAtOnce, [&](std::size_t begin, std::size_t end) {
    Reader reader;
    for (std::size_t i = begin; i < end; ++i) {
      reader.encode(texts[i], out.subspan(i * kWidth, kWidth));
    }
  });
}

}  // namespace heed
