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
  __m512i all = sums[0];  // mixed by xor: the sums wrap, and adding them as ints would be undefined
  for (int c = 1; c < kChains; ++c) all = _mm512_xor_si512(all, sums[c]);
  *sink = static_cast<float>(_mm512_cvtsi512_si32(all));
  return 128.0 * kChains * static_cast<double>(rounds);
}
#endif
