#include "heed/choice/value.h"

#include <gtest/gtest.h>

#include <vector>

namespace heed::choice {
namespace {

TEST(Value, IsTheSumOfWhatEachFeatureGave) {
  const Features features = {0.5, 1, 0, 0.25, -1, 1};
  const Features parts = contributions(kStandardWeights, features);
  EXPECT_DOUBLE_EQ(parts[kInterest], 0.5);
  EXPECT_DOUBLE_EQ(parts[kManipulation], -0.2);
  EXPECT_DOUBLE_EQ(value(parts), 0.5 + 0.3 + 0.025 - 0.05 - 0.2);
}

TEST(Value, FreshnessHalves) {
  EXPECT_EQ(freshness(0, 48), 1);
  EXPECT_EQ(freshness(48, 48), 0.5);
  EXPECT_EQ(freshness(96, 48), 0.25);
  EXPECT_EQ(freshness(-500, 48), 1);  // a date in the future is no merit
}

TEST(Value, TrustGrowsWithLikesAndStaysBelowOne) {
  EXPECT_EQ(trust(0), 0);
  EXPECT_EQ(trust(4), 0.5);
  EXPECT_LT(trust(1000), 1);
}

TEST(Value, NoveltyIsDistanceFromTheClosest) {
  EXPECT_EQ(novelty({}), 1);
  EXPECT_NEAR(novelty(std::vector<float>{0.1f, 0.75f, -0.5f}), 0.25, 1e-6);
  EXPECT_EQ(novelty(std::vector<float>{1.0001f}), 0);
  EXPECT_EQ(novelty(std::vector<float>{-0.5f}), 1);
}

TEST(Value, LengthFitsFromNothingToTheWholeBudget) {
  EXPECT_EQ(length_fit(0, 30), 1);
  EXPECT_EQ(length_fit(15, 30), 0);
  EXPECT_EQ(length_fit(30, 30), -1);
  EXPECT_EQ(length_fit(500, 30), -1);
  EXPECT_EQ(length_fit(5, 0), -1);
}

}  // namespace
}  // namespace heed::choice
