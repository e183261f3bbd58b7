// `heed rank` as a person runs it: items and a profile in, an order with its reasons out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "heed/base/json.h"
#include "tests/run_heed.h"

namespace heed {
namespace {

using testing::HasSubstr;

constexpr std::string_view kItems =
    "{\"title\":\"Rovers win the football cup final\",\"text\":\"A late goal won the match.\"}\n"
    "{\"title\":\"New battery chemistry doubles the range\",\"text\":\"Sodium cells.\"}\n"
    "{\"title\":\"北岸足球队夺得冠军\"}\n"
    "{\"title\":\"Football club fined\",\"text\":\"The football league fined the club.\"}\n"
    "{\"title\":\"Choir sings in the old chapel\"}\n";

std::vector<Json> rank(std::string_view profile, std::string_view items = kItems,
                       std::vector<std::string> more = {}, int code = 0) {
  const TestHome home;
  std::vector<std::string> words = {
      "rank",      "--items", "-", "--profile", home.file("profile.json", profile).string(),
      "--encoder", "lexical"};
  words.insert(words.end(), more.begin(), more.end());
  const auto said = home.heed(words, items);
  EXPECT_EQ(said.code, code) << said.err;
  EXPECT_FALSE(std::filesystem::exists(home.path()));
  std::vector<Json> rows;
  for (std::string_view rest = said.out; !rest.empty();) {
    rows.push_back(parse_json(rest.substr(0, rest.find('\n')), "rank").take());
    rest.remove_prefix(rest.find('\n') + 1);
  }
  return rows;
}

double value_of(const std::vector<Json>& rows, int index) {
  for (const auto& row : rows) {
    if (row["index"] == index) return row["value"].get<double>();
  }
  return NAN;
}

TEST(RankCommand, PutsWhatIsAskedForFirstAndAddsUp) {
  const auto rows = rank(R"({"interests":[{"text":"football"},{"text":"足球","weight":0.9},
                              {"text":"choir music","weight":-1}]})");
  ASSERT_EQ(rows.size(), 5);
  EXPECT_EQ(rows[4]["index"], 4);
  EXPECT_LT(rows[4]["interest"].get<double>(), 0);
  for (const int index : {0, 2, 3}) EXPECT_GT(value_of(rows, index), value_of(rows, 1));
  double before = INFINITY;
  for (const auto& row : rows) {
    double value = 0, interest = 0;
    for (const auto& part : row["contributions"]) value += part.get<double>();
    for (const auto& slot : row["because"]) interest += slot["value"].get<double>();
    EXPECT_NEAR(value, row["value"].get<double>(), 1e-9);
    EXPECT_NEAR(interest, row["interest"].get<double>(), 1e-9);
    EXPECT_NEAR(row["contributions"]["interest"].get<double>(), interest, 1e-9);
    EXPECT_LE(row["value"].get<double>(), before);
    before = row["value"].get<double>();
  }
}

TEST(RankCommand, LearnsFromHistoryWithoutHurtingWhatIsUnrelated) {
  const auto without = rank(R"({"interests":[{"text":"battery"}]})");
  const auto with = rank(R"({"interests":[{"text":"battery"}],"history":[
      {"text":"Football cup final won by a late goal","value":-1,"time":"2026-11-20T08:00:00Z"}]})");
  EXPECT_LT(value_of(with, 0), value_of(without, 0) - 0.05);
  EXPECT_GE(value_of(with, 1), value_of(without, 1) - 1e-9);
  EXPECT_GE(value_of(with, 4), value_of(without, 4) - 1e-9);
}

TEST(RankCommand, CountsFreshnessByTheGivenNow) {
  const std::string_view items =
      "{\"title\":\"old\",\"published\":\"2026-11-01T00:00:00Z\"}\n"
      "{\"title\":\"new\",\"published\":\"2026-11-21T23:00:00Z\"}\n";
  const auto rows = rank("{}", items, {"--now", "2026-11-22T00:00:00Z"});
  EXPECT_EQ(rows[0]["index"], 1);
  EXPECT_GT(rows[0]["contributions"]["freshness"].get<double>(), 0.2);
  const auto off = rank(R"({"settings":{"weight.freshness":0}})", items);
  EXPECT_EQ(off[0]["contributions"]["freshness"], 0.0);
}

TEST(RankCommand, NamesBadLinesAndRefusesBadProfiles) {
  EXPECT_EQ(rank("{}", "{\"title\":\"a\"}\nnonsense\n{\"minutes\":3}\n", {}, 3).size(), 1);
  for (const auto* profile :
       {"[]", "{", R"({"interests":[{"weight":1}]})", R"({"interests":[{"text":"a","weight":7}]})",
        R"({"settings":{"no.such":1}})", R"({"settings":{"weight.freshness":99}})"}) {
    EXPECT_TRUE(rank(profile, kItems, {}, 3).empty()) << profile;
  }
}

}  // namespace
}  // namespace heed
