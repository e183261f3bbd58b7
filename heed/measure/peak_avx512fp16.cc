#if defined(__x86_64__)
#include <immintrin.h>

#include "heed/measure/peak.h"

double heed::measure::avx512::half(long rounds, float* sink) noexcept {
  constexpr int kChains = 12;
  __m512h sums[kChains];
  for (int c = 0; c < kChains; ++c) sums[c] = _mm512_set1_ph(static_cast<_Float16>(c));
  const __m512h factor = _mm512_set1_ph(static_cast<_Float16>(0.5f));
  const __m512h step = _mm512_set1_ph(static_cast<_Float16>(1.0f));
  for (long i = 0; i < rounds; ++i) {
#pragma GCC unroll 12
    for (int c = 0; c < kChains; ++c) sums[c] = _mm512_fmadd_ph(sums[c], factor, step);
  }
  float total = 0;
  for (int c = 0; c < kChains; ++c) total += static_cast<float>(_mm512_reduce_add_ph(sums[c]));
  *sink = total;
  return 64.0 * kChains * static_cast<double>(rounds);
}
#endif
