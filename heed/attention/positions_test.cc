#include "heed/attention/positions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "heed/tensor/gradient_check.h"

namespace heed {
namespace {

using testing::ElementsAre;
using testing::FloatNear;
using testing::Pointwise;

constexpr std::array<std::int32_t, 4> kOffsets = {0, 2, 2, 7};
const Ragged kItems{kOffsets};

TEST(Positions, AddsSinesAndCosinesFromTheStartOfEachItem) {
  Variable x({7, 5}, std::vector<float>(35, 1.0f));
  Pass pass(Pass::Mode::infer);
  const Tensor y = add_sinusoidal(pass, x, kItems);
  for (const auto& [row, t] : {std::pair{0, 0}, {1, 1}, {2, 0}, {6, 4}}) {
    for (int c = 0; c < 5; ++c) {
      const double angle = t / std::pow(10000.0, c / 2 * 2 / 5.0);
      EXPECT_NEAR(y.row(row)[c], 1 + (c % 2 ? std::cos(angle) : std::sin(angle)), 1e-6);
    }
  }
}

TEST(Positions, AddsLearnedRows) {
  Variable x({7, 1}, {0, 0, 0, 0, 0, 0, 0}), table({5, 1}, {1, 2, 3, 4, 5});
  Pass pass(Pass::Mode::infer);
  EXPECT_THAT(add_learned_positions(pass, x, table, kItems).values(),
              ElementsAre(1, 2, 1, 2, 3, 4, 5));
}

// The dot product of two turned vectors depends on the distance of their positions alone.
TEST(Positions, RotaryMakesScoresRelative) {
  for (const auto pairs : {RotaryPairs::halves, RotaryPairs::neighbours}) {
    std::vector<float> same;
    for (int t = 0; t < 5; ++t) same.insert(same.end(), {1.0f, -2.0f, 0.5f, 3.0f});
    Variable x({5, 4}, same);
    constexpr std::array<std::int32_t, 2> one = {0, 5};
    Pass pass(Pass::Mode::infer);
    const Tensor y = rotary(pass, x, {one}, 1, pairs);
    const auto dot = [&](int a, int b) {
      double sum = 0;
      for (int c = 0; c < 4; ++c) sum += y.row(a)[c] * y.row(b)[c];
      return sum;
    };
    EXPECT_NEAR(dot(0, 2), dot(2, 4), 1e-5);
    EXPECT_NEAR(dot(3, 3), 14.25, 1e-5);
    EXPECT_GT(std::abs(dot(0, 2) - dot(0, 3)), 0.1);
  }
}

TEST(Positions, RotaryTurnsTheFirstPairByOneRadianAStep) {
  Variable x({2, 4}, {1, 0, 0, 0, 1, 0, 0, 0});
  constexpr std::array<std::int32_t, 2> one = {0, 2};
  Pass pass(Pass::Mode::infer);
  EXPECT_THAT(rotary(pass, x, {one}, 1, RotaryPairs::halves).values().subspan(4),
              Pointwise(FloatNear(1e-6f), {0.5403023f, 0.0f, 0.8414710f, 0.0f}));
  EXPECT_THAT(rotary(pass, x, {one}, 1, RotaryPairs::neighbours).values().subspan(4),
              Pointwise(FloatNear(1e-6f), {0.5403023f, 0.8414710f, 0.0f, 0.0f}));
}

// As in the paper's code: 8 heads halve from 1/2; 12 take 8 of those and 4 of 16 heads'.
TEST(Positions, AlibiSlopes) {
  EXPECT_THAT(alibi_slopes(8), ElementsAre(0.5f, 0.25f, 0.125f, 0.0625f, 0.03125f, 0.015625f,
                                           0.0078125f, 0.00390625f));
  const auto twelve = alibi_slopes(12);
  ASSERT_EQ(twelve.size(), 12u);
  EXPECT_FLOAT_EQ(twelve[8], 0.70710678f);
  EXPECT_FLOAT_EQ(twelve[11], 0.08838835f);
}

TEST(Positions, GradientsMatchDifferences) {
  Variable x({7, 8}, 1), table({6, 8}, 2);
  const auto expect = [](const GradientCheck& check) {
    EXPECT_LT(check.worst, 2e-3) << check.where;
  };
  expect(check_gradients({x}, [&](Pass& pass) { return add_sinusoidal(pass, x, kItems); }));
  expect(check_gradients(
      {x, table}, [&](Pass& pass) { return add_learned_positions(pass, x, table, kItems); }));
  for (const auto pairs : {RotaryPairs::halves, RotaryPairs::neighbours}) {
    expect(check_gradients({x}, [&](Pass& pass) { return rotary(pass, x, kItems, 2, pairs); }));
  }
}

TEST(Positions, RefusesWrongShapes) {
  Variable x({7, 6}, 1), table({4, 6}, 2);
  Pass pass(Pass::Mode::infer);
  EXPECT_THROW(add_learned_positions(pass, x, table, kItems), Error);
  EXPECT_THROW(rotary(pass, x, kItems, 2), Error);
  Variable y({6, 6}, 1);
  EXPECT_THROW(add_sinusoidal(pass, y, kItems), Error);
}

}  // namespace
}  // namespace heed
