// Words as stories are compared by them, hashed: each counts by its first five letters, so that
// most of its forms meet; scripts without spaces give pairs of letters; function words fall away.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heed/text/words.h"

namespace heed::choice {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// What of a word counts: "stepping" as "step". A number whole.
std::string_view stem(std::string_view word);

// Sorted, each once.
std::vector<std::uint64_t> story_words(std::string_view text);
std::vector<std::uint64_t> story_words(std::span<const Word> words);

// A title's, with one hash of all but its numbers, in any order: pieces of a column have one form.
struct TitleWords {
  std::vector<std::uint64_t> words;
  std::uint64_t form = 0;  // 0 without any
};
TitleWords title_words(std::span<const Word> title);

}  // namespace heed::choice
