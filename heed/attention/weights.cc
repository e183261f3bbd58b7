#include "heed/attention/weights.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "heed/attention/workspace.h"
#include "heed/kernel/product.h"

namespace heed {
namespace {

constexpr float kHidden = -std::numeric_limits<float>::infinity();

// Takes what is not seen out of a query's logits.
void hide(const Seen& seen, const std::uint8_t* mask, std::int64_t i, std::int64_t keys,
          float* row) {
  for (std::int64_t j = 0; j < keys; ++j) {
    const bool out = (seen.causal && j > i) ||
                     (seen.window >= 0 && std::abs(i - j) > seen.window) ||
                     (mask != nullptr && mask[j] == 0);
    if (out) row[j] = kHidden;
  }
}

void keep_largest(std::int64_t keep, std::int64_t keys, float* row, float* sorted) {
  if (keep >= keys) return;
  std::copy_n(row, keys, sorted);
  std::nth_element(sorted, sorted + keep - 1, sorted + keys, std::greater<>());
  const float least = sorted[keep - 1];
  std::int64_t room = keep - std::count_if(row, row + keys, [&](float x) { return x > least; });
  for (std::int64_t j = 0; j < keys; ++j) {
    if (row[j] < least || (row[j] == least && room-- <= 0)) row[j] = kHidden;
  }
}

void softmax(std::int64_t keys, float* row) {
  const float largest = *std::max_element(row, row + keys);
  if (largest == kHidden) return std::fill_n(row, keys, 0.0f), void();
  float sum = 0;
  for (std::int64_t j = 0; j < keys; ++j) sum += row[j] = std::exp(row[j] - largest);
  for (std::int64_t j = 0; j < keys; ++j) row[j] /= sum;
}

}  // namespace

Tensor attention_weights(Pass& pass, Tensor logits, const Grid& grid, const Seen& seen) {
  require(logits.count() == grid.total(), "weights: a logit for each place of the grid");
  require(seen.mask.empty() || static_cast<std::int64_t>(seen.mask.size()) == grid.total(),
          "weights: the mask has an entry for each place of the grid");
  const Tensor y = pass.make(logits.shape);
  std::copy_n(logits.data, logits.count(), y.data);
  for_items(grid.items(), grid.total() * 8, [&](std::int64_t item) {
    const std::int64_t keys = grid.keys.length(item);
    for (std::int64_t i = 0; keys > 0 && i < grid.queries.length(item); ++i) {
      const std::int64_t at = grid.at[item] + i * keys;
      hide(seen, seen.mask.empty() ? nullptr : seen.mask.data() + at, i, keys, y.data + at);
      if (seen.keep > 0) keep_largest(seen.keep, keys, y.data + at, attention::workspace(keys));
      softmax(keys, y.data + at);
    }
  });
  pass.on_backward([=] {
    if (logits.grad == nullptr) return;
    for_items(grid.items(), grid.total() * 2, [&](std::int64_t item) {
      const std::int64_t keys = grid.keys.length(item);
      for (std::int64_t i = 0; i < grid.queries.length(item); ++i) {
        const std::int64_t at = grid.at[item] + i * keys;
        float mean = 0;
        for (std::int64_t j = at; j < at + keys; ++j) mean += y.data[j] * y.grad[j];
        for (std::int64_t j = at; j < at + keys; ++j) {
          logits.grad[j] += y.data[j] * (y.grad[j] - mean);
        }
      }
    });
  });
  return y;
}

Tensor weighted_values(Pass& pass, Tensor weights, Tensor v, const Grid& grid) {
  require(weights.count() == grid.total(), "weighted values: a weight for each place of the grid");
  require(v.rows() == grid.keys.tokens(), "weighted values: a row for each key");
  const auto width = v.cols();
  const Tensor y = pass.make({grid.queries.tokens(), width});
  for_items(grid.items(), grid.total() * width, [&](std::int64_t item) {
    const std::int64_t n = grid.queries.length(item), m = grid.keys.length(item);
    float* out = y.row(grid.queries.begin(item));
    if (m == 0) return std::fill_n(out, n * width, 0.0f), void();
    kernel::multiply({n, width, m, weights.data + grid.at[item], m, false,
                      v.row(grid.keys.begin(item)), width, false, out, width, 0.0f});
  });
  pass.on_backward([=] {
    for_items(grid.items(), grid.total() * width, [&](std::int64_t item) {
      const std::int64_t n = grid.queries.length(item), m = grid.keys.length(item);
      const std::int64_t at = grid.at[item], v0 = grid.keys.begin(item) * width;
      const float* dy = y.grad + grid.queries.begin(item) * width;
      if (weights.grad != nullptr) {
        kernel::multiply(
            {n, m, width, dy, width, false, v.data + v0, width, true, weights.grad + at, m, 1.0f});
      }
      if (v.grad != nullptr) {
        kernel::multiply(
            {m, width, n, weights.data + at, m, true, dy, width, false, v.grad + v0, width, 1.0f});
      }
    });
  });
  return y;
}

}  // namespace heed
