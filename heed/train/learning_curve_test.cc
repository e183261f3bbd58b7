#include "heed/train/learning_curve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heed {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(LearningCurve, DrawsEachPointWhereItsNumbersSay) {
  const auto svg = to_svg({{{50, 2.0}, {100, 1.0}}, {{100, 1.5, 0.75}}});
  // x runs from 60 to 620 over 100 steps; y from 320 (0) up to 50 (the highest loss, or 100 %).
  EXPECT_THAT(svg, HasSubstr("points=\"340.0,50.0 620.0,185.0 \""));
  EXPECT_THAT(svg, HasSubstr("points=\"620.0,117.5 \""));
  EXPECT_THAT(svg, HasSubstr("<title>step 100: 75.00 %</title>"));
}

TEST(LearningCurve, StaysSmallForManySteps) {
  LearningCurve curve;
  for (int i = 1; i <= 100000; ++i) curve.training.push_back({i, 1.0});
  const auto svg = to_svg(curve);
  EXPECT_LT(svg.size(), 10000u);
  EXPECT_THAT(svg, HasSubstr("620.0,50.0 \""));  // the last step is there
}

TEST(LearningCurve, OfNothingIsStillAPicture) {
  const auto svg = to_svg({});
  EXPECT_THAT(svg, HasSubstr("</svg>"));
  EXPECT_THAT(svg, Not(HasSubstr("nan")));
}

TEST(LearningCurve, ClosesWhatItOpens) {
  const auto svg = to_svg({{{1, 2.0}}, {{1, 1.5, 0.75}}});
  for (const std::string tag : {"svg", "text", "title", "circle"}) {
    const auto count = [&](const std::string& part) {
      int n = 0;
      for (auto at = svg.find(part); at != svg.npos; at = svg.find(part, at + 1)) ++n;
      return n;
    };
    EXPECT_EQ(count("<" + tag + " ") + count("<" + tag + ">"), count("</" + tag + ">")) << tag;
  }
}

}  // namespace
}  // namespace heed
