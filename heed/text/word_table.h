// Whole words of a vocabulary, found in one probe: most words of real text are entries themselves.
// A word of up to 11 bytes is its own key, so that nothing else need be read to compare:
//
//   8 bytes  the first 8, padded with zeros      3 bytes  the rest      1 byte  the length
//   4 bytes  the id
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heed/base/hash.h"

namespace heed {

class WordTable {
 public:
  static constexpr std::size_t kLongest = 11;

  // tokens[i] has id i; of equal ones the last counts. Longer and empty ones are left out.
  explicit WordTable(std::span<const std::string> tokens);

  // The id of a word of 1 to kLongest bytes, or −1.
  std::int32_t find(std::string_view word) const {
    const auto key = make_key(word);
    for (auto i = slot(key);; i = (i + 1) & mask_) {
      const auto& entry = entries_[i];
      if (entry.first == key.first && entry.rest == key.rest) return entry.id;
      if (entry.rest == 0) return -1;
    }
  }

 private:
  struct Entry {
    std::uint64_t first = 0;
    std::uint32_t rest = 0;  // 0: free, since a length is never 0
    std::int32_t id = -1;
  };

  // Reads the word's own bytes alone, by loads that overlap.
  static Entry make_key(std::string_view word) {
    const char* p = word.data();
    const auto size = word.size();
    const auto load4 = [](const char* from) {
      std::uint32_t x;
      std::memcpy(&x, from, 4);
      return x;
    };
    Entry key;
    if (size >= 8) {
      std::memcpy(&key.first, p, 8);
      if (size > 8) key.rest = load4(p + size - 4) >> (8 * (12 - size));
    } else if (size >= 4) {
      key.first = load4(p) | (static_cast<std::uint64_t>(load4(p + size - 4)) << (8 * (size - 4)));
    } else {
      const auto byte = [&](std::size_t i) {
        return static_cast<std::uint64_t>(static_cast<unsigned char>(p[i])) << (8 * i);
      };
      key.first = byte(0) | byte(size / 2) | byte(size - 1);
    }
    key.rest |= static_cast<std::uint32_t>(size) << 24;
    return key;
  }

  std::size_t slot(const Entry& key) const {
    return fold(key.first ^ 0xa0761d6478bd642f, key.rest ^ 0xe7037ed1a0b428db) & mask_;
  }

  std::vector<Entry> entries_;
  std::size_t mask_ = 0;
};

}  // namespace heed
