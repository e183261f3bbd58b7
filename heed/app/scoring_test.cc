#include "heed/app/scoring.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

namespace heed::app {
namespace {

constexpr std::size_t kWidth = 8;

// Unit rows along the axes named.
std::vector<float> axes(std::initializer_list<std::size_t> which) {
  std::vector<float> rows;
  for (const auto axis : which) {
    std::vector<float> row(kWidth);
    row[axis] = 1;
    rows.insert(rows.end(), row.begin(), row.end());
  }
  return rows;
}

class ScoringTest : public testing::Test {
 protected:
  void remember(std::size_t axis, double value, const char* kind) {
    const auto typed = std::string_view(kind) == "interest";
    mind.remember({"slot" + std::to_string(axis), kind, "text"},
                  {typed ? choice::Slot::Kind::typed : choice::Slot::Kind::feedback, value, 0},
                  axes({axis}));
  }
  std::vector<Score> score(const std::vector<float>& rows, const std::vector<float>& read = {}) {
    const auto background = axes({4, 5, 6, 7});
    scoring.emplace(mind, choice::Rows{background, kWidth}, choice::EncoderPrior{0.05, 0.1, 20},
                    settings);
    return scoring->score(std::vector<Scorable>(rows.size() / kWidth, item), {rows, kWidth},
                          {read, kWidth});
  }

  Mind mind;
  ChoiceSettings settings;
  Scorable item{"A title", 0.0, 5.0, 0};
  std::optional<Scoring> scoring;
};

TEST_F(ScoringTest, FindsWhatIsLikedAndWhatIsNot) {
  remember(0, 1, "interest");
  remember(1, -1, "interest");
  const auto scores = score(axes({0, 1, 2}));
  EXPECT_GT(scores[0].features[choice::kInterest], 0.5);
  EXPECT_LT(scores[1].features[choice::kInterest], -0.5);
  EXPECT_NEAR(scores[2].features[choice::kInterest], 0, 0.05);
  EXPECT_GT(scores[2].unknown, 0.9);
}

TEST_F(ScoringTest, ThePartsAreTheSumOfEachExplanation) {
  remember(0, 1, "interest");
  remember(2, 1, "like");
  const auto rows = axes({0, 2, 3});
  const auto scores = score(rows);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const auto explained = scoring->explain(scores[i], std::span(rows).subspan(i * kWidth, kWidth));
    double sum = 0;
    for (const auto& slot : explained["because"]) sum += slot["value"].get<double>();
    EXPECT_NEAR(sum, scores[i].features[choice::kInterest], 1e-12);
    EXPECT_NEAR(explained["interest"].get<double>(), sum, 1e-12);
    EXPECT_NEAR(scoring->interest_of(std::span(rows).subspan(i * kWidth, kWidth)), sum, 1e-12);
  }
}

TEST_F(ScoringTest, WithoutAMemoryThereIsNoInterest) {
  const auto scores = score(axes({0}));
  EXPECT_EQ(scores[0].features[choice::kInterest], 0);
  EXPECT_EQ(scoring->interest_of(axes({0})), 0);
  EXPECT_TRUE(scoring->explain(scores[0], axes({0}))["because"].empty());
}

TEST_F(ScoringTest, WhatIsUnknownCountsNeitherWay) {
  item.age_hours.reset();
  item.minutes.reset();
  const auto scores = score(axes({0}));
  EXPECT_EQ(scores[0].features[choice::kFreshness], 0);
  EXPECT_EQ(scores[0].features[choice::kLength], 0);
  EXPECT_EQ(scores[0].features[choice::kNovelty], 0) << "nothing was read lately";
}

TEST_F(ScoringTest, WhatWasReadIsNotNew) {
  const auto scores = score(axes({0, 1}), axes({0}));
  EXPECT_NEAR(scores[0].features[choice::kNovelty], 0, 1e-6);
  EXPECT_NEAR(scores[1].features[choice::kNovelty], 1, 1e-6);
}

TEST_F(ScoringTest, HalvesFreshnessEachHalfLife) {
  item.age_hours = settings.freshness_half_life;
  EXPECT_NEAR(score(axes({0}))[0].features[choice::kFreshness], 0.5, 1e-12);
}

TEST(MindTest, LeavesOutTextsWithoutAWord) {
  Mind mind;
  mind.remember({"a", "interest", "???"}, {}, std::vector<float>(kWidth));
  EXPECT_TRUE(mind.slots.empty());
  EXPECT_EQ(mind.width, kWidth);
}

TEST(MindTest, NamesSixAndGathersTheOthers) {
  Mind mind;
  std::vector<choice::Share> shares;
  for (std::size_t i = 0; i < 9; ++i) {
    mind.remember({std::to_string(i), "like", "t"}, {}, axes({i % kWidth}));
    shares.push_back({i, 0.1, 0.09});
  }
  shares.push_back({0, 0.01, 0.001});
  const auto because = because_document(mind, shares);
  ASSERT_EQ(because.size(), 7U);
  EXPECT_TRUE(because[6]["slot"].is_null());
  EXPECT_EQ(because[6]["text"], "4 others");
  EXPECT_NEAR(because[6]["value"].get<double>(), 0.271, 1e-12);
}

}  // namespace
}  // namespace heed::app
