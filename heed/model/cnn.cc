#include "heed/model/cnn.h"

#include "heed/tensor/ops/rows.h"

namespace heed {
namespace {

constexpr float kDeviation = 0.1f;  // of first embeddings

}  // namespace

Cnn::Cnn(Parameters& parameters, const std::string& name, const CnnSizes& sizes, float dropout)
    : dropout_{dropout},
      embedding_(parameters, name + ".embedding", sizes.vocabulary, sizes.width, kDeviation) {
  for (std::int64_t i = 0; i < 3; ++i) {
    convolutions_.emplace_back(parameters, name + ".convolutions." + std::to_string(i), sizes.width,
                               sizes.filters, 3 + i);
  }
}

Tensor Cnn::operator()(Pass& pass, std::span<const std::int32_t> ids, Ragged items) const {
  const Tensor x = dropout_(pass, embedding_(pass, ids));
  std::vector<Tensor> parts;
  for (const auto& convolution : convolutions_) {
    parts.push_back(convolution(pass, x, items, Activation::relu));
  }
  return dropout_(pass, concatenate_columns(pass, parts));
}

std::int64_t Cnn::width() const {
  std::int64_t sum = 0;
  for (const auto& convolution : convolutions_) sum += convolution.linear.weight->tensor.rows();
  return sum;
}

}  // namespace heed
