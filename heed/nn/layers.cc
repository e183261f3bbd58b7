#include "heed/nn/layers.h"

#include <cmath>

#include "heed/tensor/ops/elementwise.h"
#include "heed/tensor/ops/layer_norm.h"
#include "heed/tensor/ops/linear.h"
#include "heed/tensor/ops/rows.h"

namespace heed {
namespace {

Initial within_inverse_root(std::int64_t in) {
  return Initial::uniform(1 / std::sqrt(static_cast<float>(in)));
}

}  // namespace

Linear::Linear(Parameters& parameters, const std::string& name, std::int64_t in, std::int64_t out,
               bool with_bias)
    : weight(parameters.add(name + ".weight", {out, in}, within_inverse_root(in))),
      bias(with_bias ? parameters.add(name + ".bias", {out}, within_inverse_root(in)) : nullptr) {}

Tensor Linear::operator()(Pass& pass, Tensor x, Activation activation) const {
  return linear(pass, x, *weight, bias == nullptr ? Tensor{} : bias->tensor, activation);
}

LayerNorm::LayerNorm(Parameters& parameters, const std::string& name, std::int64_t width, float eps)
    : weight(parameters.add(name + ".weight", {width}, Initial::ones())),
      bias(parameters.add(name + ".bias", {width}, Initial::zeros())),
      epsilon(eps) {}

Tensor LayerNorm::operator()(Pass& pass, Tensor x) const {
  return layer_norm(pass, x, *weight, *bias, epsilon);
}

Embedding::Embedding(Parameters& parameters, const std::string& name, std::int64_t rows,
                     std::int64_t width, float deviation)
    : weight(parameters.add_table(name + ".weight", {rows, width}, Initial::normal(deviation))) {}

Tensor Embedding::operator()(Pass& pass, std::span<const std::int32_t> ids) const {
  return embedding(pass, *weight, ids, weight->touched.get());
}

Tensor Dropout::operator()(Pass& pass, Tensor x) const {
  return dropout(pass, x, rate);
}

}  // namespace heed
