#include "heed/attention/pooling.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <numeric>
#include <vector>

#include "heed/tensor/gradient_check.h"

namespace heed {
namespace {

using testing::ElementsAre;
using testing::FloatNear;
using testing::Pointwise;

constexpr std::array<std::int32_t, 5> kOffsets = {0, 2, 2, 3, 9};
const Ragged kItems{kOffsets};

TEST(Pooling, TakesMeanLargestAndFirst) {
  Variable x({9, 2}, {1, 9, 3, 5, 7, 7, 1, 2, 2, 1, 3, 0, 0, 0, 0, 0, 0, 9});
  Pass pass(Pass::Mode::infer);
  EXPECT_THAT(mean_pool(pass, x, kItems).values(), ElementsAre(2, 7, 0, 0, 7, 7, 1, 2));
  EXPECT_THAT(max_pool(pass, x, kItems).values(), ElementsAre(3, 9, 0, 0, 7, 7, 3, 9));
  EXPECT_THAT(cls_pool(pass, x, kItems).values(), ElementsAre(1, 9, 0, 0, 7, 7, 1, 2));
}

// x rows answer the query (1, 0) with logits 1, 3: weights 1 / (1 + e²) and its complement.
TEST(Pooling, AttendsWithALearnedQuery) {
  Variable x({2, 2}, {1, 10, 3, 20}), query({1, 2}, {1, 0}), bias({1}, std::vector<float>{5});
  constexpr std::array<std::int32_t, 2> one = {0, 2};
  Pass pass(Pass::Mode::infer);
  const Pooled pooled = attention_pool(pass, x, query, bias, {one});
  const float a = 0.1192029220f;
  EXPECT_THAT(pooled.weights.values(), Pointwise(FloatNear(1e-6f), {a, 1 - a}));
  EXPECT_THAT(pooled.rows.values(), Pointwise(FloatNear(1e-5f), {3 - 2 * a, 20 - 10 * a}));
}

TEST(Pooling, BearsLargeLogits) {
  Variable logits({3, 1}, {1e6f, 1e6f, -1e6f});
  constexpr std::array<std::int32_t, 2> one = {0, 3};
  Pass pass(Pass::Mode::infer);
  EXPECT_THAT(item_softmax(pass, logits, {one}).values(), ElementsAre(0.5f, 0.5f, 0));
}

TEST(Pooling, WeightsOfALongItemAddUpToOne) {
  constexpr std::int32_t n = 10000;
  constexpr std::array<std::int32_t, 2> one = {0, n};
  std::vector<float> values(n);
  for (int i = 0; i < n; ++i) values[i] = 0.001f * static_cast<float>(i % 97);
  Variable logits({n, 1}, values);
  Pass pass(Pass::Mode::infer);
  const auto weights = item_softmax(pass, logits, {one}).values();
  EXPECT_NEAR(std::accumulate(weights.begin(), weights.end(), 0.0), 1, 1e-6);
}

TEST(Pooling, GradientsMatchDifferences) {
  Variable x({9, 3}, 1), query({1, 3}, 2), bias({1}, 3), weights({9, 1}, 4);
  const auto expect = [](const GradientCheck& check) {
    EXPECT_LT(check.worst, 2e-3) << check.where;
  };
  expect(check_gradients({x}, [&](Pass& pass) { return mean_pool(pass, x, kItems); }));
  expect(check_gradients(
      {x}, [&](Pass& pass) { return max_pool(pass, x, kItems); }, 1e-3));
  expect(check_gradients({x}, [&](Pass& pass) { return cls_pool(pass, x, kItems); }));
  expect(check_gradients({weights, x},
                         [&](Pass& pass) { return weighted_pool(pass, weights, x, kItems); }));
  expect(check_gradients({x, query, bias}, [&](Pass& pass) {
    return attention_pool(pass, x, query, bias, kItems).rows;
  }));
}

TEST(Pooling, RefusesWrongShapes) {
  Variable x({8, 3}, 1), weights({7, 1}, 2), query({1, 2}, 3);
  Pass pass(Pass::Mode::infer);
  EXPECT_THROW(mean_pool(pass, x, kItems), Error);
  EXPECT_THROW(weighted_pool(pass, weights, x, kItems), Error);
  EXPECT_THROW(item_softmax(pass, x, kItems), Error);
  EXPECT_THROW(attention_pool(pass, x, query, {}, kItems), Error);
}

}  // namespace
}  // namespace heed
