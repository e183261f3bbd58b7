// The plain layers: structs of parameters with a wiring function each. `name` is the prefix of
// their parameters' names, which are PyTorch's ("name.weight", "name.bias").
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "heed/kernel/packed.h"
#include "heed/kernel/table.h"
#include "heed/nn/parameters.h"
#include "heed/tensor/pass.h"

namespace heed {

// How matrices become packed weights; those of one call share their width and are stacked.
using Pack =
    std::function<std::shared_ptr<const kernel::PackedWeights>(std::span<const Tensor> matrices)>;
Pack pack_as(Precision precision);

// y = act(x·Wᵀ + b). First weights and biases uniform within 1/√in, as in PyTorch.
struct Linear {
  Linear(Parameters& parameters, const std::string& name, std::int64_t in, std::int64_t out,
         bool with_bias = true);

  Tensor operator()(Pass& pass, Tensor x, Activation activation = Activation::none) const;

  // From now on, passes that infer use packed weights. The parameters' values are not read by them
  // any more.
  void freeze(const Pack& pack);

  Parameter* weight;                                    // [out, in]
  Parameter* bias;                                      // [out], or null
  std::shared_ptr<const kernel::PackedWeights> packed;  // null until freeze()
};

// y = act(x·Wᵀ + b) with packed weights, in a pass that infers; bias [out] or null.
Tensor packed_linear(Pass& pass, Tensor x, const kernel::PackedWeights& weights, const float* bias,
                     Activation activation = Activation::none);

struct LayerNorm {
  LayerNorm(Parameters& parameters, const std::string& name, std::int64_t width, float epsilon);

  Tensor operator()(Pass& pass, Tensor x) const;
  Tensor operator()(Pass& pass, Tensor x, Tensor residual,
                    Tensor into = {}) const;  // of x + residual

  Parameter* weight;  // gamma [width], first 1
  Parameter* bias;    // beta [width], first 0
  float epsilon;
};

// A row of the table for each id. First values normal with the given deviation.
struct Embedding {
  Embedding(Parameters& parameters, const std::string& name, std::int64_t rows, std::int64_t width,
            float deviation = 1);

  // `ids` must outlive the pass's backward().
  Tensor operator()(Pass& pass, std::span<const std::int32_t> ids) const;

  Parameter* weight;  // [rows, width], row-sparse gradient
};

struct Dropout {
  float rate = 0;
  Tensor operator()(Pass& pass, Tensor x) const;
  Tensor in_place(Pass& pass, Tensor x) const;  // see dropout_in_place
};

}  // namespace heed
