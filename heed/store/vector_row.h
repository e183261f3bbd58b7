// One item's row within a block (vectors.h draws it), where it lies, and what a sweep over all rows
// spends its time in: the product of a row and a vector, and how many numbers a sparse row has.
// These are compiled for any x86-64 and for AVX2 besides, with the same results to the bit.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace heed::store {

using Word = std::uint64_t;
constexpr std::size_t kBits = 64;  // in a Word

constexpr std::size_t words_of(std::size_t width) {
  return (width + kBits - 1) / kBits;
}

template <class T>
T load(const std::byte* from) {
  T x;
  std::memcpy(&x, from, sizeof x);
  return x;
}

// std::popcount is a call where no instruction set is asked for; where one is, compilers make one
// instruction of this.
[[gnu::always_inline]] inline std::size_t count(Word bits) {
  bits -= bits >> 1 & 0x5555555555555555;
  bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
  bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0f;
  return bits * 0x0101010101010101 >> 56;
}

// All of its numbers, or those that `mask` has a bit for.
struct Row {
  std::size_t at;  // in the block
  float scale;
  const std::byte* mask;  // null: all
  const std::byte* numbers;

  float number(std::size_t i) const {
    return load<std::int16_t>(numbers + i * sizeof(std::int16_t));
  }
};

// visit(place, number) for each number of a sparse row whose place `wanted(word)` has a bit for.
template <class Wanted, class Visit>
[[gnu::always_inline]] inline void each_number(const Row& row, std::size_t width,
                                               const Wanted& wanted, const Visit& visit) {
  std::size_t before = 0;
  for (std::size_t w = 0; w < words_of(width); ++w) {
    const auto word = load<Word>(row.mask + w * sizeof(Word));
    for (Word left = word & wanted(w); left != 0; left &= left - 1) {
      const Word below = (left & -left) - 1;
      visit(w * kBits + static_cast<std::size_t>(std::countr_zero(left)),
            row.number(before + count(word & below)));
    }
    before += count(word);
  }
}

struct RowArithmetic {
  float (*full)(const Row& row, std::span<const float> with);
  // `places`: a bit for each number of `with` that is not zero.
  float (*sparse)(const Row& row, std::span<const float> with, std::span<const Word> places);
  std::size_t (*count_bits)(const std::byte* words, std::size_t size);
};

const RowArithmetic& row_arithmetic();           // the fastest of this machine
const RowArithmetic& row_arithmetic_anywhere();  // what any machine has

}  // namespace heed::store
