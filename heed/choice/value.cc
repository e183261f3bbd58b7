#include "heed/choice/value.h"

#include <algorithm>
#include <cmath>

namespace heed::choice {

Features contributions(const Features& weights, const Features& features) {
  Features parts;
  for (std::size_t f = 0; f < kFeatures; ++f) parts[f] = weights[f] * features[f] + 0.0;  // no −0
  return parts;
}

double value(const Features& contributions) {
  double sum = 0;
  for (const double part : contributions) sum += part;
  return sum;
}

double freshness(double age_hours, double half_life_hours) {
  return std::exp2(-std::max(0.0, age_hours) / half_life_hours);
}

double trust(double liked) {
  constexpr double kHalfway = 4;  // likes at which a source is half trusted
  return liked / (liked + kHalfway);
}

double novelty(std::span<const float> similarities) {
  float closest = 0;
  for (const float similarity : similarities) closest = std::max(closest, similarity);
  return 1 - std::min(1.0, static_cast<double>(closest));
}

double length_fit(double minutes, double usual_budget) {
  return usual_budget <= 0 ? -1 : std::clamp(1 - 2 * minutes / usual_budget, -1.0, 1.0);
}

}  // namespace heed::choice
