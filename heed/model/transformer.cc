#include "heed/model/transformer.h"

#include "heed/attention/multi_head.h"
#include "heed/attention/positions.h"
#include "heed/tensor/ops/elementwise.h"

namespace heed {
namespace {

constexpr float kEpsilon = 1e-5f;
constexpr float kDeviation = 0.1f;  // of first embeddings

}  // namespace

Transformer::Layer::Layer(Parameters& parameters, const std::string& name,
                          const TransformerSizes& sizes)
    : norm1(parameters, name + ".norm1", sizes.width, kEpsilon),
      in_proj(parameters, name + ".self_attn.in_proj", sizes.width, 3 * sizes.width),
      out_proj(parameters, name + ".self_attn.out_proj", sizes.width, sizes.width),
      norm2(parameters, name + ".norm2", sizes.width, kEpsilon),
      linear1(parameters, name + ".linear1", sizes.width, sizes.inner),
      linear2(parameters, name + ".linear2", sizes.inner, sizes.width) {}

Transformer::Transformer(Parameters& parameters, const std::string& name,
                         const TransformerSizes& sizes, float dropout)
    : sizes_(sizes),
      dropout_{dropout},
      embedding_(parameters, name + ".embedding", sizes.vocabulary, sizes.width, kDeviation),
      position_(parameters.add(name + ".position.weight", {sizes.max_tokens, sizes.width},
                               Initial::normal(kDeviation))),
      norm_(parameters, name + ".norm", sizes.width, kEpsilon) {
  for (std::int64_t i = 0; i < sizes.layers; ++i) {
    layers_.emplace_back(parameters, name + ".layers." + std::to_string(i), sizes);
  }
}

Tensor Transformer::operator()(Pass& pass, std::span<const std::int32_t> ids, Ragged items) const {
  Tensor x = add_learned_positions(pass, embedding_(pass, ids), *position_, items);
  x = dropout_(pass, x);
  for (const auto& each : layers_) x = layer(pass, each, x, items);
  return norm_(pass, x);
}

Tensor Transformer::layer(Pass& pass, const Layer& layer, Tensor x, Ragged items) const {
  MultiHead heads;
  heads.heads = static_cast<int>(sizes_.heads);
  heads.dropout = dropout_.rate;
  Tensor y = layer.in_proj(pass, layer.norm1(pass, x));
  y = layer.out_proj(pass, self_attention(pass, y, items, heads));
  x = add(pass, x, dropout_(pass, y));
  y = layer.linear1(pass, layer.norm2(pass, x), Activation::gelu);
  y = layer.linear2(pass, dropout_(pass, y));
  return add(pass, x, dropout_(pass, y));
}

}  // namespace heed
