#include "heed/choice/explore.h"

#include <gtest/gtest.h>

namespace heed::choice {
namespace {

std::vector<Stranger> strangers(std::size_t count) {
  std::vector<Stranger> out;
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back({i, static_cast<double>(i) / static_cast<double>(count), 4});
  }
  return out;
}

TEST(Explore, DrawsOnlyFromWhatIsLeastKnown) {
  Random random(1);
  for (int round = 0; round < 200; ++round) {
    for (const auto& drawn : explore(strangers(100), 4, random)) EXPECT_GE(drawn.index, 90);
  }
  EXPECT_TRUE(explore({}, 10, random).empty());
  EXPECT_TRUE(explore(strangers(10), 0, random).empty());
}

TEST(Explore, SpendsItsShareInExpectationAndKnowsTheChances) {
  Random random(2);
  const int rounds = 20'000;
  double minutes = 0, expected = 0;
  std::vector<double> seen(5);
  for (int round = 0; round < rounds; ++round) {
    for (const auto& drawn : explore(strangers(5), 1, random)) {
      minutes += 4;
      seen[drawn.index] += 1;
      expected = drawn.probability;
    }
  }
  EXPECT_NEAR(minutes / rounds, 1, 0.05);
  EXPECT_NEAR(expected, 0.25 / 5, 1e-12);
  for (const double count : seen) EXPECT_NEAR(count / rounds, expected, 0.006);
}

TEST(Explore, TheSameSeedDrawsTheSame) {
  Random one(7), other(7);
  const auto a = explore(strangers(50), 20, one), b = explore(strangers(50), 20, other);
  ASSERT_EQ(a.size(), b.size());
  ASSERT_EQ(a.size(), 5);
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i].index, b[i].index);
}

}  // namespace
}  // namespace heed::choice
