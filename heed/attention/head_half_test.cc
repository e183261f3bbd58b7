#include "heed/attention/head_half.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "heed/attention/multi_head.h"
#include "heed/base/random.h"

namespace heed {
namespace {

struct Example {
  std::vector<std::int32_t> at{0};
  std::vector<float> qkv;
  std::int64_t width;  // of q, of k and of v
  MultiHead options;

  Example(std::vector<int> lengths, int heads, int depth, double spread = 1)
      : width(std::int64_t{heads} * depth) {
    options.heads = heads;
    for (const int n : lengths) at.push_back(at.back() + n);
    Random random(11);
    for (std::int64_t i = 0; i < 3 * width * at.back(); ++i) {
      qkv.push_back(static_cast<float>(spread * random.normal()));
    }
  }

  std::vector<float> run(bool half) {
    options.half = half;
    Pass pass(Pass::Mode::infer);
    const Tensor x{{at.back(), 3 * width}, qkv.data(), nullptr};
    const auto out = self_attention(pass, x, Ragged{at}, options).values();
    return {out.begin(), out.end()};
  }
};

float worst(const std::vector<float>& a, const std::vector<float>& b) {
  float most = 0;
  for (std::size_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(a[i] - b[i]));
  return most;
}

double deviation(const std::vector<float>& a, const std::vector<float>& b) {
  double squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i) squares += (a[i] - b[i]) * (a[i] - b[i]);
  return std::sqrt(squares / static_cast<double>(a.size()));
}

TEST(HalfAttention, IsCloseToFloat) {
  if (attention::half_forward() == nullptr) GTEST_SKIP() << "no binary16 arithmetic here";
  const struct {
    std::vector<int> lengths;
    int heads, depth;
  } cases[] = {{{1, 2, 15, 16, 17}, 3, 32},
               {{31, 32, 33, 63, 64, 65}, 2, 64},
               {{95, 96, 97, 127, 128, 129}, 1, 32},
               {{481, 700, 0, 3}, 2, 64},
               {{40, 7}, 2, 5},
               {{50}, 1, 128}};
  for (const auto& c : cases) {
    Example e(c.lengths, c.heads, c.depth);
    const auto half = e.run(true);
    const float error = worst(half, e.run(false));
    EXPECT_LT(error, 1e-2f) << "depth " << c.depth << ", first length " << c.lengths[0];
    EXPECT_LT(deviation(half, e.run(false)), 1e-3) << "depth " << c.depth;
    EXPECT_GT(error, 0) << "it was not worked out in binary16";
  }
}

// Thousands of keys: sums that go on in float32 lose nothing.
TEST(HalfAttention, StaysCloseOverManyKeys) {
  if (attention::half_forward() == nullptr) GTEST_SKIP() << "no binary16 arithmetic here";
  Example e({5000}, 1, 32, 0.2);
  EXPECT_LT(worst(e.run(true), e.run(false)), 5e-4f);
}

TEST(HalfAttention, LeavesLargeNumbersToFloat) {
  for (const float large : {1e4f, 1e30f}) {
    for (const int part : {1, 2}) {  // a key, a value
      Example e({300}, 2, 32);
      for (int head = 0; head < 2; ++head) {
        e.qkv[100 * 3 * e.width + part * e.width + head * 32 + 3] = large;
      }
      EXPECT_EQ(e.run(true), e.run(false));
    }
  }
}

TEST(HalfAttention, DoesNotHideNaN) {
  Example e({64}, 1, 32);
  e.qkv[10 * 3 * e.width + e.width] = std::numeric_limits<float>::quiet_NaN();
  const auto out = e.run(true);
  EXPECT_TRUE(std::any_of(out.begin(), out.end(), [](float x) { return std::isnan(x); }));
}

// What binary16 does not know is float32's, bit for bit.
TEST(HalfAttention, LeavesSparseFormsToFloat) {
  Example e({64, 100}, 2, 32);
  e.options.causal = true;
  EXPECT_EQ(e.run(true), e.run(false));
  e.options.causal = false;
  e.options.window = 5;
  EXPECT_EQ(e.run(true), e.run(false));
}

}  // namespace
}  // namespace heed
