#include "heed/attention/scores.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "heed/attention/attend.h"
#include "heed/attention/weights.h"
#include "heed/tensor/gradient_check.h"

namespace heed {
namespace {

constexpr std::array<std::int32_t, 4> kQueries = {0, 2, 5, 5}, kKeys = {0, 3, 7, 9};

struct Batch {
  Variable q{{5, 4}, 1}, k{{9, 4}, 2}, v{{9, 3}, 3};
  Variable w{{4, 4}, 4}, w_q{{6, 4}, 5}, w_k{{6, 4}, 6}, v_a{{6}, 7};

  Grid grid(Pass& pass) const { return make_grid(pass, {kQueries}, {kKeys}); }

  Tensor logits(Pass& pass, Score score) const {
    const Grid g = grid(pass);
    switch (score) {
      case Score::dot:
        return dot_scores(pass, q, k, g);
      case Score::scaled:
        return scaled_scores(pass, q, k, g);
      case Score::general:
        return general_scores(pass, q, k, w, g);
      case Score::additive:
        return additive_scores(pass, q, k, w_q, w_k, v_a, g);
      case Score::cosine:
        return cosine_scores(pass, q, k, 0.5f, g);
    }
    return {};
  }
};

Matrix matrix(Tensor t, std::int64_t first, std::int64_t last) {
  Matrix m(last - first, t.cols());
  std::copy(t.row(first), t.row(last), m.values.begin());
  return m;
}

Attention specification(const Batch& b, std::int64_t item, Score score) {
  Attention a;
  a.q = matrix(b.q, kQueries[item], kQueries[item + 1]);
  a.k = matrix(b.k, kKeys[item], kKeys[item + 1]);
  a.v = matrix(b.v, kKeys[item], kKeys[item + 1]);
  a.score = score;
  a.w = {matrix(b.w, 0, 4)};
  a.w_q = {matrix(b.w_q, 0, 6)};
  a.w_k = {matrix(b.w_k, 0, 6)};
  const auto v = b.v_a.tensor().values();
  a.v_a = {{v.begin(), v.end()}};
  a.temperature = 0.5;
  return a;
}

class EveryScore : public testing::TestWithParam<Score> {};

TEST_P(EveryScore, FollowsTheSpecification) {
  const Batch b;
  Pass pass(Pass::Mode::infer);
  const Grid grid = b.grid(pass);
  const Tensor logits = b.logits(pass, GetParam());
  const Tensor weights = attention_weights(pass, logits, grid, {.causal = true});
  const Tensor output = weighted_values(pass, weights, b.v, grid);
  for (std::int64_t item = 0; item < 2; ++item) {
    Attention a = specification(b, item, GetParam());
    const Attended free = attend(a);
    a.causal = true;
    const Attended want = attend(a);
    for (std::size_t i = 0; i < free.logits[0].values.size(); ++i) {
      EXPECT_NEAR(logits.data[grid.at[item] + i], free.logits[0].values[i], 2e-6);
      EXPECT_NEAR(weights.data[grid.at[item] + i], want.weights[0].values[i], 1e-6);
    }
    for (std::int64_t i = 0; i < a.q.rows; ++i) {
      for (int c = 0; c < 3; ++c) {
        EXPECT_NEAR(output.row(kQueries[item] + i)[c], want.output(i, c), 2e-6);
      }
    }
  }
}

TEST_P(EveryScore, GradientsMatchDifferences) {
  const Batch b;
  std::vector<Tensor> inputs = {b.q, b.k};
  if (GetParam() == Score::general) inputs.push_back(b.w);
  if (GetParam() == Score::additive) inputs.insert(inputs.end(), {b.w_q, b.w_k, b.v_a});
  const auto check =
      check_gradients(inputs, [&](Pass& pass) { return b.logits(pass, GetParam()); });
  EXPECT_LT(check.worst, 2e-3) << check.where;
}

INSTANTIATE_TEST_SUITE_P(Scores, EveryScore,
                         testing::Values(Score::dot, Score::scaled, Score::general, Score::additive,
                                         Score::cosine));

TEST(Scores, CosineOfNothingIsZero) {
  Variable q({1, 2}, {0, 0}), k({1, 2}, {3, 4});
  constexpr std::array<std::int32_t, 2> one = {0, 1};
  Pass pass(Pass::Mode::infer);
  EXPECT_EQ(cosine_scores(pass, q, k, 1, make_grid(pass, {one}, {one})).data[0], 0.0f);
}

TEST(Weights, KeepTheLargestAndHideTheRest) {
  Variable logits({8}, {1, 3, 2, 3, 0, 0, 0, 0});
  constexpr std::array<std::int32_t, 2> two = {0, 2}, four = {0, 4};
  const std::vector<std::uint8_t> mask = {1, 1, 1, 1, 0, 0, 0, 0};
  Pass pass(Pass::Mode::infer);
  const Grid grid = make_grid(pass, {two}, {four});
  EXPECT_THAT(attention_weights(pass, logits, grid, {.mask = mask, .keep = 2}).values(),
              testing::ElementsAre(0, 0.5f, 0, 0.5f, 0, 0, 0, 0));
  EXPECT_THAT(attention_weights(pass, logits, grid, {.mask = mask, .keep = 1}).values(),
              testing::ElementsAre(0, 1, 0, 0, 0, 0, 0, 0));
  EXPECT_THAT(attention_weights(pass, logits, grid, {.causal = true, .window = 0}).values(),
              testing::ElementsAre(1, 0, 0, 0, 0, 1, 0, 0));
}

TEST(Weights, GradientsMatchDifferences) {
  const Batch b;
  Variable logits({2 * 3 + 3 * 4}, 8);
  for (const Seen& seen : {Seen{}, Seen{.causal = true, .window = 1}, Seen{.keep = 2}}) {
    const auto check = check_gradients({logits, b.v}, [&](Pass& pass) {
      const Grid grid = b.grid(pass);
      return weighted_values(pass, attention_weights(pass, logits, grid, seen), b.v, grid);
    });
    EXPECT_LT(check.worst, 2e-3) << check.where;
  }
}

TEST(Scores, RefuseWrongShapes) {
  const Batch b;
  Pass pass(Pass::Mode::infer);
  const Grid grid = b.grid(pass);
  EXPECT_THROW(dot_scores(pass, b.k, b.q, grid), Error);
  EXPECT_THROW(dot_scores(pass, b.q, b.v, grid), Error);
  EXPECT_THROW(general_scores(pass, b.q, b.k, b.w_q, grid), Error);
  EXPECT_THROW(additive_scores(pass, b.q, b.k, b.w_q, b.w_k, b.w, grid), Error);
  EXPECT_THROW(cosine_scores(pass, b.q, b.k, 0, grid), Error);
  EXPECT_THROW(attention_weights(pass, b.q, grid), Error);
  EXPECT_THROW(make_grid(pass, {kQueries}, Ragged{std::span(kKeys).first(2)}), Error);
}

}  // namespace
}  // namespace heed
