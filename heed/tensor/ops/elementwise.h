// Ops that treat each number by itself. Shapes of two inputs must agree.
#pragma once

#include "heed/kernel/table.h"
#include "heed/tensor/pass.h"

namespace heed {

Tensor add(Pass& pass, Tensor a, Tensor b);
Tensor scale(Pass& pass, Tensor x, float factor);
Tensor activate(Pass& pass, Tensor x, Activation activation);

// In training, each number becomes 0 with probability `rate` and the others grow by 1/(1 − rate);
// x itself when inferring. Which ones depends on the pass's seed and the order of calls alone.
Tensor dropout(Pass& pass, Tensor x, float rate);

// The same in x's own memory: for an x that no other op reads, and whose maker needs its values no
// more (such as linear and layer_norm).
Tensor dropout_in_place(Pass& pass, Tensor x, float rate);

}  // namespace heed
