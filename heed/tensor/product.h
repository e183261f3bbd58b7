// C = op(A)·op(B) + beta·C by the thread pool, in the precision of a pass.
#pragma once

#include "heed/kernel/half_product.h"
#include "heed/kernel/precision.h"

namespace heed {

inline void product(const kernel::Product& whole, Precision precision, kernel::RowWork done = {}) {
  if (precision == Precision::f32) return kernel::multiply_shared(whole, done);
  kernel::multiply_half(whole, done);
}

// The same, and done(first, last) for ranges of C's rows once they are complete.
template <class Done>
void product_then(const kernel::Product& whole, Precision precision, const Done& done) {
  product(whole, precision,
          {[](const void* context, std::int64_t first, std::int64_t last) {
             (*static_cast<const Done*>(context))(first, last);
           },
           &done});
}

}  // namespace heed
