#include "heed/kernel/product.h"

#include <dnnl.h>

#include <algorithm>
#include <vector>

#include "heed/base/threads.h"

// libgomp's: oneDNN as Debian builds it starts a team of OpenMP threads for each product. The
// setting belongs to the calling thread.
extern "C" void omp_set_num_threads(int count);

namespace heed::kernel {
namespace {

// About 16 blocks, of whole register tiles, none so small that packing the other factor dominates.
std::size_t grain(std::int64_t size) {
  const std::int64_t sixteenth = (size + 15) / 16;
  return static_cast<std::size_t>(std::max<std::int64_t>(64, (sixteenth + 47) / 48 * 48));
}

// Rows of C from which laying out a transposed B anew costs less than reading it across.
constexpr std::int64_t kWorthTurning = 256;

// B as it is read, [k][n], in memory of the calling thread.
const float* turned(const Product& p) {
  constexpr std::int64_t kSquare = 16;
  thread_local std::vector<float> memory;
  memory.resize(std::max(memory.size(), static_cast<std::size_t>(p.k * p.n)));
  float* out = memory.data();
  parallel_for(static_cast<std::size_t>(p.k), 2 * kSquare, [&](std::size_t begin, std::size_t end) {
    const auto last = static_cast<std::int64_t>(end);
    for (std::int64_t col = 0; col < p.n; col += kSquare) {
      const auto last_col = std::min(p.n, col + kSquare);
      for (auto k = static_cast<std::int64_t>(begin); k < last; ++k) {
        for (auto j = col; j < last_col; ++j) out[k * p.n + j] = p.b[j * p.ldb + k];
      }
    }
  });
  return out;
}

}  // namespace

void multiply(const Product& p) noexcept {
  thread_local bool alone = false;
  if (!alone) {
    omp_set_num_threads(1);
    alone = true;
  }
  if (p.m == 0 || p.n == 0) return;
  dnnl_sgemm(p.a_transposed ? 'T' : 'N', p.b_transposed ? 'T' : 'N', p.m, p.n, p.k, 1.0f, p.a,
             p.lda, p.b, p.ldb, p.beta, p.c, p.ldc);
}

void share_rows(std::int64_t rows, RowWork done) {
  if (done.run == nullptr) return;
  parallel_for(static_cast<std::size_t>(rows), 64, [&](std::size_t begin, std::size_t end) {
    done(static_cast<std::int64_t>(begin), static_cast<std::int64_t>(end));
  });
}

void multiply_shared(const Product& product, RowWork done) {
  Product whole = product;
  if (whole.b_transposed && whole.m >= kWorthTurning) {
    whole.b = turned(product);
    whole.ldb = whole.n;
    whole.b_transposed = false;
  }
  const bool by_rows = whole.m >= whole.n;
  const auto size = by_rows ? whole.m : whole.n;
  parallel_for(static_cast<std::size_t>(size), grain(size), [&](auto begin, auto end) {
    Product block = whole;
    const auto first = static_cast<std::int64_t>(begin);
    const auto count = static_cast<std::int64_t>(end) - first;
    if (by_rows) {
      block.m = count;
      block.a += whole.a_transposed ? first : first * whole.lda;
      block.c += first * whole.ldc;
    } else {
      block.n = count;
      block.b += whole.b_transposed ? first * whole.ldb : first;
      block.c += first;
    }
    multiply(block);
    if (by_rows) done(first, first + count);
  });
  if (!by_rows) share_rows(whole.m, done);
}

}  // namespace heed::kernel
