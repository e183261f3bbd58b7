#include "heed/app/budget.h"

#include <gtest/gtest.h>

namespace heed::app {
namespace {

TEST(Budget, ReadsWhatPeopleWrite) {
  EXPECT_EQ(*parse_budget("30m"), 30);
  EXPECT_EQ(*parse_budget("30"), 30);
  EXPECT_EQ(*parse_budget("1h"), 60);
  EXPECT_EQ(*parse_budget("1h30m"), 90);
  EXPECT_EQ(*parse_budget("1.5h"), 90);
  EXPECT_EQ(*parse_budget("45 min"), 45);
  EXPECT_EQ(*parse_budget("0"), 0);
  EXPECT_EQ(*parse_budget("20分钟"), 20);
  EXPECT_EQ(*parse_budget("all"), kWithoutEnd);
}

TEST(Budget, RefusesTheRestAsUsage) {
  for (const auto* text : {"", "m", "-5m", "5x", "nan", "inf", "1e3m", "30mm", "ALL", "m30", "+3",
                           "99999999h", "1..5", "30m;"}) {
    const auto budget = parse_budget(text);
    ASSERT_FALSE(budget.ok()) << text;
    EXPECT_EQ(budget.error().failure, Failure::usage);
  }
}

}  // namespace
}  // namespace heed::app
