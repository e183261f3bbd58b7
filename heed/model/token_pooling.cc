#include "heed/model/token_pooling.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "heed/attention/multi_head.h"
#include "heed/tensor/ops/elementwise.h"
#include "heed/tensor/ops/rows.h"

namespace heed {
namespace {

constexpr std::int64_t kHeads = 4;  // of multihead
constexpr std::array<std::string_view, 4> kKinds = {"attention", "mean", "max", "cls"};
constexpr std::array<std::string_view, 5> kScores = {"dot", "scaled", "general", "additive",
                                                     "multihead"};

template <class Enum, std::size_t N>
std::optional<Enum> parse(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

Tensor weights_of(Pass& pass, Ragged items) {
  const auto count = static_cast<std::size_t>(items.tokens());
  const Tensor out{{items.tokens(), 1}, pass.scratch<float>(count).data()};
  std::fill_n(out.data, count, 0.0f);
  return out;
}

Tensor mean_weights(Pass& pass, Ragged items) {
  const Tensor out = weights_of(pass, items);
  for (std::int64_t i = 0; i < items.items(); ++i) {
    std::fill_n(out.row(items.begin(i)), items.length(i),
                1.0f / static_cast<float>(items.length(i)));
  }
  return out;
}

Tensor first_weights(Pass& pass, Ragged items) {
  const Tensor out = weights_of(pass, items);
  for (std::int64_t i = 0; i < items.items(); ++i) *out.row(items.begin(i)) = 1;
  return out;
}

Tensor shares_of_columns(Pass& pass, Tensor tokens, Ragged items) {
  const Tensor out = weights_of(pass, items);
  const float share = 1.0f / static_cast<float>(tokens.cols());
  for (std::int64_t i = 0; i < items.items(); ++i) {
    for (std::int64_t c = 0; c < tokens.cols(); ++c) {
      std::int64_t best = items.begin(i);
      for (auto t = best; t < items.begin(i + 1); ++t) {
        if (tokens.row(t)[c] > tokens.row(best)[c]) best = t;
      }
      *out.row(best) += share;
    }
  }
  return out;
}

// The mean over heads of softmax(keys·query · scale), for explanations.
Tensor head_weights(Pass& pass, Tensor keys, Tensor query, float factor, Ragged items) {
  const Tensor out = weights_of(pass, items);
  const auto part = keys.cols() / kHeads;
  for (std::int64_t h = 0; h < kHeads; ++h) {
    const Tensor logits = weights_of(pass, items);
    for (std::int64_t t = 0; t < items.tokens(); ++t) {
      for (auto c = h * part; c < (h + 1) * part; ++c) {
        *logits.row(t) += factor * keys.row(t)[c] * query.data[c];
      }
    }
    const Tensor weights = item_softmax(pass, logits, items);
    for (std::int64_t t = 0; t < items.tokens(); ++t) {
      *out.row(t) += weights.data[t] / static_cast<float>(kHeads);
    }
  }
  return out;
}

}  // namespace

std::optional<PoolKind> parse_pool_kind(std::string_view name) {
  return parse<PoolKind>(kKinds, name);
}
std::optional<PoolScore> parse_pool_score(std::string_view name) {
  return parse<PoolScore>(kScores, name);
}
std::string_view name(PoolKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}
std::string_view name(PoolScore score) {
  return kScores[static_cast<std::size_t>(score)];
}

TokenPooling::TokenPooling(Parameters& parameters, const std::string& name, std::int64_t width,
                           PoolKind kind, PoolScore score)
    : kind_(kind), score_(score) {
  if (kind != PoolKind::attention) return;
  const bool heads = score == PoolScore::multihead;
  require(!heads || width % kHeads == 0, "the heads of a pooling divide its width");
  if (heads || score == PoolScore::general || score == PoolScore::additive) {
    hidden_.emplace(parameters, name + ".hidden", width, width, score == PoolScore::additive);
  }
  if (heads) value_.emplace(parameters, name + ".value", width, width);
  query_.emplace(parameters, name + ".query", width, 1, score == PoolScore::dot);
}

Tensor TokenPooling::scores(Pass& pass, Tensor tokens) const {
  switch (score_) {
    case PoolScore::general:
      return (*query_)(pass, (*hidden_)(pass, tokens));
    case PoolScore::additive:
      return (*query_)(pass, (*hidden_)(pass, tokens, Activation::tanh));
    case PoolScore::scaled:
      return scale(pass, (*query_)(pass, tokens), 1 / std::sqrt(static_cast<float>(tokens.cols())));
    default:
      return (*query_)(pass, tokens);
  }
}

Pooled TokenPooling::multi_head(Pass& pass, Tensor tokens, Ragged items) const {
  const auto count = static_cast<std::size_t>(items.items());
  const auto first = pass.scratch<std::int32_t>(count),
             offsets = pass.scratch<std::int32_t>(count + 1);
  std::fill(first.begin(), first.end(), 0);
  std::iota(offsets.begin(), offsets.end(), 0);
  const Tensor query = embedding(pass, *query_->weight, first);  // the same for each item
  const Tensor keys = (*hidden_)(pass, tokens);
  MultiHead heads;
  heads.heads = static_cast<int>(kHeads);
  Pooled out;
  out.rows = multi_head_attention(pass, query, keys, (*value_)(pass, tokens), Ragged{offsets},
                                  items, heads);
  const float factor = 1 / std::sqrt(static_cast<float>(tokens.cols() / kHeads));
  if (!pass.training()) out.weights = head_weights(pass, keys, *query_->weight, factor, items);
  return out;
}

Pooled TokenPooling::operator()(Pass& pass, Tensor tokens, Ragged items) const {
  switch (kind_) {
    case PoolKind::mean:
      return {mean_pool(pass, tokens, items), mean_weights(pass, items)};
    case PoolKind::cls:
      return {cls_pool(pass, tokens, items), first_weights(pass, items)};
    case PoolKind::max:
      return {max_pool(pass, tokens, items),
              pass.training() ? Tensor{} : shares_of_columns(pass, tokens, items)};
    case PoolKind::attention:
      break;
  }
  if (score_ == PoolScore::multihead) return multi_head(pass, tokens, items);
  const Tensor weights = item_softmax(pass, scores(pass, tokens), items);
  return {weighted_pool(pass, weights, tokens, items), weights};
}

}  // namespace heed
