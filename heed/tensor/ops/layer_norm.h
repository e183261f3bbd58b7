// Layer normalisation (Ba, Kiros and Hinton, 2016): each row to mean 0 and variance 1, then
// y = gamma·x + beta, column by column; gamma and beta [cols].
#pragma once

#include "heed/tensor/pass.h"

namespace heed {

Tensor layer_norm(Pass& pass, Tensor x, Tensor gamma, Tensor beta, float eps);

// The same of x + residual, in one sweep; in the memory of `into`, if it is given, when inferring.
Tensor add_layer_norm(Pass& pass, Tensor x, Tensor residual, Tensor gamma, Tensor beta, float eps,
                      Tensor into = {});

}  // namespace heed
