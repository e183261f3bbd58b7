// From logits on a grid to weights, and from weights to outputs, with gradients.
#pragma once

#include <cstdint>
#include <span>

#include "heed/attention/grid.h"

namespace heed {

// What may be seen: query i sees key j of its item, both counted from the item's start, where all
// of these allow it.
struct Seen {
  bool causal = false;  // j ≤ i
  int window = -1;      // |i − j| ≤ window; −1: any
  std::span<const std::uint8_t>
      mask{};    // on the grid, 0 hides; empty: none. Outlives the pass's run
  int keep = 0;  // only the largest so many of what is seen; 0: all
};

// Softmax of each query's logits over the keys that it sees; hidden ones get 0, and so does a query
// that sees nothing. Of equal logits `keep` takes the earlier.
Tensor attention_weights(Pass& pass, Tensor logits, const Grid& grid, const Seen& seen = {});

// Σ_j weights[i][j] · v[j]: v [key tokens, width] → [query tokens, width].
Tensor weighted_values(Pass& pass, Tensor weights, Tensor v, const Grid& grid);

}  // namespace heed
