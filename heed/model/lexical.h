// The encoder that needs no download and reads any script: attention over words, with hashed keys.
//
//   unit     a word, or a pair of neighbouring letters in scripts without spaces
//   h_u      a sparse vector: the unit and its character n-grams, each hashed to a signed place
//   a_u      attention: softmax over the text's units of ln(rarity · (1 + ln count))
//   vector   Σ_u a_u h_u, scaled to length 1
//
// Rarity is a fixed prior (function words of common languages, then length), never learned from
// what was read: vectors stay comparable for ever, and depend on nothing but their text.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace heed {

class LexicalEncoder {
 public:
  static constexpr std::size_t kWidth = 1024;
  static constexpr std::string_view kFingerprint = "lexical-1";

  // `out` has kWidth floats for each text; a text without letters or digits gives zeros. Any
  // thread.
  void encode(std::span<const std::string_view> texts, std::span<float> out) const;
};

// The prior: how telling a folded word is, from 0.05 (function words) to 1.
float word_rarity(std::string_view word);

}  // namespace heed
