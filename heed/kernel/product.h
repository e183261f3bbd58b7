// C = op(A)·op(B) + beta·C in float32, row-major. Does not fail and keeps no state.
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

// What is to be done with rows of C once they are complete, in ranges that together cover them, by
// the thread that completed them where that is one: they are still in its caches.
struct RowWork {
  void (*run)(const void* context, std::int64_t first, std::int64_t last) = nullptr;
  const void* context = nullptr;

  void operator()(std::int64_t first, std::int64_t last) const {
    if (run != nullptr) run(context, first, last);
  }
};

// On this thread alone.
void multiply(const Product& product) noexcept;

// The same by the thread pool, in blocks that depend only on the sizes.
void multiply_shared(const Product& product, RowWork done = {});
// Calls done for all rows, shared out.
void share_rows(std::int64_t rows, RowWork done);

}  // namespace heed::kernel
