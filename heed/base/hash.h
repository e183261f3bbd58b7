// A fast 64-bit hash of bytes by folded multiplication (as in Wang Yi's wyhash). Stored vectors and
// fingerprints depend on its values: it never changes. Not for secrets.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "heed/base/random.h"

namespace heed {

inline std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

inline std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed = 0) {
  constexpr std::uint64_t kA = 0xa0761d6478bd642f, kB = 0xe7037ed1a0b428db;
  const auto word = [](const char* p) {
    std::uint64_t w;
    std::memcpy(&w, p, 8);
    return w;
  };
  std::uint64_t hash = seed ^ kA;
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  for (; left > 16; at += 16, left -= 16) hash = fold(word(at) ^ kB, word(at + 8) ^ hash);
  char tail[16] = {};
  if (left > 0) std::memcpy(tail, at, left);
  return fold(fold(word(tail) ^ kB, word(tail + 8) ^ hash) ^ kA, bytes.size() ^ kB);
}

}  // namespace heed
