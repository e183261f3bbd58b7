// `heed plan` as a person runs it: candidates in, the choice out, no home.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "heed/base/json.h"
#include "heed/base/random.h"
#include "tests/run_heed.h"

namespace heed {
namespace {

using testing::HasSubstr;

Json plan(const TestHome& home, std::string_view lines, std::vector<std::string> more = {}) {
  std::vector<std::string> words = {"plan", "--items", "-", "--budget", "30m", "--json"};
  words.insert(words.end(), more.begin(), more.end());
  const auto said = home.heed(words, lines);
  EXPECT_EQ(said.code, 0) << said.err;
  return parse_json(said.out, "plan").take();
}

TEST(PlanCommand, ChoosesWithinTheBudgetAndTouchesNoHome) {
  const TestHome home;
  const Json said = plan(home,
                         "{\"id\":\"long\",\"value\":0.9,\"minutes\":30}\n"
                         "{\"id\":\"b\",\"value\":0.5,\"minutes\":10}\n"
                         "{\"id\":7,\"value\":0.6,\"minutes\":20}\n"
                         "{\"id\":\"bad\",\"value\":-0.1,\"minutes\":0}\n"
                         "{\"id\":\"free\",\"value\":0.1,\"minutes\":0}");
  EXPECT_EQ(said["chosen"], Json::parse(R"([7,"b","free"])"));
  EXPECT_EQ(said["minutes"], 30);
  EXPECT_NEAR(said["value"].get<double>(), 1.2, 1e-12);
  EXPECT_GE(said["bound"].get<double>(), said["value"].get<double>());
  EXPECT_FALSE(std::filesystem::exists(home.path()));
}

TEST(PlanCommand, RedundancyLeavesRepeatsOut) {
  const std::string_view lines =
      "{\"id\":\"a\",\"value\":0.9,\"minutes\":15,\"vector\":[1,0]}\n"
      "{\"id\":\"again\",\"value\":0.8,\"minutes\":15,\"vector\":[2,0]}\n"
      "{\"id\":\"other\",\"value\":0.5,\"minutes\":15,\"vector\":[0,1]}\n";
  const TestHome home;
  EXPECT_EQ(plan(home, lines)["chosen"], Json::parse(R"(["a","again"])"));
  EXPECT_EQ(plan(home, lines, {"--redundancy", "0.5"})["chosen"], Json::parse(R"(["a","other"])"));
}

TEST(PlanCommand, NamesEachBadLineAndPlansWithTheRest) {
  const TestHome home;
  const auto said = home.heed({"plan", "--items", "-", "--budget", "30m", "--json"},
                              "{\"id\":\"a\",\"value\":1,\"minutes\":3}\n"
                              "{\"id\":\"a\",\"value\":2,\"minutes\":3}\n"
                              "{\"id\":\"b\",\"value\":NaN,\"minutes\":3}\n"
                              "\n"
                              "{\"id\":\"c\",\"value\":1,\"minutes\":-3}\n"
                              "{\"id\":\"d\",\"value\":1e999,\"minutes\":3}\n"
                              "{\"id\":\"e\",\"value\":1}\n"
                              "{\"id\":\"f\",\"value\":1,\"minutes\":1,\"vector\":[\"x\"]}\n"
                              "[1]\n"
                              "{\"id\":\"z\",\"value\":1,\"minutes\":2}\n");
  EXPECT_EQ(said.code, 3);
  EXPECT_EQ(Json::parse(said.out)["chosen"], Json::parse(R"(["a","z"])"));
  for (const int line : {2, 3, 5, 6, 7, 8, 9}) {
    EXPECT_THAT(said.err, HasSubstr("-, line " + std::to_string(line) + ":"));
  }
}

TEST(PlanCommand, RefusesWhatItCannotUse) {
  const TestHome home;
  EXPECT_EQ(home.heed({"plan", "--budget", "30m"}).code, 2);
  EXPECT_EQ(home.heed({"plan", "--items", "-"}).code, 2);
  EXPECT_EQ(home.heed({"plan", "--items", "-", "--budget", "-3m"}).code, 2);
  EXPECT_EQ(home.heed({"plan", "--items", "-", "--budget", "3m", "--redundancy", "nan"}).code, 2);
  EXPECT_EQ(home.heed({"plan", "--items", "/nowhere/x", "--budget", "3m"}).code, 4);
}

TEST(PlanCommand, TakesTenThousand) {
  Random random(5);
  std::string lines;
  for (int i = 0; i < 10'000; ++i) {
    lines += "{\"id\":" + std::to_string(i) + ",\"value\":" + std::to_string(random.uniform()) +
             ",\"minutes\":" + std::to_string(1 + 9 * random.uniform()) + "}\n";
  }
  const Json said = plan(TestHome(), lines);
  EXPECT_LE(said["minutes"].get<double>(), 30);
  EXPECT_GE(said["value"].get<double>(), 0.95 * said["bound"].get<double>());
}

}  // namespace
}  // namespace heed
