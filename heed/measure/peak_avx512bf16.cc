#if defined(__x86_64__)
#include <immintrin.h>

#include "heed/measure/peak.h"

// Each instruction multiplies 32 bfloat16 and adds up the products by twos: 64 operations.
double heed::measure::avx512::bf16(long rounds, float* sink) noexcept {
  constexpr int kChains = 12;
  __m512 sums[kChains];
  for (int c = 0; c < kChains; ++c) sums[c] = _mm512_set1_ps(static_cast<float>(c));
  const auto factor = (__m512bh)_mm512_set1_epi32(0x3C003C00);
  for (long i = 0; i < rounds; ++i) {
#pragma GCC unroll 12
    for (int c = 0; c < kChains; ++c) sums[c] = _mm512_dpbf16_ps(sums[c], factor, factor);
  }
  float total = 0;
  for (int c = 0; c < kChains; ++c) total += _mm512_reduce_add_ps(sums[c]);
  *sink = total;
  return 64.0 * kChains * static_cast<double>(rounds);
}
#endif
