// For tests: compares backward() with finite differences.
//
// L = Σ w·y for fixed weights w and the op's outputs y, added up in double. dL/dx is estimated by
// the five-point formula (−f(2h) + 8f(h) − 8f(−h) + f(−2h)) / 12h, whose error for smooth ops is
// O(h⁴) plus float32's rounding over h. An error counts relative to max(1, |gradient|): a tolerance
// of 2e-3 holds for float32 ops with values about 1.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "heed/base/random.h"
#include "heed/tensor/pass.h"

namespace heed {

// Values and a gradient that live outside of any pass: an input, or a parameter under test.
class Variable {
 public:
  // Normal numbers, a different sequence for each seed.
  Variable(Shape shape, std::uint64_t seed, float deviation = 1)
      : values_(static_cast<std::size_t>(shape.count())), gradient_(values_.size(), 0.0f) {
    Random random(seed);
    for (auto& value : values_) value = deviation * static_cast<float>(random.normal());
    tensor_ = {shape, values_.data(), gradient_.data()};
  }
  Variable(Shape shape, std::vector<float> values)
      : values_(std::move(values)), gradient_(values_.size(), 0.0f) {
    require(static_cast<std::int64_t>(values_.size()) == shape.count(), "values fill the shape");
    tensor_ = {shape, values_.data(), gradient_.data()};
  }
  Variable(Variable&&) = default;

  operator Tensor() const { return tensor_; }
  Tensor tensor() const { return tensor_; }

 private:
  std::vector<float> values_;
  std::vector<float> gradient_;
  Tensor tensor_;
};

struct GradientCheck {
  double worst = 0;   // relative error, the largest of all
  std::string where;  // "input 1 [7]: backward 0.25, differences 0.75"
};

namespace detail {

inline std::vector<double> output_weights(std::int64_t count) {
  Random random(99);
  std::vector<double> weights(static_cast<std::size_t>(count));
  for (auto& weight : weights) weight = random.normal();
  return weights;
}

template <class Forward>
double weighted_output(Pass& pass, std::uint64_t seed, Forward& forward) {
  pass.reset(seed);
  const Tensor y = forward(pass);
  const auto weights = output_weights(y.count());
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * y.data[i];
  return sum;
}

}  // namespace detail

// `forward(Pass&) → Tensor` must read the tensors `inputs` and be repeatable; every element of each
// is perturbed (or an even selection, where there are more than `most`).
template <class Forward>
GradientCheck check_gradients(const std::vector<Tensor>& inputs, Forward forward,
                              double step = 1e-2, std::int64_t most = 200) {
  Pass pass(Pass::Mode::train, 7);
  for (const auto& input : inputs) std::fill_n(input.grad, input.count(), 0.0f);
  const Tensor y = forward(pass);
  const Tensor loss = pass.make({1});
  pass.on_backward([y] {
    const auto weights = detail::output_weights(y.count());
    for (std::size_t i = 0; i < weights.size(); ++i) y.grad[i] += static_cast<float>(weights[i]);
  });
  pass.backward(loss);

  GradientCheck result;
  for (std::size_t n = 0; n < inputs.size(); ++n) {
    const Tensor& input = inputs[n];
    const auto stride = std::max<std::int64_t>(1, input.count() / most);
    for (std::int64_t i = 0; i < input.count(); i += stride) {
      const float kept = input.data[i];
      const auto at = [&](double offset) {
        input.data[i] = static_cast<float>(kept + offset);
        return detail::weighted_output(pass, 7, forward);
      };
      const double slope =
          (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step);
      input.data[i] = kept;
      const double error = std::abs(slope - input.grad[i]) /
                           std::max({1.0, std::abs(slope), std::abs(double{input.grad[i]})});
      if (!(error <= result.worst)) {
        result = {error, "input " + std::to_string(n) + " [" + std::to_string(i) + "]: backward " +
                             std::to_string(input.grad[i]) + ", differences " +
                             std::to_string(slope)};
      }
    }
  }
  return result;
}

}  // namespace heed
