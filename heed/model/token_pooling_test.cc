#include "heed/model/token_pooling.h"

#include <gtest/gtest.h>

#include <cmath>

#include "heed/tensor/gradient_check.h"

namespace heed {
namespace {

constexpr std::int64_t kWidth = 8;
const std::vector<std::int32_t> kOffsets = {0, 3, 4, 9};
const Ragged kItems{kOffsets};

struct Case {
  PoolKind kind;
  PoolScore score;
};

std::string title(const testing::TestParamInfo<Case>& info) {
  return std::string(name(info.param.kind)) + "_" + std::string(name(info.param.score));
}

class TokenPoolingOf : public testing::TestWithParam<Case> {};

TEST_P(TokenPoolingOf, HasTheGradientsOfFiniteDifferences) {
  Parameters parameters(3);
  const TokenPooling pooling(parameters, "p", kWidth, GetParam().kind, GetParam().score);
  parameters.want_gradients();
  const Variable tokens({9, kWidth}, 1);
  std::vector<Tensor> inputs = {tokens};
  for (const auto& p : parameters) inputs.push_back(p);
  const auto check =
      check_gradients(inputs, [&](Pass& pass) { return pooling(pass, tokens, kItems).rows; });
  EXPECT_LT(check.worst, 2e-3) << check.where;
}

TEST_P(TokenPoolingOf, WeighsTheTokensOfEachItem) {
  Parameters parameters(3);
  const TokenPooling pooling(parameters, "p", kWidth, GetParam().kind, GetParam().score);
  const Variable tokens({9, kWidth}, 1);
  Pass pass(Pass::Mode::infer);
  const auto out = pooling(pass, tokens, kItems);
  for (std::int64_t i = 0; i < 3; ++i) {
    float sum = 0;
    for (auto t = kOffsets[i]; t < kOffsets[i + 1]; ++t) sum += out.weights.data[t];
    EXPECT_NEAR(sum, 1, 1e-6);
  }
  for (std::int64_t c = 0; c < kWidth; ++c) {             // one token is its own pooling
    if (GetParam().score == PoolScore::multihead) break;  // there values are projected
    EXPECT_FLOAT_EQ(out.rows.row(1)[c], tokens.tensor().row(3)[c]);
  }
}

using enum PoolKind;
using enum PoolScore;
INSTANTIATE_TEST_SUITE_P(Every, TokenPoolingOf,
                         testing::Values(Case{attention, dot}, Case{attention, scaled},
                                         Case{attention, general}, Case{attention, additive},
                                         Case{attention, multihead}, Case{mean, dot},
                                         Case{PoolKind::max, dot}, Case{cls, dot}),
                         title);

// q = 1, keys and values 2, 3, 4: weights 0.0900, 0.2447, 0.6652.
TEST(TokenPooling, WeighsBySoftmaxOfScores) {
  Parameters parameters;
  const TokenPooling pooling(parameters, "p", 1, attention, dot);
  parameters.find("p.query.weight")->tensor.data[0] = 1;
  const Variable tokens({3, 1}, {2, 3, 4});
  const std::vector<std::int32_t> offsets = {0, 3};
  Pass pass(Pass::Mode::infer);
  const auto out = pooling(pass, tokens, Ragged{offsets});
  EXPECT_NEAR(out.weights.data[1], 0.244728471, 1e-6);
  EXPECT_NEAR(out.rows.data[0], 2 * 0.0900305732 + 3 * 0.244728471 + 4 * 0.665240956, 1e-5);
}

TEST(TokenPooling, NamesAreReadBack) {
  for (const auto* text : {"attention", "mean", "max", "cls"}) {
    EXPECT_EQ(name(*parse_pool_kind(text)), text);
  }
  for (const auto* text : {"dot", "scaled", "general", "additive", "multihead"}) {
    EXPECT_EQ(name(*parse_pool_score(text)), text);
  }
  EXPECT_FALSE(parse_pool_kind("sum"));
}

}  // namespace
}  // namespace heed
