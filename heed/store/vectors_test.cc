#include "heed/store/vectors.h"

#include <gtest/gtest.h>

#include <cmath>

#include "heed/base/error.h"
#include "heed/base/files.h"
#include "heed/base/threads.h"
#include "heed/store/schema.h"
#include "heed/store/store.h"
#include "heed/store/vector_block.h"

namespace heed::store {
namespace {

constexpr int kWidth = 5;

std::vector<float> vector(std::int64_t item) {
  std::vector<float> out(kWidth);
  for (int i = 0; i < kWidth; ++i) out[i] = std::sin(static_cast<float>(item * kWidth + i));
  return out;
}

// Blocks as if so many items were stored, but for every third block and every seventh item.
void fill(Database& database, std::int64_t encoder, std::int64_t blocks) {
  for (std::int64_t number = 0; number < blocks; ++number) {
    if (number % 3 == 2) continue;
    VectorBlock block(kWidth);
    for (std::int64_t at = 0; at < VectorBlock::kItems; ++at) {
      const auto item = number * VectorBlock::kItems + at;
      if (item % 7 != 6) block.put(static_cast<std::size_t>(at), vector(item));
    }
    const auto present = block.present();
    database.run("INSERT INTO vector_blocks (encoder, block, present, vectors) VALUES (?,?,?,?)",
                 encoder, number, std::as_bytes(std::span(&present, 1)),
                 std::span<const std::byte>(block.bytes()));
  }
}

TEST(Vectors, ProductsAreThoseOfAllItemsInOrderForAnyNumberOfThreads) {
  const TemporaryFolder folder;
  Store store(folder.path() / "heed.db");
  const auto none = store.vectors.encoder("none", kWidth);
  EXPECT_TRUE(store.vectors.products(none, vector(1)).empty());
  const int before = threads();
  for (const std::int64_t blocks : {1, 50, 300}) {
    const auto encoder = store.vectors.encoder("made up " + std::to_string(blocks), kWidth);
    fill(store.database, encoder, blocks);
    const auto table = store.vectors.all(encoder);
    ASSERT_GT(table.items.size(), 0U);
    const auto with = vector(12345);
    for (const int count : {1, 2}) {
      set_threads(count);
      const auto products = store.vectors.products(encoder, with);
      ASSERT_EQ(products.size(), table.items.size());
      for (std::size_t k = 0; k < products.size(); ++k) {
        ASSERT_EQ(products[k].item, table.items[k]);
        double sum = 0;
        for (int i = 0; i < kWidth; ++i) {
          sum += double{with[i]} * table.values[k * kWidth + static_cast<std::size_t>(i)];
        }
        ASSERT_NEAR(products[k].value, sum, 1e-5);
      }
    }
  }
  set_threads(before);
  EXPECT_THROW(store.vectors.products(none, std::vector<float>(kWidth + 1)), Error);
}

TEST(Vectors, ProductsOfSomeItemsAreThoseOfAll) {
  const TemporaryFolder folder;
  Store store(folder.path() / "heed.db");
  const auto encoder = store.vectors.encoder("made up", kWidth);
  fill(store.database, encoder, 6);
  const auto with = vector(12345);
  EXPECT_TRUE(store.vectors.products(encoder, with, {}).empty());
  // 6 has no vector in its block, 140 lies in a block that is not stored, 9,999 behind all.
  const std::set<std::int64_t> items = {1, 2, 6, 63, 64, 140, 200, 9999};
  std::vector<Product> expected;
  for (const auto& one : store.vectors.products(encoder, with)) {
    if (items.contains(one.item)) expected.push_back(one);
  }
  const auto some = store.vectors.products(encoder, with, items);
  ASSERT_EQ(some.size(), 5U);
  for (std::size_t i = 0; i < some.size(); ++i) {
    EXPECT_EQ(some[i].item, expected[i].item);
    EXPECT_EQ(some[i].value, expected[i].value);
  }
}

TEST(Vectors, OfAHeedOfBeforeAreKeptButForTheLexicalEncoders) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "heed.db";
  {
    Database old(file);
    migrate(old, migrations().first(5));
    Vectors vectors(old);
    fill(old, vectors.encoder("lexical-1", kWidth), 2);
    fill(old, vectors.encoder("bert-2-0", kWidth), 2);
  }
  Store store(file);
  EXPECT_TRUE(store.vectors.all(store.vectors.encoder("lexical-1", kWidth)).items.empty());
  EXPECT_FALSE(store.vectors.all(store.vectors.encoder("bert-2-0", kWidth)).items.empty());
}

}  // namespace
}  // namespace heed::store
