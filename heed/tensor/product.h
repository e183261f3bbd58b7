// C = op(A)·op(B) + beta·C, shared among the threads in blocks that depend only on the sizes.
#pragma once

#include "heed/kernel/product.h"

namespace heed {

void product(const kernel::Product& whole);

}  // namespace heed
