// BERT (Devlin et al., 2019): embeddings of words, positions and token types, then layers of
// multi-head self attention and a two-layer perceptron, each with a residual and layer
// normalisation. One definition for training and for serving; batches are ragged.
//
// Parameters carry the names that Hugging Face's BertModel gives them, after `prefix`.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "heed/model/config.h"
#include "heed/nn/layers.h"

namespace heed {

struct BertLayer {
  BertLayer(Parameters& parameters, const std::string& name, const BertConfig& config);

  // [tokens, width] → [tokens, width]; when inferring, in the same memory.
  Tensor operator()(Pass& pass, Tensor x, Ragged items) const;
  void freeze(const Pack& pack);

  Linear query, key, value, attention_output;
  LayerNorm attention_norm;
  Linear intermediate, output;
  LayerNorm output_norm;
  int heads;
  Activation activation;
  float attention_dropout;
  Dropout dropout;

 private:
  Tensor attend(Pass& pass, Tensor x, Ragged items) const;
  // All that follows attention; when inferring, in the memory of `into`, which may be x.
  Tensor transform(Pass& pass, Tensor attended, Tensor x, Tensor into = {}) const;
  void infer(Pass& pass, Tensor x, Ragged items) const;  // in x's memory

  // Query, key and value in one product, once frozen.
  std::shared_ptr<const kernel::PackedWeights> qkv_;
  std::vector<float> qkv_bias_;
};

struct Bert {
  Bert(Parameters& parameters, const BertConfig& config, const std::string& prefix = "");

  // The last hidden states, [tokens, width], of token ids laid end to end; token types are 0. Ids
  // are below config.vocab_size and items no longer than config.max_positions. `ids` and the
  // offsets must outlive the pass's backward().
  Tensor operator()(Pass& pass, std::span<const std::int32_t> ids, Ragged items) const;

  // From now on, passes that infer use packed weights; the layers' parameters are not read by them
  // any more, but for biases and norms. Matrices are packed in the order of the layers.
  void freeze(const Pack& pack);

  BertConfig config;
  Embedding words, positions, types;
  LayerNorm norm;
  Dropout dropout;
  std::vector<BertLayer> layers;

 private:
  Tensor embed(Pass& pass, std::span<const std::int32_t> ids, Ragged items) const;
};

}  // namespace heed
