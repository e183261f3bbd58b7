#include "heed/attention/head_half.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "heed/attention/multi_head.h"
#include "heed/attention/workspace.h"
#include "heed/base/random.h"
#include "heed/kernel/packed.h"

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

bool binary16() {
  return kernel::sixteen_bits() == kernel::SixteenBits::binary16;
}

// A bfloat16 has three bits less than a binary16.
float coarseness() {
  return binary16() ? 1 : 8;
}

TEST(HalfAttention, IsCloseToFloat) {
  if (attention::half_forward() == nullptr) GTEST_SKIP() << "no 16-bit arithmetic here";
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
    EXPECT_LT(error, 1e-2f * coarseness())
        << "depth " << c.depth << ", first length " << c.lengths[0];
    EXPECT_LT(deviation(half, e.run(false)), 1e-3 * coarseness()) << "depth " << c.depth;
    EXPECT_GT(error, 0) << "it was not worked out in 16 bits";
  }
}

// Thousands of keys: sums that go on in float32 lose nothing.
TEST(HalfAttention, StaysCloseOverManyKeys) {
  if (attention::half_forward() == nullptr) GTEST_SKIP() << "no 16-bit arithmetic here";
  Example e({5000}, 1, 32, 0.2);
  EXPECT_LT(worst(e.run(true), e.run(false)), 5e-4f * coarseness());
}

TEST(HalfAttention, LeavesNumbersTooLargeForBinary16ToFloat) {
  if (!binary16()) GTEST_SKIP() << "no binary16 arithmetic here";
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

TEST(HalfAttention, KeepsToItsScratch) {
  attention::HalfForward* const forward = attention::half_forward();
  if (forward == nullptr) GTEST_SKIP() << "no 16-bit arithmetic here";
  constexpr std::size_t kGuard = 4096;
  constexpr int kShapes[][3] = {{1, 1, 1}, {1, 17, 65}, {33, 1, 127}, {32, 32, 2}, {128, 128, 129}};
  for (const auto& [depth, width, keys] : kShapes) {
    constexpr int queries = 97;
    std::vector<float> rows(128 * 129, 0.5f), out(128 * queries);
    attention::Head head;
    head.q = head.k = {rows.data(), depth};
    head.v = {rows.data(), width};
    head.out = {out.data(), width};
    head.queries = queries;
    head.keys = keys;
    head.depth = depth;
    head.width = width;
    const auto floats = attention::half_scratch(depth, width, keys);
    float* scratch = attention::workspace(floats + kGuard);
    std::fill_n(scratch + floats, kGuard, 7.0f);
    EXPECT_TRUE(forward(head, 0, queries, scratch));
    EXPECT_TRUE(
        std::all_of(scratch + floats, scratch + floats + kGuard, [](float x) { return x == 7.0f; }))
        << depth << " × " << width << ", keys " << keys;
    EXPECT_NEAR(out[0], 0.5f, 1e-2f);
  }
}

TEST(HalfAttention, DoesNotHideNaN) {
  Example e({64}, 1, 32);
  e.qkv[10 * 3 * e.width + e.width] = std::numeric_limits<float>::quiet_NaN();
  const auto out = e.run(true);
  EXPECT_TRUE(std::any_of(out.begin(), out.end(), [](float x) { return std::isnan(x); }));
}

TEST(HalfAttention, KnowsWhoSeesWhom) {
  Example e({1, 64, 101, 200}, 2, 32);
  const auto check = [&](const char* what) {
    EXPECT_LT(worst(e.run(true), e.run(false)), 1e-2f * coarseness()) << what;
  };
  e.options.causal = true;
  check("causal");
  e.options.causal = false;
  e.options.window = 5;
  check("window");
  e.options.window = -1;
  const std::vector<float> slopes{0.5f, 0.05f};
  e.options.slopes = slopes;
  check("ALiBi");
  e.options.slopes = {};
  std::vector<std::uint8_t> mask;
  for (const int n : {1, 64, 101, 200}) {
    for (int i = 0; i < n * n; ++i) mask.push_back(i % n >= 3 && i % 7 != 0);
  }
  e.options.mask = mask;
  check("mask");
}

// What binary16 does not know is float32's, bit for bit.
TEST(HalfAttention, LeavesFormsThatBinary16DoesNotKnowToFloat) {
  if (!binary16()) GTEST_SKIP() << "no binary16 arithmetic here";
  Example e({64, 100}, 2, 32);
  e.options.causal = true;
  EXPECT_EQ(e.run(true), e.run(false));
  e.options.causal = false;
  e.options.window = 5;
  EXPECT_EQ(e.run(true), e.run(false));
}

}  // namespace
}  // namespace heed
