// What the binary16 tiles share: sums of at most kShortSum terms in binary16, float32 from there.
// For the tiles' own sources only.
#pragma once

#include <immintrin.h>

#include <cstdint>

namespace heed::kernel {
namespace {

constexpr std::int64_t kShortSum = 128;

inline __m512h load_halves(const void* p) {
  return _mm512_castsi512_ph(_mm512_loadu_si512(p));
}

// wide[0 … 31] += sums; where fresh, wide held nothing yet. Aligned to 64 bytes.
inline void flush(__m512h sums, float* wide, bool fresh) {
  const __m512i bits = _mm512_castph_si512(sums);
  __m512 low = _mm512_cvtxph_ps(_mm256_castsi256_ph(_mm512_castsi512_si256(bits)));
  __m512 high = _mm512_cvtxph_ps(_mm256_castsi256_ph(_mm512_extracti64x4_epi64(bits, 1)));
  if (!fresh) {
    low = _mm512_add_ps(low, _mm512_load_ps(wide));
    high = _mm512_add_ps(high, _mm512_load_ps(wide + 16));
  }
  _mm512_store_ps(wide, low);
  _mm512_store_ps(wide + 16, high);
}

}  // namespace
}  // namespace heed::kernel
