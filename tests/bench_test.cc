// heed bench, without a model and with numbers too short to mean anything.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "heed/base/json.h"
#include "tests/run_heed.h"

namespace heed {
namespace {

TEST(Bench, MeasuresTheMachineAndItsOwnWorks) {
  const TestHome home;
  const auto said = home.heed({"bench", "--seconds", "0.01", "--json"});
  ASSERT_EQ(said.code, 0) << said.err;
  const auto json = parse_json(said.out, "stdout").take();
  EXPECT_GT(json["peak_gflops"]["one_thread"]["f32"].get<double>(), 0);
  EXPECT_GT(json["memory_gb_per_s"]["all"].get<double>(), 0);
  ASSERT_EQ(json["works"].size(), 2u) << "without a model: attention and interest";
  for (const auto& work : json["works"]) EXPECT_GT(work["rate"].get<double>(), 0);
}

TEST(Bench, ComparesWithARunThatWasKept) {
  const TestHome home;
  const auto file = home.file("before.json", "").string();
  const auto first = home.heed({"bench", "--seconds", "0.01", "--json", "--save", file});
  ASSERT_EQ(first.code, 0) << first.err;
  EXPECT_EQ(read_file(file), first.out);
  const auto second = home.heed({"bench", "--seconds", "0.01", "--json", "--against", file});
  ASSERT_EQ(second.code, 0) << second.err;
  const auto before = parse_json(first.out, "first").take();
  const auto now = parse_json(second.out, "second").take();
  const auto& last = now["changes"].back();
  EXPECT_EQ(last["name"], now["works"].back()["name"]);
  EXPECT_EQ(last["before"], before["works"].back()["rate"]);
  EXPECT_EQ(last["now"], now["works"].back()["rate"]);
}

TEST(Bench, RefusesToCompareWithAnythingElseBeforeItMeasures) {
  const TestHome home;
  const auto file = home.file("other.json", "{\"works\":[]}").string();
  const auto said = home.heed({"bench", "--seconds", "60", "--against", file});
  EXPECT_EQ(said.code, 3) << said.err;
}

TEST(Bench, RefusesAModelThatIsNotThere) {
  const TestHome home;
  EXPECT_EQ(home.heed({"bench", "--model", "./nowhere"}).code, 4);
}

}  // namespace
}  // namespace heed
