#include "heed/measure/peak.h"

#include <gtest/gtest.h>

#include "heed/measure/work.h"

namespace heed::measure {
namespace {

TEST(Peak, CountsOperations) {
  float sink = 0;
  EXPECT_EQ(baseline::f32(10, &sink), 2.0 * 12 * 4 * 10);
  EXPECT_GT(sink, 0);  // twelve sums of halves
}

TEST(Peak, IsAboveNothing) {
  EXPECT_GT(peak(1).f32, 0);
  EXPECT_GT(memory_bandwidth(1), 0);
}

TEST(Work, SaysWhatOneRunAmountsTo) {
  const auto attention = attention_work({"f32", "2", "3", "8", "4"}, false);
  EXPECT_DOUBLE_EQ(attention.amount, 4e-9 * 2 * 3 * 8 * 8 * 4);
  attention.run();
  const auto interest = interest_work({"50", "10"});
  EXPECT_EQ(interest.amount, 50);
  interest.run();
}

}  // namespace
}  // namespace heed::measure
