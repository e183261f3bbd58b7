// C = op(A)·op(B) + beta·C in float32, row-major, on this thread alone: whoever wants threads gives
// each a block of C. Does not fail and keeps no state.
#pragma once

#include <cstdint>

namespace heed::kernel {

struct Product {
  std::int64_t m, n, k;  // op(A) is m × k, op(B) k × n, C m × n
  const float* a;
  std::int64_t lda;  // numbers from one row of A as it lies to the next
  bool a_transposed;
  const float* b;
  std::int64_t ldb;
  bool b_transposed;
  float* c;
  std::int64_t ldc;
  float beta;  // 0: C may be uninitialised
};

void multiply(const Product& product) noexcept;

}  // namespace heed::kernel
