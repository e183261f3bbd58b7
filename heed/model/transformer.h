// A small Transformer encoder to be trained from scratch: token and learned position embeddings,
// then layers of self attention and feed-forward, each normalised before (Xiong et al., "On Layer
// Normalization in the Transformer Architecture", 2020), and a last normalisation. As PyTorch's
// TransformerEncoder with norm_first and GELU. Const once built: threads may share it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "heed/nn/layers.h"
#include "heed/nn/parameters.h"
#include "heed/tensor/pass.h"

namespace heed {

struct TransformerSizes {
  std::int64_t vocabulary = 0, width = 128, heads = 4, layers = 2, inner = 512, max_tokens = 512;
};

class Transformer {
 public:
  Transformer(Parameters& parameters, const std::string& name, const TransformerSizes& sizes,
              float dropout);

  // [tokens, width]. `ids` and the offsets of `items` must outlive the pass's backward().
  Tensor operator()(Pass& pass, std::span<const std::int32_t> ids, Ragged items) const;

  std::int64_t width() const { return sizes_.width; }

 private:
  struct Layer {
    Layer(Parameters& parameters, const std::string& name, const TransformerSizes& sizes);
    LayerNorm norm1;
    Linear in_proj, out_proj;
    LayerNorm norm2;
    Linear linear1, linear2;
  };

  Tensor layer(Pass& pass, const Layer& layer, Tensor x, Ragged items) const;

  TransformerSizes sizes_;
  Dropout dropout_;
  Embedding embedding_;
  Parameter* position_;  // [max_tokens, width]
  std::vector<Layer> layers_;
  LayerNorm norm_;
};

}  // namespace heed
