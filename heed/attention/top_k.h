// Top-k attention: each query attends to the few keys that answer it best, and no gradient flows to
// the others (Zhao et al. 2019, explicit sparse attention). With a window the work grows linearly
// with length; the weights that are kept, [queries][heads][keep], always do.
#pragma once

#include "heed/tensor/pass.h"
#include "heed/tensor/tensor.h"

namespace heed {

struct TopK {
  int heads = 1;
  int keep = 8;  // keys for each query; of equal scores the earlier key is kept
  bool causal = false;
  int window = -1;  // chosen among keys |i − j| ≤ window; −1: among all
};

// q [query tokens, heads·d], k [key tokens, heads·d], v [key tokens, heads·e] → [query tokens,
// heads·e], scores scaled by 1/√d. A query that sees nothing gives zeros.
Tensor top_k_attention(Pass& pass, Tensor q, Tensor k, Tensor v, Ragged queries, Ragged keys,
                       const TopK& options);

}  // namespace heed
