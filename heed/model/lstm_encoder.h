// Word embeddings read from both ends by an LSTM (Graves and Schmidhuber, 2005), its two states
// side by side for each token. Const once built.
#pragma once

#include <span>
#include <string>

#include "heed/nn/sequence.h"

namespace heed {

struct LstmSizes {
  std::int64_t vocabulary = 0, width = 128, hidden = 128;  // hidden: of each direction
};

class LstmEncoder {
 public:
  LstmEncoder(Parameters& parameters, const std::string& name, const LstmSizes& sizes,
              float dropout);

  // [tokens, 2 · hidden]. `ids` and the offsets must outlive the pass's backward().
  Tensor operator()(Pass& pass, std::span<const std::int32_t> ids, Ragged items) const {
    return dropout_(pass, lstm_(pass, dropout_(pass, embedding_(pass, ids)), items));
  }

  std::int64_t width() const { return width_; }

 private:
  std::int64_t width_;
  Dropout dropout_;
  Embedding embedding_;
  Recurrent lstm_;
};

}  // namespace heed
