// Recurrent layers over ragged batches, one direction each, as PyTorch defines them. The inputs'
// share of the gates comes in as x, from one product for all tokens (linear); the state's share is
// worked out step by step.
#pragma once

#include "heed/tensor/pass.h"

namespace heed {

// Long short-term memory (Hochreiter and Schmidhuber, 1997). x [tokens, 4·h], in the order input
// gate, forget gate, candidate, output gate; weight [4·h, h], bias [4·h] → states [tokens, h]:
//   c ← σ(f)·c + σ(i)·tanh(g),  state ← σ(o)·tanh(c)
Tensor lstm(Pass& pass, Tensor x, Tensor weight, Tensor bias, Ragged items, bool reverse);

// Gated recurrent unit (Cho et al., 2014). x [tokens, 3·h], in the order reset, update, candidate;
// weight [3·h, h], bias [3·h] → states [tokens, h]; with s = weight·state + bias:
//   n = tanh(x_n + σ(x_r + s_r)·s_n),  z = σ(x_z + s_z),  state ← (1 − z)·n + z·state
Tensor gru(Pass& pass, Tensor x, Tensor weight, Tensor bias, Ragged items, bool reverse);

}  // namespace heed
