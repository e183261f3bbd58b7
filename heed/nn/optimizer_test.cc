#include "heed/nn/optimizer.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "heed/nn/layers.h"
#include "heed/nn/schedule.h"

namespace heed {
namespace {

// The gradient of ½ Σ (p − target)² with targets 3, −1, 0.5.
void set_gradient(Parameter& p) {
  constexpr std::array<float, 3> target = {3, -1, 0.5f};
  for (int i = 0; i < 3; ++i) p.tensor.grad[i] = p.tensor.data[i] - target[i];
}

template <class Optimizer>
std::vector<float> after_ten_steps(Parameters& parameters, Optimizer& optimizer, float rate) {
  auto& p = *parameters.find("p");
  for (int i = 0; i < 10; ++i) {
    parameters.zero_gradients();
    set_gradient(p);
    optimizer.step(rate);
  }
  return {p.tensor.data, p.tensor.data + 3};
}

Parameters one_parameter() {
  Parameters parameters;
  parameters.add("p", {3, 1}, Initial::ones());
  parameters.want_gradients();
  return parameters;
}

void expect_near(const std::vector<float>& got, const std::array<double, 3>& expected) {
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(got[i], expected[i], 2e-6);
}

// Expected numbers: torch.optim's, printed by tools/golden_layers.py.
TEST(Optimizer, SgdWithMomentumIsPyTorchs) {
  auto parameters = one_parameter();
  Sgd sgd(parameters, 0.9f, 0.01f);
  expect_near(after_ten_steps(parameters, sgd, 0.05f), {3.5963087, -1.6224021, 0.3346144});
}

TEST(Optimizer, AdamIsPyTorchs) {
  auto parameters = one_parameter();
  Adam adam(parameters);
  expect_near(after_ten_steps(parameters, adam, 0.1f), {1.9754132, 0.0245869, 0.2966771});
}

TEST(Optimizer, AdamWIsPyTorchs) {
  auto parameters = one_parameter();
  Adam::Options options;
  options.decay = 0.1f;
  Adam adam(parameters, options);
  expect_near(after_ten_steps(parameters, adam, 0.1f), {1.8406650, -0.0252291, 0.2841406});
}

// Rows of a table that are passed over end where a dense step would have put them.
TEST(Optimizer, SparseRowsEndWhereADenseStepPutsThem) {
  Adam::Options options;
  options.decay = 0.1f;
  std::vector<std::vector<float>> ends;
  for (const bool sparse : {true, false}) {
    Parameters parameters(3);
    auto* table = sparse ? parameters.add_table("t", {5, 2}, Initial::normal(1))
                         : parameters.add("t", {5, 2}, Initial::normal(1));
    parameters.want_gradients();
    Adam adam(parameters, options);
    for (int step = 0; step < 6; ++step) {
      parameters.zero_gradients();
      const std::int32_t row = step < 3 ? 1 : 4;
      table->tensor.grad[2 * row] = 0.5f;
      if (sparse) table->touched->touch(row);
      adam.step(0.05f);
    }
    ends.emplace_back(table->tensor.values().begin(), table->tensor.values().end());
  }
  EXPECT_EQ(ends[0], ends[1]);
}

TEST(Optimizer, FrozenParametersStay) {
  auto parameters = one_parameter();
  parameters.add("q", {2}, Initial::ones());
  parameters.freeze("p");
  parameters.want_gradients();
  EXPECT_EQ(parameters.count(), 5);
  EXPECT_EQ(parameters.trainable_count(), 2);
  Adam adam(parameters);
  parameters.find("q")->tensor.grad[0] = 1;
  adam.step(0.1f);
  EXPECT_EQ(parameters.find("p")->tensor.data[0], 1.0f);
  EXPECT_LT(parameters.find("q")->tensor.data[0], 1.0f);
}

TEST(Optimizer, TakesUpWhereItWasLeft) {
  auto whole = one_parameter(), halves = one_parameter();
  Adam once(whole), first(halves), second(halves);
  const auto expected = [&] {
    after_ten_steps(whole, once, 0.1f);
    return after_ten_steps(whole, once, 0.1f);
  }();
  after_ten_steps(halves, first, 0.1f);
  second.restore(first.steps(), first.state());
  EXPECT_EQ(after_ten_steps(halves, second, 0.1f), expected);
}

TEST(Parameters, ClipScalesToTheNorm) {
  auto parameters = one_parameter();
  auto& p = *parameters.find("p");
  p.tensor.grad[0] = 3;
  p.tensor.grad[1] = 4;
  EXPECT_DOUBLE_EQ(parameters.clip_gradients(1), 5);
  EXPECT_NEAR(parameters.gradient_norm(), 1, 1e-6);
  EXPECT_NEAR(parameters.clip_gradients(2), 1, 1e-6);  // below: left alone
}

TEST(Parameters, FirstValuesDependOnSeedAndNameOnly) {
  Parameters a(1), b(1), c(2);
  b.add("before", {4, 4}, Initial::normal(1));
  const float first = Linear(a, "layer", 3, 2).weight->tensor.data[0];
  EXPECT_EQ(first, Linear(b, "layer", 3, 2).weight->tensor.data[0]);
  EXPECT_NE(first, Linear(c, "layer", 3, 2).weight->tensor.data[0]);
  EXPECT_THROW(Linear(a, "layer", 3, 2), Error);
}

TEST(Parameters, BorrowedValuesAreCopiedBeforeTraining) {
  const std::array<float, 3> lent = {7, 8, 9};
  Parameters parameters;
  auto* p = parameters.add("p", {3}, Initial::none());
  parameters.borrow(*p, lent.data());
  EXPECT_EQ(p->tensor.data, lent.data());
  parameters.want_gradients();
  EXPECT_NE(p->tensor.data, lent.data());
  EXPECT_EQ(p->tensor.data[2], 9.0f);
}

TEST(Schedule, WarmsUpAndEndsAtZero) {
  using Shape = Schedule::Shape;
  const Schedule linear{Shape::linear, 10, 110}, cosine{Shape::cosine, 0, 100}, flat{};
  EXPECT_DOUBLE_EQ(linear.factor(0), 0);
  EXPECT_DOUBLE_EQ(linear.factor(5), 0.5);
  EXPECT_DOUBLE_EQ(linear.factor(10), 1);
  EXPECT_DOUBLE_EQ(linear.factor(60), 0.5);
  EXPECT_DOUBLE_EQ(linear.factor(200), 0);
  EXPECT_NEAR(cosine.factor(50), 0.5, 1e-12);
  EXPECT_DOUBLE_EQ(cosine.factor(100), 0);
  EXPECT_DOUBLE_EQ(flat.factor(1000000), 1);
}

}  // namespace
}  // namespace heed
