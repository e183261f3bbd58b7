// What fits: the candidates of greatest value whose minutes stay within a budget, each worth less
// the closer it lies to one that was chosen before it.
//
//   gain(i | S) = value_i − λ · max over chosen s of cos(i, s)
//
// Without redundancy (λ = 0) the choice is a knapsack's: ≥ 0.95 of the optimum always, the optimum
// itself nearly always. With it, the best of several greedy orders and of the knapsack's choice,
// made lazily (Minoux, 1978). Pure and deterministic: ties go to the lower index.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace heed::choice {

struct Candidate {
  double value = 0;               // finite; never chosen where ≤ 0
  double minutes = 0;             // finite, ≥ 0
  std::span<const float> vector;  // any length of its own, or empty: like nothing else
};

struct Plan {
  std::vector<std::size_t> chosen;  // indices, greatest value first
  double minutes = 0;               // their sum, ≤ the budget
  double value = 0;                 // their sum, without redundancy
  double bound = 0;                 // no choice within the budget has a greater value
};

Plan plan(std::span<const Candidate> candidates, double budget, double redundancy = 0);

}  // namespace heed::choice
