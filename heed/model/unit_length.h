// Vectors of length 1, whose products are cosines.
#pragma once

#include <cmath>
#include <span>

#include "heed/kernel/table.h"

namespace heed {

// Zeros stay zeros.
inline void scale_to_one(std::span<float> vector) {
  const double squares = kernel::kernels().sum_of_squares(vector.data(), vector.size());
  if (squares == 0) return;
  const auto scale = static_cast<float>(1 / std::sqrt(squares));
  for (float& x : vector) x *= scale;
}

}  // namespace heed
