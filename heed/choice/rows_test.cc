#include "heed/choice/rows.h"

#include <gtest/gtest.h>

#include "heed/base/error.h"
#include "heed/base/random.h"
#include "heed/base/threads.h"

namespace heed::choice {
namespace {

std::vector<float> draw(Random& random, std::size_t count) {
  std::vector<float> values(count);
  for (auto& value : values) value = static_cast<float>(random.normal());
  return values;
}

TEST(Rows, DotEqualsItsDefinitionAtEveryLength) {
  Random random(1);
  for (std::size_t length = 0; length < 70; ++length) {
    const auto a = draw(random, length), b = draw(random, length);
    double expected = 0;
    for (std::size_t i = 0; i < length; ++i) expected += static_cast<double>(a[i]) * b[i];
    EXPECT_NEAR(dot(a, b), expected, 1e-4);
  }
  EXPECT_THROW((void)dot(draw(random, 3), draw(random, 4)), Error);
}

TEST(Rows, ProductsAreAllTheDotsWhateverTheThreads) {
  Random random(2);
  const auto a = draw(random, 130 * 37), b = draw(random, 5 * 37);
  const Rows left{a, 37}, right{b, 37};
  const auto both = products(left, right);
  ASSERT_EQ(both.size(), 130 * 5);
  for (std::size_t i = 0; i < 130; ++i) {
    for (std::size_t j = 0; j < 5; ++j) {  // the sums are the same but for their order
      EXPECT_NEAR(both[i * 5 + j], dot(left.row(i), right.row(j)), 2e-5);
    }
  }
  const int before = threads();
  set_threads(1);
  EXPECT_EQ(products(left, right), both);
  set_threads(before);
  EXPECT_TRUE(products({}, {}).empty());
}

}  // namespace
}  // namespace heed::choice
