// How well a classifier does on labelled items. Shares are fractions, 0 … 1. As in scikit-learn,
// precision, recall and F1 are 0 where they would divide by 0, and macro-F1 is the mean of the F1
// of the classes that occur, as truth or as prediction.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace heed {

// One row of `classes` probabilities for each item.
struct Probabilities {
  std::size_t classes = 0;
  std::vector<float> values;

  std::size_t items() const { return classes == 0 ? 0 : values.size() / classes; }
  std::span<const float> row(std::size_t i) const { return {&values[i * classes], classes}; }
  std::int32_t likeliest(std::size_t i) const;  // the first of equals
};

struct ClassMetrics {
  double precision = 0, recall = 0, f1 = 0;
  std::int64_t support = 0;  // items of this class
};

struct Metrics {
  double accuracy = 0, macro_f1 = 0;
  std::vector<ClassMetrics> per_class;
  std::vector<std::vector<std::int64_t>> confusion;  // [truth][prediction]
};

Metrics measure(std::span<const std::int32_t> truth, std::span<const std::int32_t> predicted,
                std::size_t classes);

// Expected calibration error: items fall by the probability of their likeliest class into `bins`
// of equal width (k/bins, (k+1)/bins]; the mean over items of |share right − mean probability| of
// their bin (Guo et al., "On Calibration of Modern Neural Networks", 2017).
double calibration_error(std::span<const std::int32_t> truth, const Probabilities& predicted,
                         int bins = 15);

struct GroupMetrics {
  std::int64_t count = 0;
  double accuracy = 0, macro_f1 = 0;
};

// The same for the items of each value of `groups`.
std::map<std::string, GroupMetrics> measure_groups(std::span<const std::int32_t> truth,
                                                   std::span<const std::int32_t> predicted,
                                                   std::span<const std::string> groups,
                                                   std::size_t classes);

}  // namespace heed
