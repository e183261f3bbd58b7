#include "heed/choice/sketch.h"

#include <algorithm>
#include <string>

#include "heed/base/hash.h"
#include "heed/text/words.h"

namespace heed::choice {
namespace {

constexpr std::size_t kWhole = 6000;         // bytes of a text that are sketched
constexpr std::size_t kWordsTogether = 5;    // in one group of a sketch
constexpr std::size_t kLettersTogether = 8;  // the same in scripts without spaces

}  // namespace

void sort_once(std::vector<std::uint64_t>& hashes) {
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

std::size_t in_common(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  std::size_t both = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    both += a[i] == b[j] ? 1 : 0;
    const bool first = a[i] <= b[j];
    const bool second = b[j] <= a[i];
    i += first ? 1 : 0;
    j += second ? 1 : 0;
  }
  return both;
}

double jaccard(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  const auto both = in_common(a, b);
  const std::size_t all = a.size() + b.size() - both;
  return all == 0 ? 0 : static_cast<double>(both) / static_cast<double>(all);
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

Sketch sketch_of(std::string_view text) {
  std::string scratch;
  std::vector<Word> words;
  fold_words(text.substr(0, kWhole), scratch, words);
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

}  // namespace heed::choice
