// Convolution over time as a product: each token's row becomes the rows of its neighbourhood, laid
// side by side, so that linear(unfold(x)) is the convolution.
#pragma once

#include "heed/tensor/pass.h"

namespace heed {

// y[t] = x[t − left], …, x[t − left + width − 1], zeros beyond the item's ends; left is
// (width − 1) / 2. [tokens, cols] → [tokens, width · cols].
Tensor unfold(Pass& pass, Tensor x, Ragged items, std::int64_t width);

}  // namespace heed
