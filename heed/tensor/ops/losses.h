// Losses: one number each, a mean over the batch, ready for Pass::backward. Spans must outlive it.
#pragma once

#include <span>

#include "heed/tensor/pass.h"

namespace heed {

struct CrossEntropy {
  float label_smoothing = 0;            // this share of the target is spread over all classes
  std::span<const float> weights = {};  // of each class; empty: all 1
};

// −log softmax(logits)[label], logits [rows, classes], label in [0, classes). With weights the mean
// is over the weights of the labels; smoothing and weights combine as in PyTorch's
// CrossEntropyLoss.
Tensor cross_entropy(Pass& pass, Tensor logits, std::span<const std::int32_t> labels,
                     const CrossEntropy& options = {});

// −t log σ(x) − (1 − t) log(1 − σ(x)), targets t in [0, 1], as many as logits.
Tensor binary_cross_entropy(Pass& pass, Tensor logits, std::span<const float> targets);

// In-batch contrast (InfoNCE, van den Oord et al., 2018): row i of `queries` should be closest to
// row i of `keys` among all rows. Both [rows, width]; cosines divided by the temperature.
Tensor contrastive(Pass& pass, Tensor queries, Tensor keys, float temperature = 0.05f);

// Two places in a list of scores, the first wanted above the second.
struct Pair {
  std::int32_t better;
  std::int32_t worse;
  float weight = 1;
};

// log(1 + exp(s_worse − s_better)), the weighted mean over pairs (RankNet, Burges et al., 2005).
Tensor pairwise_logistic(Pass& pass, Tensor scores, std::span<const Pair> pairs);

}  // namespace heed
