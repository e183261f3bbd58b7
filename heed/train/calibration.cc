#include "heed/train/calibration.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "heed/base/error.h"

namespace heed {

double negative_log_likelihood(std::span<const float> logits, std::span<const std::int32_t> truth,
                               std::size_t classes, double temperature) {
  require(logits.size() == truth.size() * classes, "one row of logits for each item");
  double sum = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const auto row = logits.subspan(i * classes, classes);
    const double top = *std::max_element(row.begin(), row.end());
    double total = 0;
    for (const float z : row) total += std::exp((z - top) / temperature);
    sum += std::log(total) - (row[truth[i]] - top) / temperature;
  }
  return truth.empty() ? 0.0 : sum / static_cast<double>(truth.size());
}

double fit_temperature(std::span<const float> logits, std::span<const std::int32_t> truth,
                       std::size_t classes) {
  if (truth.empty()) return 1.0;
  const auto loss = [&](double log_t) {
    return negative_log_likelihood(logits, truth, classes, std::exp(log_t));
  };
  constexpr double kShrink = 1.0 / std::numbers::phi;
  double low = std::log(0.2), high = std::log(20.0);
  double a = high - kShrink * (high - low), b = low + kShrink * (high - low);
  double loss_a = loss(a), loss_b = loss(b);
  while (high - low > 1e-4) {
    if (loss_a <= loss_b) {
      high = b;
      b = a;
      loss_b = loss_a;
      a = high - kShrink * (high - low);
      loss_a = loss(a);
    } else {
      low = a;
      a = b;
      loss_a = loss_b;
      b = low + kShrink * (high - low);
      loss_b = loss(b);
    }
  }
  return std::exp((low + high) / 2);
}

void softmax_rows(std::span<const float> logits, std::size_t classes, double temperature,
                  std::span<float> probabilities) {
  require(logits.size() == probabilities.size(), "as many probabilities as logits");
  for (std::size_t at = 0; at < logits.size(); at += classes) {
    const auto row = logits.subspan(at, classes);
    const double top = *std::max_element(row.begin(), row.end());
    double total = 0;
    for (const float z : row) total += std::exp((z - top) / temperature);
    for (std::size_t c = 0; c < classes; ++c) {
      probabilities[at + c] = static_cast<float>(std::exp((row[c] - top) / temperature) / total);
    }
  }
}

}  // namespace heed
