#include "heed/attention/pooling.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "heed/attention/items.h"
#include "heed/kernel/table.h"
#include "heed/tensor/ops/linear.h"

namespace heed {
namespace {

using kernel::kernels;

void check(Tensor x, Ragged items) {
  require(x.rows() == items.tokens(), "pooling: a row for each token");
}

Tensor pooled_like(Pass& pass, Tensor x, Ragged items) {
  check(x, items);
  const Tensor y = pass.make({items.items(), x.cols()});
  std::fill_n(y.data, y.count(), 0.0f);
  return y;
}

float dot(const float* a, const float* b, std::int64_t n) {
  float sum = 0;
  for (std::int64_t i = 0; i < n; ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace

Tensor mean_pool(Pass& pass, Tensor x, Ragged items) {
  const Tensor y = pooled_like(pass, x, items);
  const auto width = x.cols();
  for_items(items.items(), x.count(), [&](std::int64_t i) {
    for (std::int32_t t = items.begin(i); t < items.offsets[i + 1]; ++t) {
      kernels().accumulate(1.0f / static_cast<float>(items.length(i)), x.row(t), y.row(i), width);
    }
  });
  pass.on_backward([=] {
    if (x.grad == nullptr) return;
    for_items(items.items(), x.count(), [&](std::int64_t i) {
      for (std::int32_t t = items.begin(i); t < items.offsets[i + 1]; ++t) {
        kernels().accumulate(1.0f / static_cast<float>(items.length(i)), y.grad + i * width,
                             x.grad + t * width, width);
      }
    });
  });
  return y;
}

Tensor max_pool(Pass& pass, Tensor x, Ragged items) {
  const Tensor y = pooled_like(pass, x, items);
  const auto width = x.cols();
  const auto from = pass.scratch<std::int32_t>(static_cast<std::size_t>(y.count()));
  for_items(items.items(), x.count(), [&](std::int64_t i) {
    if (items.length(i) == 0) return;
    const auto first = items.begin(i);
    std::int32_t* best = from.data() + i * width;
    std::copy_n(x.row(first), width, y.row(i));
    std::fill_n(best, width, first);
    for (std::int32_t t = first + 1; t < items.offsets[i + 1]; ++t) {
      for (std::int64_t c = 0; c < width; ++c) {
        if (x.row(t)[c] > y.row(i)[c]) {
          y.row(i)[c] = x.row(t)[c];
          best[c] = t;
        }
      }
    }
  });
  pass.on_backward([=] {
    if (x.grad == nullptr) return;
    for (std::int64_t i = 0; i < items.items(); ++i) {
      for (std::int64_t c = 0; items.length(i) > 0 && c < width; ++c) {
        x.grad[from[i * width + c] * width + c] += y.grad[i * width + c];
      }
    }
  });
  return y;
}

Tensor cls_pool(Pass& pass, Tensor x, Ragged items) {
  const Tensor y = pooled_like(pass, x, items);
  const auto width = x.cols();
  for (std::int64_t i = 0; i < items.items(); ++i) {
    if (items.length(i) > 0) std::copy_n(x.row(items.begin(i)), width, y.row(i));
  }
  pass.on_backward([=] {
    if (x.grad == nullptr) return;
    for (std::int64_t i = 0; i < items.items(); ++i) {
      if (items.length(i) == 0) continue;
      kernels().accumulate(1.0f, y.grad + i * width, x.grad + items.begin(i) * width, width);
    }
  });
  return y;
}

Tensor item_softmax(Pass& pass, Tensor logits, Ragged items) {
  check(logits, items);
  require(logits.cols() == 1, "item_softmax: one logit for each token");
  const Tensor y = pass.make(logits.shape);
  for (std::int64_t i = 0; i < items.items(); ++i) {
    const std::int32_t first = items.begin(i), n = items.length(i);
    if (n == 0) continue;
    const float largest = *std::max_element(logits.data + first, logits.data + first + n);
    double sum = 0;  // in float, the weights of long items would miss 1 by more than 1e-6
    for (std::int32_t t = first; t < first + n; ++t) {
      sum += y.data[t] = std::exp(logits.data[t] - largest);
    }
    const auto share = static_cast<float>(1 / sum);
    for (std::int32_t t = first; t < first + n; ++t) y.data[t] *= share;
  }
  pass.on_backward([=] {
    if (logits.grad == nullptr) return;
    for (std::int64_t i = 0; i < items.items(); ++i) {
      const std::int32_t first = items.begin(i), n = items.length(i);
      const float mean = dot(y.data + first, y.grad + first, n);
      for (std::int32_t t = first; t < first + n; ++t) {
        logits.grad[t] += y.data[t] * (y.grad[t] - mean);
      }
    }
  });
  return y;
}

Tensor weighted_pool(Pass& pass, Tensor weights, Tensor x, Ragged items) {
  require(weights.count() == x.rows(), "weighted_pool: a weight for each token");
  const Tensor y = pooled_like(pass, x, items);
  const auto width = x.cols();
  for_items(items.items(), x.count(), [&](std::int64_t i) {
    for (std::int32_t t = items.begin(i); t < items.offsets[i + 1]; ++t) {
      kernels().accumulate(weights.data[t], x.row(t), y.row(i), width);
    }
  });
  pass.on_backward([=] {
    for_items(items.items(), x.count(), [&](std::int64_t i) {
      const float* dy = y.grad + i * width;
      for (std::int32_t t = items.begin(i); t < items.offsets[i + 1]; ++t) {
        if (weights.grad != nullptr) weights.grad[t] += dot(dy, x.row(t), width);
        if (x.grad != nullptr) {
          kernels().accumulate(weights.data[t], dy, x.grad + t * width, width);
        }
      }
    });
  });
  return y;
}

Pooled attention_pool(Pass& pass, Tensor x, Tensor query, Tensor bias, Ragged items) {
  require(query.rows() == 1 && query.cols() == x.cols(), "attention_pool: one query of x's width");
  const Tensor weights = item_softmax(pass, linear(pass, x, query, bias), items);
  return {weighted_pool(pass, weights, x, items), weights};
}

}  // namespace heed
