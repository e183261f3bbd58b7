// C = op(A)·op(B) + beta·C by the thread pool, in the precision of a pass.
#pragma once

#include "heed/kernel/half_product.h"
#include "heed/kernel/precision.h"

namespace heed {

inline void product(const kernel::Product& whole, Precision precision) {
  if (precision == Precision::f32) return kernel::multiply_shared(whole);
  kernel::multiply_half(whole);
}

}  // namespace heed
