// A share of the budget goes to what the memory knows least about, by lot, so that it can learn
// what it can't guess. The chance of each draw is known and kept with the decision.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "heed/base/random.h"

namespace heed::choice {

struct Stranger {
  std::size_t index = 0;
  double unknown = 0;  // α_0 of the item: how sure it is that no slot is close
  double minutes = 0;
};

struct Drawn {
  std::size_t index = 0;
  double probability = 0;  // that this very item came out of the draws that were made
};

// Draws from the tenth that is least known (ties: lower index), at least five. One of m minutes is
// kept with probability min(1, minutes left / m), so that in expectation `minutes` are spent and a
// short budget still explores now and then.
std::vector<Drawn> explore(std::span<const Stranger> strangers, double minutes, Random& random);

}  // namespace heed::choice
