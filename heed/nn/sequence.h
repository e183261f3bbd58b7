// Layers that read along an item: convolution over time and recurrent layers. They need no padding:
// beyond an item's ends a convolution sees zeros, and a recurrent layer starts anew in each item.
#pragma once

#include <string>
#include <vector>

#include "heed/nn/layers.h"

namespace heed {

// y[t] = act(Σ_j W_j·x[t − (width − 1)/2 + j] + b): [tokens, in] → [tokens, out]. Its weight is
// [out, width · in]: PyTorch's Conv1d weight [out, in, width] with the last two axes exchanged.
struct Convolution {
  Convolution(Parameters& parameters, const std::string& name, std::int64_t in, std::int64_t out,
              std::int64_t width);

  Tensor operator()(Pass& pass, Tensor x, Ragged items,
                    Activation activation = Activation::none) const;

  std::int64_t width;
  Linear linear;
};

// One layer of an LSTM or a GRU, in one direction or both (states side by side: [tokens,
// 2·hidden]). Parameters as PyTorch names them: weight_ih_l0, …, bias_hh_l0_reverse.
struct Recurrent {
  enum class Kind { lstm, gru };

  Recurrent(Parameters& parameters, const std::string& name, Kind kind, std::int64_t in,
            std::int64_t hidden, bool both_ways);

  Tensor operator()(Pass& pass, Tensor x, Ragged items) const;

  struct Direction {
    Parameter *input_weight, *input_bias;  // [gates · hidden, in]
    Parameter *state_weight, *state_bias;  // [gates · hidden, hidden]
  };
  Kind kind;
  std::vector<Direction> directions;  // from the start; from the end
};

}  // namespace heed
