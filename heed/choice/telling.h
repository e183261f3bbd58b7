// What an item is compared by when stories are told together: the words of its title and of the
// beginning of its text, each with how rare it is among the items at hand, and a sketch of the
// whole text.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "heed/choice/sketch.h"
#include "heed/text/words.h"

namespace heed::choice {

struct Telling {
  std::string_view title;
  std::string_view text;
  std::string_view address;  // canonical, or ""
  std::int64_t source = 0;
  double hours = 0;  // since any fixed moment
};

// Bytes of a text whose words count.
constexpr std::size_t kBeginning = 600;

// How rare words are, from titles and beginnings of the items at hand.
class Rarity {
 public:
  Rarity() = default;
  explicit Rarity(std::span<const std::string> texts);

  // From 0 (in every text) to 1 (in none other).
  double of(std::uint64_t word) const;

 private:
  std::unordered_map<std::uint64_t, int> texts_;
  int count_ = 0;
};

// The hashed words of a text, sorted, each once. Words count by their first five letters, so that
// most of their forms meet; scripts without spaces give pairs of letters; function words fall away.
std::vector<std::uint64_t> story_words(std::string_view text);
std::vector<std::uint64_t> story_words(std::span<const Word> words);

// The title and what of the text counts.
std::string beginning(std::string_view title, std::string_view text);

// Words, sorted, with the rarity of each.
struct RareWords {
  std::vector<std::uint64_t> words;
  std::vector<double> rarity;
};

// Everything that a comparison needs of one telling. Sets are sorted hashes, each once; "all" is
// title and beginning.
struct Signature {
  RareWords title;                      // story_words
  RareWords all;                        // story_words
  std::vector<std::uint64_t> numbers;   // of all
  std::vector<std::uint64_t> phrases;   // three words or letters on end, of all
  std::vector<std::uint64_t> shingles;  // of the title
  std::vector<std::string> order;       // the title's stems and letters as they come
  Sketch sketch;                        // of the text
  unsigned days = 0;                    // weekdays named
  bool spaced = true;                   // most of the title is in a script with spaces
};
Signature signature_of(const Telling& telling, const Rarity& rarity);

}  // namespace heed::choice
