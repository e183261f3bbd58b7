// BERT's normaliser, equal to Hugging Face's BertNormalizer in text and in what each byte comes
// from: clean, blanks around ideographs, NFD without nonspacing marks, lower case.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "heed/base/page_table.h"
#include "heed/text/bert_characters.h"

namespace heed {

// Normalised text, and for each of its bytes the bytes of the original that its character stands
// for: from[i] … to[i] − 1. With `identity` byte i stands for byte i, and from and to are unused.
struct Normalized {
  std::string room;  // its first `size` bytes are the text; never shrinks, so is written only once
  std::size_t size = 0;
  std::vector<std::uint32_t> from, to;
  bool identity = true;

  std::string_view text() const { return {room.data(), size}; }
  std::uint32_t begin(std::size_t i) const {
    return identity ? static_cast<std::uint32_t>(i) : from[i];
  }
  std::uint32_t end(std::size_t i) const {  // of the range whose last byte is i − 1
    return identity ? static_cast<std::uint32_t>(i) : to[i - 1];
  }
};

class BertNormalizer {
 public:
  explicit BertNormalizer(BertRules rules);

  const BertRules& rules() const { return rules_; }

  // `text` is well-formed UTF-8 and shorter than 2^30 bytes. Replaces `out`, keeping its memory.
  void normalize(std::string_view text, Normalized& out) const;

 private:
  struct Character {
    std::uint8_t size = 0;
    bool reorders = false;  // gives a combining character that is kept: its place must be found
    char text[14] = {};
  };

  static Character character(const BertRules& rules, char32_t c);
  void normalize_slowly(std::string_view text, Normalized& out) const;

  BertRules rules_;
  std::unique_ptr<const PageTable<Character>> characters_;
};

}  // namespace heed
