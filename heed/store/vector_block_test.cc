#include "heed/store/vector_block.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <random>

namespace heed::store {
namespace {

using testing::Each;
using testing::FloatNear;
using testing::Pointwise;

// Of `width` numbers, of which each is zero but for one in `every`.
std::vector<float> vector(std::size_t width, int every, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<float> out(width);
  for (float& x : out) {
    if (random() % every == 0) x = static_cast<float>(random() % 2001) / 1000 - 1;
  }
  return out;
}

VectorBlock block(std::size_t width, int every, std::initializer_list<std::size_t> items) {
  VectorBlock made(width);
  for (const auto at : items) made.put(at, vector(width, every, static_cast<unsigned>(at)));
  return made;
}

std::vector<float> vectors(const StoredBlock& stored, std::size_t width) {
  std::vector<float> out(static_cast<std::size_t>(std::popcount(stored.present())) * width);
  stored.vectors(out);
  return out;
}

// The long form of bytes in the short one, by the drawing in vectors.h.
std::vector<std::byte> long_form(std::size_t width, std::uint64_t present,
                                 const std::vector<std::byte>& bytes) {
  std::vector<std::byte> out(64 * (4 + 2 * width));
  std::copy_n(bytes.begin(), 256, out.begin());
  const std::size_t words = (width + 63) / 64;
  std::size_t mask = 256,
              number = mask + 8 * words * static_cast<std::size_t>(std::popcount(present));
  for (std::size_t at = 0; at < 64; ++at) {
    if ((present >> at & 1) == 0) continue;
    for (std::size_t i = 0; i < width; ++i) {
      if ((bytes[mask + i / 8] >> i % 8 & std::byte{1}) == std::byte{0}) continue;
      std::copy_n(&bytes[number], 2, &out[256 + 2 * (at * width + i)]);
      number += 2;
    }
    mask += 8 * words;
  }
  return out;
}

TEST(VectorBlock, GivesBackWhatWasPutWhereverItLies) {
  for (const std::size_t width : {1, 3, 16, 63, 64, 65, 200}) {
    for (const int every : {1, 2, 12}) {
      const auto made = block(width, every, {63, 0, 7, 8});
      const auto bytes = made.bytes();
      const StoredBlock stored(width, made.present(), bytes);
      std::vector<float> expected;
      for (const unsigned at : {0u, 7u, 8u, 63u}) {
        const auto row = vector(width, every, at);
        expected.insert(expected.end(), row.begin(), row.end());
      }
      EXPECT_THAT(vectors(stored, width), Pointwise(FloatNear(3.1e-5f), expected)) << width;
      EXPECT_EQ(stored.copy().bytes(), bytes) << width;
    }
  }
}

TEST(VectorBlock, IsShortWhereMostNumbersAreZero) {
  const auto size = [](int every) {
    VectorBlock made(1024);
    for (unsigned at = 0; at < 64; ++at) made.put(at, vector(1024, every, at));
    return made.bytes().size();
  };
  EXPECT_EQ(size(1), 64U * (4 + 2 * 1024)) << "as long as ever where there are none";
  EXPECT_LT(size(20), 64U * (4 + 128 + 2 * 70));
}

TEST(VectorBlock, BothFormsGiveTheSameProductsToTheBit) {
  for (const std::size_t width : {64, 100, 1024}) {
    const auto made = block(width, 10, {0, 5, 40, 63});
    const auto bytes = made.bytes();
    const StoredBlock sparse(width, made.present(), bytes);
    const auto full_bytes = long_form(width, made.present(), bytes);
    ASSERT_LT(bytes.size(), full_bytes.size());
    const StoredBlock full(width, made.present(), full_bytes);
    EXPECT_EQ(full.copy().bytes(), bytes) << "written anew, it is short";
    const auto rows = vectors(sparse, width);
    EXPECT_EQ(vectors(full, width), rows);
    for (const int every : {1, 7}) {
      const auto with = vector(width, every, 1234);
      std::vector<float> products(4), again(4);
      sparse.products(with, products);
      full.products(with, again);
      EXPECT_EQ(products, again);
      for (std::size_t k = 0; k < 4; ++k) {
        double sum = 0;
        for (std::size_t i = 0; i < width; ++i) sum += double{with[i]} * rows[k * width + i];
        EXPECT_NEAR(products[k], sum, 1e-5);
      }
    }
  }
}

TEST(VectorBlock, ClearedItemsLeaveNothing) {
  auto made = block(100, 9, {3, 4});
  made.clear(3);
  const auto left = block(100, 9, {4});
  EXPECT_EQ(made.present(), left.present());
  EXPECT_EQ(made.bytes(), left.bytes());
}

TEST(VectorBlock, DamagedBytesHoldNoItemsAndAreReadNoFurther) {
  constexpr std::size_t kWidth = 100;
  const auto made = block(kWidth, 9, {0, 1, 63});
  const auto whole = made.bytes();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    // Of their own, so that a look behind their end is seen.
    const std::vector<std::byte> cut(whole.begin(), whole.begin() + static_cast<long>(size));
    EXPECT_EQ(StoredBlock(kWidth, made.present(), cut).present(), 0U) << size;
  }
  std::mt19937 random(3);
  for (int i = 0; i < 2000; ++i) {
    auto hurt = whole;
    hurt[256 + random() % 48] ^= static_cast<std::byte>(1 << random() % 8);
    hurt[256 + random() % 48] ^= static_cast<std::byte>(1 << random() % 8);
    const StoredBlock stored(kWidth, made.present(), hurt);
    std::vector<float> out(3);
    stored.products(vector(kWidth, 1, 5), out);
    EXPECT_THAT(vectors(stored, kWidth), Each(testing::Not(testing::IsNan())));
  }
}

}  // namespace
}  // namespace heed::store
