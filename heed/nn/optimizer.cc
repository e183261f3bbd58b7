#include "heed/nn/optimizer.h"

#include <cmath>

#include "heed/kernel/table.h"
#include "heed/tensor/share.h"

namespace heed {

Sgd::Sgd(Parameters& parameters, float momentum, float decay)
    : parameters_(parameters), momentum_(momentum), decay_(decay), velocity_(parameters.size()) {}

void Sgd::step(float rate) {
  std::size_t index = 0;
  for (auto& parameter : parameters_) {
    auto& velocity = velocity_[index++];
    const Tensor p = parameter;
    if (p.grad == nullptr) continue;
    if (velocity.empty()) velocity.resize(static_cast<std::size_t>(p.count()), 0.0f);
    for_numbers(p.count(), [&](auto begin, auto end) {
      for (auto i = begin; i < end; ++i) {
        auto& v = velocity[static_cast<std::size_t>(i)];
        v = momentum_ * v + p.grad[i] + decay_ * p.data[i];
        p.data[i] -= rate * v;
      }
    });
  }
}

Adam::Adam(Parameters& parameters, Options options)
    : parameters_(parameters), options_(options), state_(parameters.size()) {}

void Adam::restore(std::int64_t steps, std::vector<State> state) {
  require(state.size() == parameters_.size(), "an optimiser's state fits its parameters");
  steps_ = steps;
  state_ = std::move(state);
}

namespace {

void step_dense(const kernel::AdamStep& step, const Tensor& p, Adam::State& state) {
  for_numbers(p.count(), [&](auto begin, auto end) {
    kernel::kernels().adam(step, p.grad + begin, p.data + begin, state.mean.data() + begin,
                           state.square.data() + begin, end - begin);
  });
}

// Rows whose means are still zero only decay.
void step_rows(const kernel::AdamStep& step, const Parameter& parameter, Adam::State& state) {
  const Tensor p = parameter;
  state.reached.resize(static_cast<std::size_t>(p.rows()), false);
  for (const auto row : parameter.touched->rows()) {
    state.reached[static_cast<std::size_t>(row)] = true;
  }
  for_rows(p.rows(), p.cols(), [&](auto begin, auto end) {
    for (auto row = begin; row < end; ++row) {
      const auto at = row * p.cols();
      if (state.reached[static_cast<std::size_t>(row)]) {
        kernel::kernels().adam(step, p.grad + at, p.data + at, state.mean.data() + at,
                               state.square.data() + at, static_cast<std::size_t>(p.cols()));
      } else if (step.decay != 0) {
        float* row_of_p = p.data + at;
        kernel::kernels().accumulate(-step.decay, row_of_p, row_of_p,
                                     static_cast<std::size_t>(p.cols()));
      }
    }
  });
}

}  // namespace

void Adam::step(float rate) {
  ++steps_;
  const auto t = static_cast<double>(steps_);
  kernel::AdamStep step{};
  step.rate = rate;
  step.beta1 = static_cast<float>(options_.beta1);
  step.beta2 = static_cast<float>(options_.beta2);
  step.fresh1 = static_cast<float>(1 - options_.beta1);
  step.fresh2 = static_cast<float>(1 - options_.beta2);
  step.epsilon = options_.epsilon;
  step.correction1 = static_cast<float>(1 - std::pow(options_.beta1, t));
  step.correction2 = static_cast<float>(1 - std::pow(options_.beta2, t));
  std::size_t index = 0;
  for (auto& parameter : parameters_) {
    auto& state = state_[index++];
    const Tensor p = parameter;
    if (p.grad == nullptr) continue;
    if (state.mean.empty()) {
      state.mean.resize(static_cast<std::size_t>(p.count()), 0.0f);
      state.square.resize(static_cast<std::size_t>(p.count()), 0.0f);
    }
    step.decay = parameter.decays || options_.decay_all ? rate * options_.decay : 0;
    if (parameter.touched == nullptr) {
      step_dense(step, p, state);
    } else {
      step_rows(step, parameter, state);
    }
  }
}

}  // namespace heed
