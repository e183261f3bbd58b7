#include "heed/cli/reasons.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace heed::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Json item(double interest, double part, Json because, Json others = Json::object()) {
  Json contributions = {{"interest", part}};
  contributions.update(others);
  return {{"interest", interest},
          {"contributions", std::move(contributions)},
          {"because", std::move(because)}};
}

Json slot(const char* kind, const char* text, double value) {
  return {{"slot", "s"}, {"text", text}, {"weight", 0.5}, {"value", value}, {"kind", kind}};
}

TEST(Reasons, ComeWithTheGreatestFirst) {
  const auto one =
      item(0.5, 0.5, Json::array({slot("interest", "batteries", 0.4), slot("like", "A", 0.1)}),
           {{"freshness", 0.3}, {"length", -0.2}});
  EXPECT_THAT(reasons(one, 9), ElementsAre("you want batteries (+0.40)", "new (+0.30)",
                                           "long (-0.20)", "you liked “A” (+0.10)"));
  EXPECT_EQ(reasons(one, 2).size(), 2U);
}

TEST(Reasons, AreSharesOfTheValueNotOfTheInterest) {
  // The interest counts twice: θ = 2.
  const auto one = item(0.5, 1.0, Json::array({slot("interest", "a", 0.5)}));
  EXPECT_THAT(reasons(one, 3), ElementsAre("you want a (+1.00)"));
}

TEST(Reasons, LeaveSlightOnesOutButNeverSayNothing) {
  const auto one = item(0.01, 0.01, Json::array({slot("interest", "a", 0.01)}), {{"trust", 0.05}});
  EXPECT_THAT(reasons(one, 3), ElementsAre("from a source you like (+0.05)"));
}

TEST(Reasons, BearAnInterestOfZero) {
  const auto one = item(0, 0, Json::array(), {{"freshness", 0.2}, {"manipulation", -0.1}});
  EXPECT_THAT(reasons(one, 3), ElementsAre("new (+0.20)", "worded like bait (-0.10)"));
}

TEST(Reasons, SayEachKindInWords) {
  EXPECT_EQ(slot_in_words(slot("save", "A", 1)), "you saved “A”");
  EXPECT_EQ(slot_in_words(slot("dislike", "A", -1)), "you disliked “A”");
  EXPECT_EQ(slot_in_words(slot("hide", "A", -1)), "you hid “A”");
  EXPECT_EQ(slot_in_words(slot("interest", "A", -1)), "you want less of A");
  EXPECT_EQ(slot_in_words(slot("others", "3 others", 1)), "3 others in your memory");
}

TEST(Reasons, LetNoTitleSpeakToTheTerminal) {
  const auto words = slot_in_words(slot("like", "red \x1b[31m alert\n", 1));
  EXPECT_THAT(words, Not(HasSubstr("\x1b")));
  EXPECT_THAT(words, Not(HasSubstr("\n")));
}

}  // namespace
}  // namespace heed::cli
