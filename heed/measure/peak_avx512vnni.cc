#if defined(__x86_64__)
#include <immintrin.h>

#include "heed/measure/peak.h"

// Each instruction multiplies 64 bytes and adds up the products: 128 operations.
double heed::measure::avx512::int8(long rounds, float* sink) noexcept {
  constexpr int kChains = 12;
  __m512i sums[kChains];
  for (int c = 0; c < kChains; ++c) sums[c] = _mm512_set1_epi32(c);  // or all chains become one
  const __m512i a = _mm512_set1_epi8(3), b = _mm512_set1_epi8(1);
  for (long i = 0; i < rounds; ++i) {
#pragma GCC unroll 12
    for (int c = 0; c < kChains; ++c) sums[c] = _mm512_dpbusd_epi32(sums[c], a, b);
  }
  int total = 0;
  for (int c = 0; c < kChains; ++c) total += _mm512_reduce_add_epi32(sums[c]);
  *sink = static_cast<float>(total);
  return 128.0 * kChains * static_cast<double>(rounds);
}
#endif
