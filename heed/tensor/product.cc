#include "heed/tensor/product.h"

#include <algorithm>

#include "heed/base/threads.h"

namespace heed {
namespace {

// About 16 blocks, of whole register tiles, none so small that packing the other factor dominates.
std::size_t grain(std::int64_t size) {
  const std::int64_t sixteenth = (size + 15) / 16;
  return static_cast<std::size_t>(std::max<std::int64_t>(64, (sixteenth + 47) / 48 * 48));
}

}  // namespace

void product(const kernel::Product& whole) {
  if (whole.m >= whole.n) {
    parallel_for(static_cast<std::size_t>(whole.m), grain(whole.m), [&](auto begin, auto end) {
      kernel::Product block = whole;
      const auto first = static_cast<std::int64_t>(begin);
      block.m = static_cast<std::int64_t>(end) - first;
      block.a += whole.a_transposed ? first : first * whole.lda;
      block.c += first * whole.ldc;
      kernel::multiply(block);
    });
  } else {
    parallel_for(static_cast<std::size_t>(whole.n), grain(whole.n), [&](auto begin, auto end) {
      kernel::Product block = whole;
      const auto first = static_cast<std::int64_t>(begin);
      block.n = static_cast<std::int64_t>(end) - first;
      block.b += whole.b_transposed ? first * whole.ldb : first;
      block.c += first;
      kernel::multiply(block);
    });
  }
}

}  // namespace heed
