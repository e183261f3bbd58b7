// From the rows of an item's tokens to one row: attention with a learned query, mean, maximum, or
// the first token's row. Also tells how much each token counted. Const once built.
//
//   dot       q·h_t + b              (Linear(width → 1), the reference classifier's)
//   scaled    q·h_t / √width
//   general   q·W h_t
//   additive  v·tanh(W h_t + b)      (Bahdanau et al., 2015)
//   multihead in each of 4 heads q·(W h_t) / √(width / 4), which weighs that head's part of V h_t
//
// Weights are the softmax of these scores over the tokens of the item; the result is Σ_t w_t h_t.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "heed/attention/pooling.h"
#include "heed/nn/layers.h"
#include "heed/nn/parameters.h"
#include "heed/tensor/pass.h"

namespace heed {

enum class PoolKind { attention, mean, max, cls };
enum class PoolScore { dot, scaled, general, additive, multihead };

std::optional<PoolKind> parse_pool_kind(std::string_view name);
std::optional<PoolScore> parse_pool_score(std::string_view name);
std::string_view name(PoolKind kind);
std::string_view name(PoolScore score);

class TokenPooling {
 public:
  TokenPooling(Parameters& parameters, const std::string& name, std::int64_t width, PoolKind kind,
               PoolScore score);

  // Every item has a token. The weights add up to 1 in each item: with multihead they are the
  // mean over heads, of max pooling each token's share of the columns; in training they are there
  // only for attention with one head. The offsets of `items` must outlive the pass's backward().
  Pooled operator()(Pass& pass, Tensor tokens, Ragged items) const;

 private:
  Tensor scores(Pass& pass, Tensor tokens) const;  // [tokens, 1]
  Pooled multi_head(Pass& pass, Tensor tokens, Ragged items) const;

  PoolKind kind_;
  PoolScore score_;
  std::optional<Linear> hidden_, value_, query_;
};

}  // namespace heed
