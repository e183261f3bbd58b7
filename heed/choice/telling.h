// What an item is compared by when stories are told together: the words of its title and of the
// beginning of its text, each with how rare it is among the items at hand, and a sketch of the
// whole text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heed/choice/rarity.h"
#include "heed/choice/sketch.h"

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
  std::uint64_t form = 0;               // of the title (story_words.h)
  std::size_t series = 0;               // titles of the source that have that form, its own too
  bool spaced = true;                   // most of the title is in a script with spaces
};
Signature signature_of(const Telling& telling, const Rarity& rarity);

}  // namespace heed::choice
