#include "heed/tensor/ops/losses.h"

#include <gtest/gtest.h>

#include <array>

#include "heed/tensor/gradient_check.h"

namespace heed {
namespace {

template <class Forward>
void expect_gradients(const std::vector<Tensor>& inputs, Forward forward) {
  const auto check = check_gradients(inputs, forward, 5e-3);
  EXPECT_LT(check.worst, 2e-3) << check.where;
}

float number(Tensor loss) {
  EXPECT_EQ(loss.count(), 1);
  return loss.data[0];
}

// The expected numbers are PyTorch's: tools/golden_layers.py prints them.
const std::vector<float> kLogits = {1.0f, -0.5f, 2.0f, 0.25f, 0.0f, -1.5f};
constexpr std::array<std::int32_t, 2> kLabels = {2, 0};
constexpr std::array<float, 3> kWeights = {0.5f, 1.0f, 2.0f};

TEST(CrossEntropy, IsPyTorchs) {
  const Variable logits({2, 3}, kLogits);
  Pass pass(Pass::Mode::infer);
  EXPECT_NEAR(number(cross_entropy(pass, logits, kLabels)), 0.52034396, 1e-6);
  EXPECT_NEAR(number(cross_entropy(pass, logits, kLabels, {0.1f, {}})), 0.61201066, 1e-6);
  EXPECT_NEAR(number(cross_entropy(pass, logits, kLabels, {0.1f, kWeights})), 0.52652037, 1e-6);
}

TEST(CrossEntropy, HasItsGradient) {
  const Variable logits({2, 3}, kLogits);
  expect_gradients({logits}, [&](Pass& run) { return cross_entropy(run, logits, kLabels); });
  expect_gradients({logits}, [&](Pass& run) {
    return cross_entropy(run, logits, kLabels, {0.2f, kWeights});
  });
}

TEST(CrossEntropy, StandsLogitsOfAMillion) {
  const Variable logits({1, 2}, {1e6f, -1e6f});
  Pass pass(Pass::Mode::infer);
  const std::array<std::int32_t, 1> right = {0}, wrong = {1};
  EXPECT_EQ(number(cross_entropy(pass, logits, right)), 0.0f);
  EXPECT_EQ(number(cross_entropy(pass, logits, wrong)), 2e6f);
}

TEST(CrossEntropy, RefusesLabelsThatAreNoClasses) {
  const Variable logits({2, 3}, kLogits);
  Pass pass(Pass::Mode::infer);
  const std::array<std::int32_t, 2> beyond = {0, 3};
  const std::array<std::int32_t, 1> few = {0};
  EXPECT_THROW(cross_entropy(pass, logits, beyond), Error);
  EXPECT_THROW(cross_entropy(pass, logits, few), Error);
}

TEST(BinaryCrossEntropy, IsPyTorchsAndHasItsGradient) {
  const Variable logits({6}, kLogits);
  constexpr std::array<float, 6> targets = {1, 0, 0.25f, 1, 0, 1};
  Pass pass(Pass::Mode::infer);
  EXPECT_NEAR(number(binary_cross_entropy(pass, logits, targets)), 0.89746112, 1e-6);
  expect_gradients({logits}, [&](Pass& run) { return binary_cross_entropy(run, logits, targets); });
}

TEST(Contrastive, IsLowestWhenPairsAgreeAndHasItsGradient) {
  const Variable a({4, 6}, 1), b({4, 6}, 2);
  Pass pass(Pass::Mode::infer);
  EXPECT_LT(number(contrastive(pass, a, a)), 0.01f);
  EXPECT_GT(number(contrastive(pass, a, b)), 0.5f);
  expect_gradients({a, b}, [&](Pass& run) { return contrastive(run, a, b, 0.5f); });
}

TEST(Contrastive, IsPyTorchs) {
  const Variable queries({3, 3}, {1, 2, -1, 0.5f, -1, 2, -1, 0.25f, 1});
  const Variable keys({3, 3}, {0.5f, 1.5f, -1, 1, -1, 0.5f, -0.5f, 1, 2});
  Pass pass(Pass::Mode::infer);
  // cross_entropy(normalize(queries) @ normalize(keys).T / 0.5, [0, 1, 2])
  EXPECT_NEAR(number(contrastive(pass, queries, keys, 0.5f)), 0.28892708, 1e-6);
}

TEST(PairwiseLogistic, IsTheMeanOfPairsAndHasItsGradient) {
  const Variable scores({3}, {0.5f, -1.0f, 2.0f});
  const std::array<Pair, 2> pairs = {Pair{0, 1, 1}, Pair{1, 2, 3}};
  Pass pass(Pass::Mode::infer);
  const double expected = (std::log1p(std::exp(-1.5)) + 3 * std::log1p(std::exp(3.0))) / 4;
  EXPECT_NEAR(number(pairwise_logistic(pass, scores, pairs)), expected, 1e-6);
  expect_gradients({scores}, [&](Pass& run) { return pairwise_logistic(run, scores, pairs); });
  const std::array<Pair, 1> beyond = {Pair{0, 3}};
  EXPECT_THROW(pairwise_logistic(pass, scores, beyond), Error);
}

}  // namespace
}  // namespace heed
