// Pooling: each item's rows of a ragged batch [tokens, width] become one row, → [items, width]. An
// item without rows gives zeros.
#pragma once

#include "heed/tensor/pass.h"
#include "heed/tensor/tensor.h"

namespace heed {

Tensor mean_pool(Pass& pass, Tensor x, Ragged items);
Tensor max_pool(Pass& pass, Tensor x,
                Ragged items);  // the gradient goes to the first of the largest
Tensor cls_pool(Pass& pass, Tensor x, Ragged items);  // the first row

// Softmax over the tokens of each item: logits [tokens, 1] → weights [tokens, 1].
Tensor item_softmax(Pass& pass, Tensor logits, Ragged items);

// Σ_t weights[t] · x[t] over the tokens of each item; weights [tokens, 1].
Tensor weighted_pool(Pass& pass, Tensor weights, Tensor x, Ragged items);

struct Pooled {
  Tensor rows;     // [items, width]
  Tensor weights;  // [tokens, 1]: what each token counted for; they sum to 1 in each item
};

// Attention pooling with a learned query: item_softmax(x·queryᵀ + bias), then weighted_pool.
// query [1, width], bias [1] or no data (it does not change the weights).
Pooled attention_pool(Pass& pass, Tensor x, Tensor query, Tensor bias, Ragged items);

}  // namespace heed
