#include "heed/kernel/product.h"

#include <dnnl.h>

// libgomp's: oneDNN as Debian builds it starts a team of OpenMP threads for each product. The
// setting belongs to the calling thread.
extern "C" void omp_set_num_threads(int count);

namespace heed::kernel {

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

}  // namespace heed::kernel
