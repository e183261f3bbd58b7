#include "heed/train/metrics.h"

#include <algorithm>
#include <cmath>

#include "heed/base/error.h"

namespace heed {
namespace {

double ratio(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::int64_t column_sum(const Metrics& m, std::size_t c) {
  std::int64_t sum = 0;
  for (const auto& row : m.confusion) sum += row[c];
  return sum;
}

}  // namespace

std::int32_t Probabilities::likeliest(std::size_t i) const {
  const auto p = row(i);
  return static_cast<std::int32_t>(std::max_element(p.begin(), p.end()) - p.begin());
}

Metrics measure(std::span<const std::int32_t> truth, std::span<const std::int32_t> predicted,
                std::size_t classes) {
  require(truth.size() == predicted.size(), "each item has one prediction");
  Metrics m;
  m.confusion.assign(classes, std::vector<std::int64_t>(classes));
  for (std::size_t i = 0; i < truth.size(); ++i) ++m.confusion[truth[i]][predicted[i]];
  std::int64_t right = 0, occurring = 0;
  for (std::size_t c = 0; c < classes; ++c) {
    ClassMetrics k;
    const auto hits = m.confusion[c][c], called = column_sum(m, c);
    for (const auto n : m.confusion[c]) k.support += n;
    k.precision = ratio(hits, called);
    k.recall = ratio(hits, k.support);
    k.f1 = ratio(2 * hits, called + k.support);
    right += hits;
    if (called + k.support > 0) {
      ++occurring;
      m.macro_f1 += k.f1;
    }
    m.per_class.push_back(k);
  }
  m.accuracy = ratio(right, static_cast<std::int64_t>(truth.size()));
  if (occurring > 0) m.macro_f1 /= static_cast<double>(occurring);
  return m;
}

double calibration_error(std::span<const std::int32_t> truth, const Probabilities& predicted,
                         int bins) {
  require(truth.size() == predicted.items(), "each item has one prediction");
  std::vector<double> gap(bins);  // Σ (right − probability)
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const auto best = predicted.likeliest(i);
    const double p = predicted.row(i)[best];
    const int bin = std::clamp(static_cast<int>(std::ceil(p * bins)) - 1, 0, bins - 1);
    gap[bin] += (best == truth[i] ? 1.0 : 0.0) - p;
  }
  double sum = 0;
  for (const double g : gap) sum += std::abs(g);
  return truth.empty() ? 0.0 : sum / static_cast<double>(truth.size());
}

std::map<std::string, GroupMetrics> measure_groups(std::span<const std::int32_t> truth,
                                                   std::span<const std::int32_t> predicted,
                                                   std::span<const std::string> groups,
                                                   std::size_t classes) {
  require(truth.size() == groups.size(), "each item has one group");
  std::map<std::string, std::pair<std::vector<std::int32_t>, std::vector<std::int32_t>>> parts;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    auto& [t, p] = parts[groups[i]];
    t.push_back(truth[i]);
    p.push_back(predicted[i]);
  }
  std::map<std::string, GroupMetrics> out;
  for (const auto& [group, part] : parts) {
    const auto m = measure(part.first, part.second, classes);
    out[group] = {static_cast<std::int64_t>(part.first.size()), m.accuracy, m.macro_f1};
  }
  return out;
}

}  // namespace heed
