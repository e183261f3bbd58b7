#include "heed/attention/top_k.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "heed/attention/multi_head.h"
#include "heed/attention/scores.h"
#include "heed/attention/weights.h"
#include "heed/tensor/gradient_check.h"

namespace heed {
namespace {

using testing::FloatNear;
using testing::Pointwise;

constexpr std::array<std::int32_t, 4> kQueries = {0, 12, 12, 20}, kKeys = {0, 12, 15, 40};

struct Batch {
  Variable q{{20, 6}, 1}, k{{40, 6}, 2}, v{{40, 10}, 3};

  Tensor attend(Pass& pass, const TopK& options) const {
    return top_k_attention(pass, q, k, v, {kQueries}, {kKeys}, options);
  }
};

TEST(TopK, IsDenseWhereItKeepsAll) {
  const Batch b;
  Pass pass(Pass::Mode::infer);
  MultiHead dense;
  dense.heads = 2;
  for (const int window : {-1, 3}) {
    dense.window = window;
    const Tensor want = multi_head_attention(pass, b.q.tensor(), b.k.tensor(), b.v.tensor(),
                                             {kQueries}, {kKeys}, dense);
    const Tensor got = b.attend(pass, {.heads = 2, .keep = 100, .causal = false, .window = window});
    EXPECT_THAT(got.values(), Pointwise(FloatNear(3e-6f), want.values()));
  }
}

TEST(TopK, AgreesWithTheStepsOnAGrid) {
  const Batch b;
  Pass pass(Pass::Mode::infer);
  const Grid grid = make_grid(pass, {kQueries}, {kKeys});
  const Tensor logits = scaled_scores(pass, b.q, b.k, grid);
  const Tensor weights =
      attention_weights(pass, logits, grid, {.causal = true, .window = 5, .mask = {}, .keep = 3});
  const Tensor want = weighted_values(pass, weights, b.v, grid);
  const Tensor got = b.attend(pass, {.heads = 1, .keep = 3, .causal = true, .window = 5});
  EXPECT_THAT(got.values(), Pointwise(FloatNear(3e-6f), want.values()));
}

TEST(TopK, GradientsMatchDifferences) {
  const Batch b;
  const auto check = check_gradients(
      {b.q, b.k, b.v},
      [&](Pass& pass) { return b.attend(pass, {.heads = 2, .keep = 4, .causal = true}); }, 2e-4);
  // A small step, so that the choice of keys rarely changes within it; rounding then costs more.
  EXPECT_LT(check.worst, 2e-2) << check.where;
}

TEST(TopK, RefusesWrongShapes) {
  const Batch b;
  Pass pass(Pass::Mode::infer);
  EXPECT_THROW(b.attend(pass, {.heads = 4, .keep = 1}), Error);
  EXPECT_THROW(b.attend(pass, {.heads = 2, .keep = 0}), Error);
}

}  // namespace
}  // namespace heed
