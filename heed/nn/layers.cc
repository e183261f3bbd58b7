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

Pack pack_as(Precision precision) {
  return [precision](std::span<const Tensor> matrices) {
    const auto width = matrices.front().cols();
    if (matrices.size() == 1) {
      return std::make_shared<const kernel::PackedWeights>(
          matrices.front().data, matrices.front().rows(), width, precision);
    }
    std::vector<float> stacked;
    for (const auto& matrix : matrices) {
      const auto values = matrix.values();
      stacked.insert(stacked.end(), values.begin(), values.end());
    }
    const auto rows = static_cast<std::int64_t>(stacked.size()) / width;
    return std::make_shared<const kernel::PackedWeights>(stacked.data(), rows, width, precision);
  };
}

Linear::Linear(Parameters& parameters, const std::string& name, std::int64_t in, std::int64_t out,
               bool with_bias)
    : weight(parameters.add(name + ".weight", {out, in}, within_inverse_root(in))),
      bias(with_bias ? parameters.add(name + ".bias", {out}, within_inverse_root(in)) : nullptr) {}

Tensor Linear::operator()(Pass& pass, Tensor x, Activation activation) const {
  if (packed != nullptr && !pass.training()) {
    return packed_linear(pass, x, *packed, bias == nullptr ? nullptr : bias->tensor.data,
                         activation);
  }
  return linear(pass, x, *weight, bias == nullptr ? Tensor{} : bias->tensor, activation);
}

void Linear::freeze(const Pack& pack) {
  packed = pack({&weight->tensor, 1});
}

namespace {

// y = act((x's 8-bit numbers + those of what they leave out) · Wᵀ + b)
void packed_linear_twice(Pass& pass, Tensor x, const kernel::PackedWeights& weights,
                         const float* bias, Activation activation, Tensor y) {
  const Pass::Scope scope(pass);
  const Tensor rest = pass.make(x.shape), more = pass.make(y.shape);
  kernel::rounding_of_inputs(x.data, x.rows(), weights, rest.data);
  kernel::packed_linear(x.data, x.rows(), weights, bias, Activation::none, y.data);
  kernel::packed_linear(rest.data, x.rows(), weights, nullptr, Activation::none, more.data);
  const auto count = static_cast<std::size_t>(y.count());
  kernel::kernels().add(y.data, more.data, y.data, count);
  if (activation != Activation::none) {
    kernel::kernels().activate(activation, y.data, y.data, count);
  }
}

}  // namespace

Tensor packed_linear(Pass& pass, Tensor x, const kernel::PackedWeights& weights, const float* bias,
                     Activation activation) {
  require(!pass.training(), "packed weights have no gradient");
  require(x.cols() == weights.in(), "packed_linear: x and weights agree in width");
  const Tensor y = pass.make({x.rows(), weights.out()});
  if (pass.fine_inputs() && weights.precision() == Precision::int8) {
    packed_linear_twice(pass, x, weights, bias, activation, y);
  } else {
    kernel::packed_linear(x.data, x.rows(), weights, bias, activation, y.data);
  }
  return y;
}

LayerNorm::LayerNorm(Parameters& parameters, const std::string& name, std::int64_t width, float eps)
    : weight(parameters.add(name + ".weight", {width}, Initial::ones())),
      bias(parameters.add(name + ".bias", {width}, Initial::zeros())),
      epsilon(eps) {}

Tensor LayerNorm::operator()(Pass& pass, Tensor x) const {
  return layer_norm(pass, x, *weight, *bias, epsilon);
}

Tensor LayerNorm::operator()(Pass& pass, Tensor x, Tensor residual, Tensor into) const {
  return add_layer_norm(pass, x, residual, *weight, *bias, epsilon, into);
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

Tensor Dropout::in_place(Pass& pass, Tensor x) const {
  return dropout_in_place(pass, x, rate);
}

}  // namespace heed
