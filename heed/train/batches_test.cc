#include "heed/train/batches.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "heed/base/random.h"

namespace heed {
namespace {

Items lengths(int count) {
  Random random(1);
  Items out;
  for (int i = 0; i < count; ++i) out.push_back(static_cast<std::int32_t>(1 + random.below(100)));
  return out;
}

Items flat(const std::vector<Items>& batches) {
  Items out;
  for (const auto& b : batches) out.insert(out.end(), b.begin(), b.end());
  return out;
}

double spread(const std::vector<Items>& batches, const Items& by) {  // mean of longest − shortest
  double sum = 0;
  for (const auto& b : batches) {
    const auto [low, high] =
        std::minmax_element(b.begin(), b.end(), [&](auto x, auto y) { return by[x] < by[y]; });
    sum += by[*high] - by[*low];
  }
  return sum / static_cast<double>(batches.size());
}

TEST(Batches, VisitEveryItemOnce) {
  const auto by = lengths(1003);
  for (const auto& batches : {epoch_batches(by, 32, 3, 0), sorted_batches(by, 32)}) {
    EXPECT_EQ(batches.size(), 32u);
    auto items = flat(batches);
    std::sort(items.begin(), items.end());
    for (int i = 0; i < 1003; ++i) ASSERT_EQ(items[i], i);
  }
}

TEST(Batches, DependOnSeedAndEpochAlone) {
  const auto by = lengths(300);
  EXPECT_EQ(epoch_batches(by, 8, 3, 2), epoch_batches(by, 8, 3, 2));
  EXPECT_NE(epoch_batches(by, 8, 3, 2), epoch_batches(by, 8, 3, 1));
  EXPECT_NE(epoch_batches(by, 8, 3, 2), epoch_batches(by, 8, 4, 2));
}

TEST(Batches, PutLikeLengthsTogether) {
  const auto by = lengths(2000);
  EXPECT_LT(spread(epoch_batches(by, 32, 3, 0), by), 12);  // 97 if shuffled alone
  const auto sorted = flat(sorted_batches(by, 7));
  EXPECT_TRUE(
      std::is_sorted(sorted.begin(), sorted.end(), [&](auto a, auto b) { return by[a] > by[b]; }));
}

TEST(Batches, OfNothingAreNone) {
  EXPECT_TRUE(epoch_batches({}, 4, 0, 0).empty());
}

}  // namespace
}  // namespace heed
