// What an item is compared by when stories are told together: the words of its title and of the
// beginning of its text, each with how rare it is among the titles at hand, and a sketch of the
// whole text.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace heed::choice {

struct Telling {
  std::string_view title;
  std::string_view text;
  std::string_view address;  // canonical, or ""
  std::int64_t source = 0;
  double hours = 0;  // since any fixed moment
};

// How rare words are, from the titles of the items at hand.
class Rarity {
 public:
  Rarity() = default;
  explicit Rarity(std::span<const std::string_view> titles);

  // From 0 (in every title) to 1 (in none other).
  double of(std::uint64_t word) const;

 private:
  std::unordered_map<std::uint64_t, int> titles_;
  int count_ = 0;
};

// The hashed words of a text, sorted, each once. Words count by their first five letters, so that
// most of their forms meet; scripts without spaces give pairs of letters; function words fall away.
std::vector<std::uint64_t> story_words(std::string_view text);

// Sorted hashes of a title's letter groups, and the share that two sets have in common.
std::vector<std::uint64_t> title_shingles(std::string_view title);
double jaccard(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

// MinHash of a text's groups of five words (eight letters in scripts without spaces).
constexpr std::size_t kSketch = 64;
struct Sketch {
  std::array<std::uint64_t, kSketch> least{};
  std::size_t groups = 0;  // how many the text has
};
Sketch sketch_of(std::string_view text);
double likeness(const Sketch& a, const Sketch& b);  // estimates the Jaccard index; ± 0.06

// Everything that a comparison needs of one telling.
struct Signature {
  std::vector<std::uint64_t> title;    // story_words
  std::vector<std::uint64_t> all;      // of the title and the text's beginning
  std::vector<std::string> order;      // the title's stems and letters as they come
  std::vector<std::uint64_t> units;    // the title's words and, of scripts without spaces, letters
  std::vector<std::uint64_t> numbers;  // of the title's units, those that are numbers
  std::vector<std::uint64_t> shingles;
  Sketch sketch;
  bool spaced = true;  // most of the title is in a script with spaces
};
Signature signature_of(const Telling& telling);

}  // namespace heed::choice
