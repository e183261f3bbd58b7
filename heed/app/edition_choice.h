// Which of the surveyed items an edition holds: stories told once, the plan that fits the budget,
// and a share by lot for what the memory knows least about.
#pragma once

#include <unordered_map>
#include <vector>

#include "heed/app/stories.h"

namespace heed::app {

// What was chosen of a survey.
struct Chosen {
  std::vector<std::size_t> items;                    // most valued first
  std::unordered_map<std::size_t, double> explored;  // with the chance that it had
  std::vector<std::vector<Told>> also;               // by item: others that tell its story
};

// A budget without end takes every considered item, and folds none. Where nothing good is short
// enough for the budget, one item may exceed it.
Chosen choose(Home& home, const Survey& s, double budget);

}  // namespace heed::app
