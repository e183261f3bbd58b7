#include "heed/tensor/ops/losses.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "heed/tensor/ops/elementwise.h"
#include "heed/tensor/ops/linear.h"
#include "heed/tensor/ops/rows.h"

namespace heed {
namespace {

// log(1 + eˣ) without overflow.
double softplus(double x) {
  return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}

double sigmoid(double x) {
  return x >= 0 ? 1 / (1 + std::exp(-x)) : std::exp(x) / (1 + std::exp(x));
}

double log_sum_exp(std::span<const float> row) {
  const double top = *std::max_element(row.begin(), row.end());
  double sum = 0;
  for (const float x : row) sum += std::exp(x - top);
  return top + std::log(sum);
}

std::span<const float> row_of(Tensor x, std::int64_t r) {
  return {x.row(r), static_cast<std::size_t>(x.cols())};
}

// Returns the loss and, in training, lets backward() add loss.grad · slopes to x's gradient.
Tensor finish(Pass& pass, double value, Tensor x, std::span<float> slopes) {
  const Tensor loss = pass.make({1});
  loss.data[0] = static_cast<float>(value);
  pass.on_backward([=] {
    if (x.grad == nullptr) return;
    for (std::size_t i = 0; i < slopes.size(); ++i) x.grad[i] += loss.grad[0] * slopes[i];
  });
  return loss;
}

}  // namespace

Tensor cross_entropy(Pass& pass, Tensor logits, std::span<const std::int32_t> labels,
                     const CrossEntropy& options) {
  const auto rows = logits.rows(), classes = logits.cols();
  require(static_cast<std::int64_t>(labels.size()) == rows,
          "cross_entropy: one label for each row");
  require(options.weights.empty() || static_cast<std::int64_t>(options.weights.size()) == classes,
          "cross_entropy: one weight for each class");
  const auto weight = [&](std::int64_t c) {
    return options.weights.empty() ? 1.0 : static_cast<double>(options.weights[c]);
  };
  double total_weight = 0, all_weights = 0, sum = 0;
  for (const auto label : labels) {
    require(label >= 0 && label < classes, "cross_entropy: labels are classes");
    total_weight += weight(label);
  }
  for (std::int64_t c = 0; c < classes; ++c) all_weights += weight(c);
  const auto slopes = pass.scratch<float>(static_cast<std::size_t>(logits.count()));
  const double spread = options.label_smoothing / static_cast<double>(classes);
  const double kept = 1 - static_cast<double>(options.label_smoothing);
  for (std::int64_t r = 0; r < rows; ++r) {
    const double normalizer = log_sum_exp(row_of(logits, r));
    const auto label = labels[static_cast<std::size_t>(r)];
    const double mass = kept * weight(label) + spread * all_weights;
    for (std::int64_t c = 0; c < classes; ++c) {
      const double target = (c == label ? kept * weight(c) : 0) + spread * weight(c);
      const double log_p = logits.row(r)[c] - normalizer;
      sum -= target * log_p;
      slopes[static_cast<std::size_t>(r * classes + c)] =
          static_cast<float>((mass * std::exp(log_p) - target) / total_weight);
    }
  }
  return finish(pass, sum / total_weight, logits, slopes);
}

Tensor binary_cross_entropy(Pass& pass, Tensor logits, std::span<const float> targets) {
  require(static_cast<std::int64_t>(targets.size()) == logits.count(),
          "binary_cross_entropy: one target for each logit");
  const auto slopes = pass.scratch<float>(targets.size());
  const auto count = static_cast<double>(targets.size());
  double sum = 0;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const double x = logits.data[i], t = targets[i];
    sum += softplus(x) - t * x;
    slopes[i] = static_cast<float>((sigmoid(x) - t) / count);
  }
  return finish(pass, sum / count, logits, slopes);
}

Tensor contrastive(Pass& pass, Tensor queries, Tensor keys, float temperature) {
  require(queries.shape == keys.shape, "contrastive: as many keys as queries, of one width");
  const Tensor cosines = linear(pass, normalize_rows(pass, queries), normalize_rows(pass, keys));
  const auto own = pass.scratch<std::int32_t>(static_cast<std::size_t>(queries.rows()));
  std::iota(own.begin(), own.end(), 0);
  return cross_entropy(pass, scale(pass, cosines, 1 / temperature), own);
}

Tensor pairwise_logistic(Pass& pass, Tensor scores, std::span<const Pair> pairs) {
  const auto slopes = pass.scratch<float>(static_cast<std::size_t>(scores.count()));
  std::fill(slopes.begin(), slopes.end(), 0.0f);
  double total = 0, sum = 0;
  for (const auto& pair : pairs) total += pair.weight;
  require(total > 0, "pairwise_logistic: pairs with a positive weight");
  for (const auto& [better, worse, weight] : pairs) {
    require(std::min(better, worse) >= 0 && std::max(better, worse) < scores.count(),
            "pairwise_logistic: pairs point at scores");
    const double margin = static_cast<double>(scores.data[better]) - scores.data[worse];
    sum += weight * softplus(-margin);
    const auto slope = static_cast<float>(weight * sigmoid(-margin) / total);
    slopes[static_cast<std::size_t>(better)] -= slope;
    slopes[static_cast<std::size_t>(worse)] += slope;
  }
  return finish(pass, sum / total, scores, slopes);
}

}  // namespace heed
