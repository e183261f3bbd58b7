// Optimisers: one step each from the gradients that lie in the parameters. To accumulate over
// several batches, call backward() for each, scale the gradients, then step once. Rows of tables
// that no gradient has reached yet are passed over, with the result that a dense step would have.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "heed/nn/parameters.h"

namespace heed {

// v ← momentum·v + g + decay·p;  p ← p − rate·v  (as in PyTorch)
class Sgd {
 public:
  explicit Sgd(Parameters& parameters, float momentum = 0, float decay = 0);
  void step(float rate);

 private:
  Parameters& parameters_;
  float momentum_, decay_;
  std::vector<std::vector<float>> velocity_;
};

// Adam (Kingma and Ba, 2015) and AdamW (Loshchilov and Hutter, 2019).
class Adam {
 public:
  struct Options {
    double beta1 = 0.9, beta2 = 0.999;
    float epsilon = 1e-8f;
    float decay = 0;         // rate·decay·p is taken off p directly (AdamW); 0: Adam
    bool decay_all = false;  // also biases and norms, as PyTorch does without parameter groups
  };
  Adam(Parameters& parameters, Options options);
  explicit Adam(Parameters& parameters) : Adam(parameters, Options{}) {}

  void step(float rate);

  // What a checkpoint must keep: the count of steps and, for each parameter in order, the means of
  // the gradient and of its square (empty while frozen).
  struct State {
    std::vector<float> mean, square;
    std::vector<bool> reached;  // rows of a table that a gradient has reached; empty: all
  };
  std::int64_t steps() const { return steps_; }
  const std::vector<State>& state() const { return state_; }
  // Takes up where `state` was left; sizes must fit the parameters.
  void restore(std::int64_t steps, std::vector<State> state);

 private:
  Parameters& parameters_;
  Options options_;
  std::int64_t steps_ = 0;
  std::vector<State> state_;
};

}  // namespace heed
