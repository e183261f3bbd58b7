#include "heed/app/rank.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "heed/app/plan.h"
#include "heed/base/error.h"
#include "heed/model/encoder.h"

namespace heed::app {
namespace {

const Time kNow = *parse_rfc3339("2026-11-22T12:00:00Z");
constexpr const char* kItems =
    "{\"title\":\"Football league fines two clubs\",\"published\":\"2026-11-22T11:00:00Z\"}\n"
    "\n"
    "{\"title\":\"A battery without cobalt\",\"minutes\":3}\n"
    "{\"text\":\"Elections are held in spring\"}\n";

Ranked rank(std::string_view items, const char* profile) {
  static const TextEncoder encoder = open_encoder("lexical");
  return rank_lines(items, "items", parse_json(profile, "profile").take(), encoder, kNow);
}

TEST(Rank, CountsLinesAndPutsTheInterestFirst) {
  const auto ranked = rank(kItems, R"({"interests":[{"text":"battery","weight":1}]})");
  ASSERT_EQ(ranked.documents.size(), 3U);
  EXPECT_EQ(ranked.documents[0]["index"], 2) << "the empty line counts";
  EXPECT_GT(ranked.documents[0]["interest"].get<double>(), 0.5);
  EXPECT_TRUE(ranked.problems.empty());
}

TEST(Rank, ANegativeInterestPutsItLast) {
  const auto ranked = rank(kItems, R"({"interests":[{"text":"battery","weight":-1}]})");
  EXPECT_EQ(ranked.documents[2]["index"], 2);
  EXPECT_LT(ranked.documents[2]["interest"].get<double>(), 0);
}

TEST(Rank, ItsNumbersAddUp) {
  const auto ranked = rank(kItems, R"({"interests":[{"text":"election"},{"text":"club"}],
      "history":[{"text":"cobalt","value":-1,"time":"2026-01-01T00:00:00Z"}],
      "settings":{"weight.freshness":1.5}})");
  for (const auto& document : ranked.documents) {
    double sum = 0, because = 0;
    for (const auto& [feature, part] : document["contributions"].items()) sum += part.get<double>();
    for (const auto& slot : document["because"]) because += slot["value"].get<double>();
    EXPECT_NEAR(sum, document["value"].get<double>(), 1e-9);
    EXPECT_NEAR(because, document["interest"].get<double>(), 1e-9);
  }
}

TEST(Rank, OfEqualsTheEarlierLineComesFirst) {
  const auto ranked =
      rank("{\"title\":\"same\"}\n{\"title\":\"same\"}\n{\"title\":\"same\"}", "{}");
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(ranked.documents[i]["index"], i);
}

TEST(Rank, NamesTheLinesThatHoldNoItem) {
  const auto ranked = rank("[1]\n{\"title\":7}\n{oops\n{\"title\":\"a\"}\n", "{}");
  EXPECT_EQ(ranked.documents.size(), 1U);
  ASSERT_EQ(ranked.problems.size(), 3U);
  EXPECT_EQ(ranked.problems[0].where, "items, line 1");
  EXPECT_EQ(ranked.problems[2].where, "items, line 3");
  EXPECT_TRUE(rank("", "{}").documents.empty());
}

TEST(Rank, RefusesProfilesThatAreNone) {
  for (const auto* profile :
       {"[]", R"({"interests":{}})", R"({"interests":[1]})", R"({"interests":[{"weight":1}]})",
        R"({"interests":[{"text":"a","weight":2}]})", R"({"settings":{"nothing":1}})",
        R"({"settings":{"weight.interest":9}})", R"({"settings":{"weight.interest":"1"}})",
        R"({"settings":[]})"}) {
    EXPECT_THROW(rank(kItems, profile), Error) << profile;
  }
}

Planned plan(std::string_view lines, double budget = 10, double redundancy = 0) {
  return plan_lines(lines, "lines", budget, redundancy);
}

TEST(Plan, TakesTheBestThatFits) {
  const auto planned = plan(
      "{\"id\":\"a\",\"value\":5,\"minutes\":6}\n"
      "{\"id\":2,\"value\":4,\"minutes\":5}\n\n"
      "{\"id\":\"c\",\"value\":4,\"minutes\":5}\n");
  EXPECT_EQ(planned.document["chosen"], Json::parse(R"([2,"c"])"));
  EXPECT_EQ(planned.document["value"], 8.0);
  EXPECT_GE(planned.document["bound"], 8.0);
  EXPECT_EQ(planned.document["candidates"], 3);
}

TEST(Plan, LeavesRepeatsOutWhereRedundancyCounts) {
  const auto* const lines =
      "{\"id\":\"a\",\"value\":5,\"minutes\":1,\"vector\":[1,0]}\n"
      "{\"id\":\"b\",\"value\":1,\"minutes\":1,\"vector\":[1,0]}\n"
      "{\"id\":\"c\",\"value\":1,\"minutes\":1,\"vector\":[0,1]}\n";
  EXPECT_EQ(plan(lines).document["chosen"].size(), 3U);
  EXPECT_EQ(plan(lines, 10, 2).document["chosen"], Json::parse(R"(["a","c"])"));
}

TEST(Plan, NamesEveryLineThatIsNoCandidate) {
  const auto planned = plan(
      "{\"id\":\"a\",\"value\":1,\"minutes\":1,\"vector\":[1,0]}\n"
      "{\"id\":\"a\",\"value\":1,\"minutes\":1}\n"
      "{\"id\":\"b\",\"value\":\"1\",\"minutes\":1}\n"
      "{\"id\":\"c\",\"value\":1,\"minutes\":-1}\n"
      "{\"id\":\"d\",\"value\":1,\"minutes\":1,\"vector\":[1]}\n"
      "{\"id\":null,\"value\":1,\"minutes\":1}\n"
      "{\"id\":\"e\",\"value\":1,\"minutes\":1,\"vector\":[1,\"x\"]}\nnothing\n");
  EXPECT_EQ(planned.document["chosen"].size(), 1U);
  ASSERT_EQ(planned.problems.size(), 7U);
  for (std::size_t i = 0; i < 7; ++i) {
    EXPECT_EQ(planned.problems[i].where, "lines, line " + std::to_string(i + 2));
  }
}

}  // namespace
}  // namespace heed::app
