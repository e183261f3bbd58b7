#include "heed/cli/progress.h"

#include <gtest/gtest.h>

namespace heed::cli {
namespace {

TEST(Progress, TellsWhatIsLeftAtThePaceSoFar) {
  using std::chrono::seconds;
  EXPECT_EQ(time_left(seconds(10), 100, 200), "10 s left");
  EXPECT_EQ(time_left(seconds(10), 1, 10), "2 min left");
  EXPECT_EQ(time_left(seconds(60), 256, 17600), "68 min left");
  EXPECT_EQ(time_left(seconds(5), 10, 10), "0 s left");
}

}  // namespace
}  // namespace heed::cli
