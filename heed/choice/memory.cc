#include "heed/choice/memory.h"

#include <algorithm>
#include <cmath>

namespace heed::choice {
namespace {

// σ of the normal distribution whose 99th percentile is that of the residuals. Cosines lean to the
// right: what counts is how far up unrelated texts reach, which their plain deviation understates.
double upper_deviation(std::vector<float>& residuals) {
  constexpr double kPercentile = 0.99, kNormal = 2.3263;
  if (residuals.empty()) return 0;
  const auto place =
      static_cast<std::ptrdiff_t>(kPercentile * static_cast<double>(residuals.size() - 1));
  std::nth_element(residuals.begin(), residuals.begin() + place, residuals.end());
  return std::max(0.0, static_cast<double>(residuals[place])) / kNormal;
}

// The root mean square of two deviations, each weighing as much as its count.
double blend(double a, double count_a, double b, double count_b) {
  return std::sqrt((a * a * count_a + b * b * count_b) / (count_a + count_b));
}

}  // namespace

std::vector<double> prior_weights(std::span<const Slot> slots, const MemorySettings& settings) {
  std::vector<double> weights;
  double wanted = 0, unwanted = 0;
  for (const Slot& slot : slots) {
    const bool typed = slot.kind == Slot::Kind::typed;
    const KindSettings& kind = typed ? settings.typed : settings.feedback;
    const double weight = kind.strength * std::exp2(-slot.age_days / kind.half_life_days);
    weights.push_back(weight);
    if (slot.value > 0) wanted += weight;
    if (slot.value < 0 && !typed) unwanted += weight;
  }
  const double limit = std::max(wanted, settings.typed.strength);
  if (unwanted > limit) {
    for (std::size_t j = 0; j < slots.size(); ++j) {
      if (slots[j].value < 0 && slots[j].kind == Slot::Kind::feedback) {
        weights[j] *= limit / unwanted;
      }
    }
  }
  return weights;
}

Background measure_background(Rows keys, Rows background, const EncoderPrior& prior) {
  std::vector<float> kept;
  for (std::size_t i = 0; i < background.count(); ++i) {
    const auto row = background.row(i);
    if (dot(row, row) > 0) kept.insert(kept.end(), row.begin(), row.end());
  }
  const Rows sample{kept, background.width};
  const auto n = sample.count();
  const auto mean_with_prior = [&](double sum, double count) {
    return (sum + prior.mean * prior.count) / (count + prior.count);
  };

  Background measured;
  measured.unrelated = prior.mean;
  const auto to_keys = n == 0 ? std::vector<float>() : products(keys, sample);
  for (std::size_t j = 0; j < keys.count(); ++j) {
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += to_keys[j * n + i];
    measured.mean.push_back(mean_with_prior(sum, static_cast<double>(n)));
  }

  const auto pairs = n == 0 ? std::vector<float>() : products(sample, sample);
  std::vector<float> residuals;
  double all = 0;
  for (std::size_t i = 0; i < n; ++i) {
    double sum = 0;
    for (std::size_t k = 0; k < n; ++k) sum += k == i ? 0 : pairs[i * n + k];
    const double mean = mean_with_prior(sum, static_cast<double>(n) - 1);
    all += mean;
    for (std::size_t k = 0; k < n; ++k) {
      if (k != i) residuals.push_back(pairs[i * n + k] - static_cast<float>(mean));
    }
  }
  if (n > 0) measured.unrelated = all / static_cast<double>(n);
  measured.deviation = blend(upper_deviation(residuals), static_cast<double>(residuals.size()),
                             prior.deviation, prior.count * prior.count);
  return measured;
}

}  // namespace heed::choice
