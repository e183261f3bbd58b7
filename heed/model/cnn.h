// Convolutions over word embeddings (Kim, "Convolutional Neural Networks for Sentence
// Classification", 2014): windows of 3, 4 and 5 tokens side by side, ReLU. One row of features for
// each token; pooling comes after. Const once built.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "heed/nn/sequence.h"

namespace heed {

struct CnnSizes {
  std::int64_t vocabulary = 0, width = 128, filters = 100;  // filters of each window
};

class Cnn {
 public:
  Cnn(Parameters& parameters, const std::string& name, const CnnSizes& sizes, float dropout);

  // [tokens, 3 · filters]. `ids` and the offsets must outlive the pass's backward().
  Tensor operator()(Pass& pass, std::span<const std::int32_t> ids, Ragged items) const;

  std::int64_t width() const;

 private:
  Dropout dropout_;
  Embedding embedding_;
  std::vector<Convolution> convolutions_;
};

}  // namespace heed
