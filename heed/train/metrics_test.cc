#include "heed/train/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heed {
namespace {

using testing::ElementsAre;

using Ids = std::vector<std::int32_t>;

// Expected values: scikit-learn 1.x on the same lists.
TEST(Metrics, EqualScikitLearn) {
  const Ids truth = {0, 0, 0, 1, 1, 2, 2, 2, 2, 1};
  const Ids called = {0, 1, 0, 1, 1, 2, 0, 2, 2, 2};
  const auto m = measure(truth, called, 3);
  EXPECT_DOUBLE_EQ(m.accuracy, 0.7);
  EXPECT_NEAR(m.macro_f1, (2.0 / 3 + 2.0 / 3 + 0.75) / 3, 1e-12);
  EXPECT_NEAR(m.per_class[2].precision, 0.75, 1e-12);
  EXPECT_NEAR(m.per_class[2].recall, 0.75, 1e-12);
  EXPECT_NEAR(m.per_class[0].precision, 2.0 / 3, 1e-12);
  EXPECT_EQ(m.per_class[1].support, 3);
  EXPECT_THAT(m.confusion[0], ElementsAre(2, 1, 0));
  EXPECT_THAT(m.confusion[2], ElementsAre(1, 0, 3));
}

TEST(Metrics, LeaveClassesThatNeverOccurOutOfMacroF1) {
  const auto m = measure(Ids{0, 1}, Ids{0, 1}, 4);
  EXPECT_DOUBLE_EQ(m.macro_f1, 1.0);
  EXPECT_EQ(m.per_class.size(), 4u);
  EXPECT_DOUBLE_EQ(m.per_class[3].f1, 0.0);
  EXPECT_DOUBLE_EQ(measure(Ids{0, 0}, Ids{0, 1}, 4).macro_f1, (2.0 / 3) / 2);
}

TEST(Metrics, CalibrationErrorComparesSharesBinByBin) {
  // Two items at 0.9 of which one is right; two at 0.6, both right.
  const Probabilities p{2, {0.9f, 0.1f, 0.1f, 0.9f, 0.6f, 0.4f, 0.6f, 0.4f}};
  EXPECT_NEAR(calibration_error(Ids{0, 0, 0, 0}, p), (0.5 * 0.4) + (0.5 * 0.4), 1e-6);
  // In one bin, gaps of opposite sign cancel: 0.75 on average, 3 of 4 right.
  EXPECT_NEAR(calibration_error(Ids{0, 0, 0, 0}, p, 1), 0.0, 1e-6);
}

TEST(Metrics, CalibrationPutsTheEdgeInTheLowerBin) {
  const Probabilities sure{1, {1.0f, 1.0f}};
  EXPECT_DOUBLE_EQ(calibration_error(Ids{0, 0}, sure), 0.0);
  // With 2 bins, 0.5 belongs to (0, 0.5] and 0.6 to (0.5, 1].
  const Probabilities p{2, {0.5f, 0.5f, 0.6f, 0.4f}};
  EXPECT_NEAR(calibration_error(Ids{1, 0}, p, 2), (0.5 + 0.4) / 2, 1e-6);
}

TEST(Metrics, MeasureEachGroupByItself) {
  const std::vector<std::string> groups = {"x", "y", "x", "y", "y"};
  const auto out = measure_groups(Ids{0, 1, 1, 1, 0}, Ids{0, 1, 0, 1, 0}, groups, 2);
  ASSERT_EQ(out.size(), 2u);
  EXPECT_EQ(out.at("x").count, 2);
  EXPECT_DOUBLE_EQ(out.at("x").accuracy, 0.5);
  EXPECT_DOUBLE_EQ(out.at("y").accuracy, 1.0);
  EXPECT_NEAR(out.at("x").macro_f1, (2.0 / 3) / 2, 1e-12);
}

}  // namespace
}  // namespace heed
