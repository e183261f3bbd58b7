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

// What of a word counts: "stepping" as "step". A number whole.
std::string_view stem(std::string_view word);

// Sorted, each once.
std::vector<std::uint64_t> story_words(std::string_view text);
std::vector<std::uint64_t> story_words(std::span<const Word> words);

// One hash of a title's words but for its numbers: pieces of a column have one form. 0 without any.
std::uint64_t title_form(std::span<const Word> title);

}  // namespace heed::choice
