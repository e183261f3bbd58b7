// How a training went, as a picture: the training loss step by step, the development set's loss and
// accuracy after each epoch. A self-contained SVG, readable on light and dark pages.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace heed {

struct LearningCurve {
  struct Step {
    std::int64_t step;
    double loss;
  };
  struct Evaluation {
    std::int64_t step;
    double loss, accuracy;
  };
  std::vector<Step> training;
  std::vector<Evaluation> dev;
};

std::string to_svg(const LearningCurve& curve);

}  // namespace heed
