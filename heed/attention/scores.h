// Scores: how well each key answers each query of its item, as logits on a grid, with gradients for
// every input. q [query tokens, d_q], k [key tokens, d_k].
#pragma once

#include "heed/attention/grid.h"

namespace heed {

// q·k · scale (Luong et al. 2015). d_q = d_k.
Tensor dot_scores(Pass& pass, Tensor q, Tensor k, const Grid& grid, float scale = 1);

// q·k / √d (Vaswani et al. 2017). d_q = d_k.
Tensor scaled_scores(Pass& pass, Tensor q, Tensor k, const Grid& grid);

// qᵀ W k (Luong et al. 2015): w [d_q, d_k].
Tensor general_scores(Pass& pass, Tensor q, Tensor k, Tensor w, const Grid& grid);

// vᵀ tanh(W_q q + W_k k) (Bahdanau et al. 2015): w_q [a, d_q], w_k [a, d_k], v [a].
Tensor additive_scores(Pass& pass, Tensor q, Tensor k, Tensor w_q, Tensor w_k, Tensor v,
                       const Grid& grid);

// q·k / (‖q‖ ‖k‖ temperature), 0 where a norm is 0. d_q = d_k.
Tensor cosine_scores(Pass& pass, Tensor q, Tensor k, float temperature, const Grid& grid);

}  // namespace heed
