#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numeric>

#include "heed/base/threads.h"
#include "heed/tensor/gradient_check.h"
#include "heed/tensor/ops/elementwise.h"
#include "heed/tensor/ops/layer_norm.h"
#include "heed/tensor/ops/linear.h"
#include "heed/tensor/ops/rows.h"

namespace heed {
namespace {

constexpr double kTolerance = 2e-3;

template <class Forward>
void expect_gradients(const std::vector<Tensor>& inputs, Forward forward) {
  const auto check = check_gradients(inputs, forward);
  EXPECT_LT(check.worst, kTolerance) << check.where;
}

TEST(GradientCheck, SeesAWrongGradient) {
  const Variable x({3}, 1);
  const auto check = check_gradients({x}, [&](Pass& pass) {
    const Tensor y = pass.make({3});
    for (int i = 0; i < 3; ++i) y.data[i] = x.tensor().data[i] * x.tensor().data[i];
    const Tensor input = x;
    pass.on_backward([=] {
      for (int i = 0; i < 3; ++i) input.grad[i] += input.data[i] * y.grad[i];  // forgets the 2
    });
    return y;
  });
  EXPECT_GT(check.worst, 0.1);
}

TEST(Linear, IsXTimesWTransposedPlusB) {
  const Variable x({2, 3}, {1, 2, 3, 4, 5, 6}), w({2, 3}, {1, 0, -1, 2, 2, 2}), b({2}, {10, 20});
  Pass pass(Pass::Mode::infer);
  const Tensor y = linear(pass, x, w, b);
  EXPECT_EQ(std::vector<float>(y.values().begin(), y.values().end()),
            (std::vector<float>{8, 32, 8, 50}));
}

TEST(Linear, HasItsGradient) {
  for (const auto act : {Activation::none, Activation::gelu, Activation::gelu_tanh,
                         Activation::silu, Activation::tanh, Activation::sigmoid}) {
    const Variable x({5, 7}, 1), w({3, 7}, 2, 0.4f), b({3}, 3);
    expect_gradients({x, w, b}, [&](Pass& pass) { return linear(pass, x, w, b, act); });
    expect_gradients({x, w}, [&](Pass& pass) { return linear(pass, x, w, {}, act); });
  }
}

TEST(Linear, IsTheSameForAnyNumberOfThreads) {
  const Variable x({300, 96}, 1), w({200, 96}, 2), b({200}, 3);
  std::vector<std::vector<float>> results;
  for (const int count : {1, 2, 3}) {
    set_threads(count);
    Pass pass(Pass::Mode::infer);
    const Tensor y = linear(pass, x, w, b, Activation::gelu);
    results.emplace_back(y.values().begin(), y.values().end());
  }
  EXPECT_EQ(results[0], results[1]);
  EXPECT_EQ(results[0], results[2]);
}

TEST(Linear, RefusesShapesThatDoNotFit) {
  const Variable x({2, 3}, 1), w({2, 4}, 2), v({2, 3}, 3), b({3}, 4);
  Pass pass(Pass::Mode::infer);
  EXPECT_THROW(linear(pass, x, w), Error);
  EXPECT_THROW(linear(pass, x, v, b), Error);
}

TEST(Elementwise, HaveTheirGradients) {
  const Variable a({4, 5}, 1), b({4, 5}, 2);
  expect_gradients({a, b}, [&](Pass& pass) { return add(pass, a, b); });
  expect_gradients({a}, [&](Pass& pass) { return add(pass, a, a); });
  expect_gradients({a}, [&](Pass& pass) { return scale(pass, a, -2.5f); });
  expect_gradients({a}, [&](Pass& pass) { return activate(pass, a, Activation::gelu); });
  expect_gradients({a}, [&](Pass& pass) { return dropout(pass, a, 0.3f); });
  expect_gradients({a},
                   [&](Pass& pass) { return dropout_in_place(pass, scale(pass, a, 2), 0.3f); });
}

TEST(Elementwise, AddRefusesDifferentShapes) {
  const Variable a({4, 5}, 1), b({5, 4}, 2);
  Pass pass(Pass::Mode::infer);
  EXPECT_THROW(add(pass, a, b), Error);
}

TEST(Dropout, DoesNothingWhenInferringAndDrawsAnewInTraining) {
  const Variable x({10, 10}, 1);
  Pass infer(Pass::Mode::infer), train(Pass::Mode::train, 5);
  EXPECT_EQ(dropout(infer, x, 0.5f).data, x.tensor().data);
  const Tensor first = dropout(train, x, 0.5f), second = dropout(train, x, 0.5f);
  EXPECT_NE(std::vector<float>(first.values().begin(), first.values().end()),
            std::vector<float>(second.values().begin(), second.values().end()));
  EXPECT_THROW(dropout(train, x, 1.0f), Error);
}

TEST(LayerNorm, GivesMeanZeroAndVarianceOne) {
  const Variable x({3, 64}, 1, 5), gamma({64}, std::vector<float>(64, 1.0f)),
      beta({64}, std::vector<float>(64, 0.0f));
  Pass pass(Pass::Mode::infer);
  const Tensor y = layer_norm(pass, x, gamma, beta, 1e-12f);
  for (int r = 0; r < 3; ++r) {
    double sum = 0, squares = 0;
    for (int c = 0; c < 64; ++c) {
      sum += y.row(r)[c];
      squares += y.row(r)[c] * y.row(r)[c];
    }
    EXPECT_NEAR(sum / 64, 0, 1e-6);
    EXPECT_NEAR(squares / 64, 1, 1e-5);
  }
}

TEST(LayerNorm, HasItsGradient) {
  const Variable x({4, 19}, 1), gamma({19}, 2), beta({19}, 3), narrow({18}, 4);
  expect_gradients({x, gamma, beta},
                   [&](Pass& pass) { return layer_norm(pass, x, gamma, beta, 1e-5f); });
  const Variable residual({4, 19}, 5);
  expect_gradients({x, residual, gamma, beta}, [&](Pass& pass) {
    return add_layer_norm(pass, x, residual, gamma, beta, 1e-5f);
  });
  Pass infer(Pass::Mode::infer);
  const Tensor fused = add_layer_norm(infer, x, residual, gamma, beta, 1e-5f);
  const Tensor apart = layer_norm(infer, add(infer, x, residual), gamma, beta, 1e-5f);
  for (std::int64_t i = 0; i < fused.count(); ++i) EXPECT_EQ(fused.data[i], apart.data[i]);
  const Tensor place = infer.make({4, 19});
  EXPECT_EQ(add_layer_norm(infer, x, residual, gamma, beta, 1e-5f, place).data, place.data);
  for (std::int64_t i = 0; i < fused.count(); ++i) EXPECT_EQ(fused.data[i], place.data[i]);
  EXPECT_THROW(layer_norm(infer, x, narrow, beta, 1e-5f), Error);
  EXPECT_THROW(add_layer_norm(infer, x, narrow, gamma, beta, 1e-5f), Error);
}

TEST(Embedding, TakesRowsAndTouchesOnlyThose) {
  const Variable table({6, 3}, 1);
  const std::array<std::int32_t, 4> ids = {4, 1, 4, 0};
  expect_gradients({table}, [&](Pass& pass) { return embedding(pass, table, ids); });
  TouchedRows touched(6);
  Pass pass(Pass::Mode::train);
  const Tensor y = embedding(pass, table, ids, &touched);
  EXPECT_EQ(y.row(2)[1], table.tensor().row(4)[1]);
  pass.backward(scale(pass, normalize_rows(pass, pass.make({1})), 1));
  EXPECT_EQ(std::vector<std::int32_t>(touched.rows().begin(), touched.rows().end()),
            (std::vector<std::int32_t>{4, 1, 0}));
  const std::array<std::int32_t, 1> beyond = {6};
  EXPECT_THROW(embedding(pass, table, beyond), Error);
}

TEST(Rows, ConcatenateAndNormalizeHaveTheirGradients) {
  const Variable a({3, 2}, 1), b({3, 4}, 2), short_one({1, 2}, 3);
  expect_gradients({a, b}, [&](Pass& pass) {
    return concatenate_columns(pass, std::array<Tensor, 2>{a, b});
  });
  expect_gradients({b}, [&](Pass& pass) { return normalize_rows(pass, b); });
  Pass pass(Pass::Mode::infer);
  EXPECT_THROW(concatenate_columns(pass, std::array<Tensor, 2>{a, short_one}), Error);
}

TEST(Rows, ARowOfZerosStaysZero) {
  const Variable zeros({1, 3}, {0, 0, 0});
  Pass pass(Pass::Mode::infer);
  EXPECT_EQ(normalize_rows(pass, zeros).data[0], 0.0f);
}

}  // namespace
}  // namespace heed
