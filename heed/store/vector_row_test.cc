#include "heed/store/vector_row.h"

#include <gtest/gtest.h>

#include <vector>

#include "heed/base/random.h"

namespace heed::store {
namespace {

TEST(VectorRow, EveryMachineGivesTheSameToTheBit) {
  Random random(5);
  const auto& here = row_arithmetic();
  const auto& anywhere = row_arithmetic_anywhere();
  for (const std::size_t width : {1, 15, 16, 63, 64, 100, 384, 1024}) {
    std::vector<float> with(width);
    std::vector<Word> places(words_of(width)), mask(words_of(width));
    std::vector<std::int16_t> numbers(width);
    for (std::size_t i = 0; i < width; ++i) {
      numbers[i] = static_cast<std::int16_t>(random.next());
      if (random.below(3) == 0) mask[i / kBits] |= Word{1} << i % kBits;
      if (random.below(2) == 0) continue;
      with[i] = static_cast<float>(random.normal());
      places[i / kBits] |= Word{1} << i % kBits;
    }
    const auto bytes = std::as_bytes(std::span(mask));
    const Row row = {0, 0.01f, bytes.data(), std::as_bytes(std::span(numbers)).data()};
    EXPECT_EQ(here.full(row, with), anywhere.full(row, with)) << width;
    EXPECT_EQ(here.sparse(row, with, places), anywhere.sparse(row, with, places)) << width;
    std::size_t there = 0;
    for (std::size_t i = 0; i < width; ++i) there += mask[i / kBits] >> i % kBits & 1;
    EXPECT_EQ(here.count_bits(bytes.data(), mask.size()), there) << width;
    EXPECT_EQ(anywhere.count_bits(bytes.data(), mask.size()), there) << width;
  }
}

}  // namespace
}  // namespace heed::store
