// y = act(x·Wᵀ + b): x [rows, in], W [out, in] as PyTorch lays it, b [out] or no data for none.
#pragma once

#include "heed/kernel/table.h"
#include "heed/tensor/pass.h"

namespace heed {

Tensor linear(Pass& pass, Tensor x, Tensor weight, Tensor bias = {},
              Activation activation = Activation::none);

}  // namespace heed
