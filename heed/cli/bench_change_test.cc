#include "heed/cli/bench_change.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace heed::cli {
namespace {

Json run(double peak, double rate) {
  return {{"peak_gflops", {{"all", {{"f32", peak}, {"half", nullptr}}}}},
          {"memory_gb_per_s", {{"all", 10.0}}},
          {"works", {{{"name", "interest"}, {"unit", "items/s"}, {"rate", rate}}}}};
}

TEST(BenchChanges, CompareEachRateWithItsOwnOfBefore) {
  auto now = run(80, 300);
  now["works"].push_back({{"name", "new"}, {"unit", "items/s"}, {"rate", 1.0}});
  const auto changes = bench_changes(run(100, 200), now).take();
  ASSERT_EQ(changes.size(), 3u) << "no null, nothing that only one run has";
  EXPECT_EQ(changes[0]["name"], "peak, all, f32");
  EXPECT_NEAR(changes[0]["percent"].get<double>(), -20, 1e-9);
  EXPECT_NEAR(changes[1]["percent"].get<double>(), 0, 1e-9);
  EXPECT_EQ(changes[2]["name"], "interest");
  EXPECT_EQ(changes[2]["before"], 200.0);
  EXPECT_NEAR(changes[2]["percent"].get<double>(), 50, 1e-9);
}

TEST(BenchChanges, RefuseWhatIsNoRun) {
  for (const auto* text : {"{}", "[]", "7", R"({"peak_gflops":{"all":3}})"}) {
    const auto changes = bench_changes(Json::parse(text), run(1, 1));
    ASSERT_FALSE(changes) << text;
    EXPECT_EQ(changes.error().failure, Failure::bad_input);
  }
}

}  // namespace
}  // namespace heed::cli
