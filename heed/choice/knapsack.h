// The 0/1 knapsack: the most value that fits a capacity. Exact on almost every input, by branch and
// bound over the items sorted by density (Horowitz and Sahni, 1974); where that takes too many
// steps, never less than 0.96 of the optimum, by dynamic programming over rounded values (Ibarra
// and Kim, 1975). Deterministic: ties go to the lower index. Weights may exceed the capacity by
// what adding doubles rounds away, a share of 1e-12.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace heed::choice {

struct Good {
  double value;   // finite
  double weight;  // finite, ≥ 0
};

struct Packed {
  std::vector<std::size_t> chosen;  // indices, ascending; none of value ≤ 0
  double value = 0;                 // what they sum to
  double bound = 0;                 // no choice that fits is worth more
};

constexpr std::size_t kPackingSteps = 100'000;

// `steps` limits the branch and bound; tests set it to 0 to see what is left without it.
Packed pack(std::span<const Good> goods, double capacity, std::size_t steps = kPackingSteps);

}  // namespace heed::choice
