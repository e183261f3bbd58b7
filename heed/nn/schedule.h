// The learning rate over time, as a factor of its peak: a linear warm-up, then constant, a straight
// line to 0, or half a cosine to 0.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace heed {

struct Schedule {
  enum class Shape { constant, linear, cosine };
  Shape shape = Shape::constant;
  std::int64_t warmup = 0;  // steps
  std::int64_t total = 0;   // steps, the warm-up's included; not read when constant

  // For step 0, 1, …: the same as transformers' get_linear_schedule_with_warmup and
  // get_cosine_schedule_with_warmup.
  double factor(std::int64_t step) const {
    if (step < warmup) return static_cast<double>(step) / static_cast<double>(warmup);
    if (shape == Shape::constant) return 1;
    const double done = static_cast<double>(step - warmup) /
                        static_cast<double>(std::max<std::int64_t>(1, total - warmup));
    if (shape == Shape::linear) return std::max(0.0, 1 - done);
    return done >= 1 ? 0 : 0.5 * (1 + std::cos(std::numbers::pi * done));
  }
};

}  // namespace heed
