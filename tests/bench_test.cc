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

TEST(Bench, RefusesAModelThatIsNotThere) {
  const TestHome home;
  EXPECT_EQ(home.heed({"bench", "--model", "./nowhere"}).code, 4);
}

}  // namespace
}  // namespace heed
