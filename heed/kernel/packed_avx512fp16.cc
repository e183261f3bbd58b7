// The 16-bit tile, 14 × 64: products and short sums in binary16, 32 to a register, twice float32's
// rate. Inputs and weights come scaled to at most 1, so that 128 terms stay far from overflow;
// after each 128 terms the sums move to float32, which keeps the error of a sum near 2⁻¹¹ of its
// terms.
#include "heed/kernel/half_sums_avx512.h"
#include "heed/kernel/packed_avx512.h"
#include "heed/kernel/packed_tiles.h"

namespace heed::kernel {
namespace {

template <int kCount>
void short_sums(const Tile& t, std::int64_t from, const std::uint32_t* x, std::int64_t stride,
                const std::uint16_t* panel, float (*wide)[kHalfPanel]) {
  const std::int64_t end = t.depth - from < kShortSum ? t.depth : from + kShortSum;
  __m512h sums[kCount][2];
  HEED_UNROLL for (int r = 0; r < kCount; ++r) sums[r][0] = sums[r][1] = _mm512_setzero_ph();
  each_step(t, from, end, [&](std::int64_t k) {
    const __m512h low = load_halves(panel + k * kHalfPanel);
    const __m512h high = load_halves(panel + k * kHalfPanel + 32);
    HEED_UNROLL for (int r = 0; r < kCount; ++r) {
      const __m512h a = _mm512_castsi512_ph(_mm512_set1_epi32(static_cast<int>(x[r * stride + k])));
      sums[r][0] = _mm512_fmadd_ph(a, low, sums[r][0]);
      sums[r][1] = _mm512_fmadd_ph(a, high, sums[r][1]);
    }
  });
  HEED_UNROLL for (int r = 0; r < kCount; ++r) {
    flush(sums[r][0], wide[r], from == 0);
    flush(sums[r][1], wide[r] + 32, from == 0);
  }
}

template <int kCount>
void rows(const Tile& t, const std::uint32_t* x, std::int64_t stride, const std::uint16_t* panel,
          const float* row_scale, const float* output_scale) {
  alignas(64) float wide[kCount][kHalfPanel];
  for (std::int64_t k = 0; k < t.depth; k += kShortSum) {
    short_sums<kCount>(t, k, x, stride, panel, wide);
  }
  for (int r = 0; r < kCount; ++r) {
    for (int c = 0; c < t.cols; c += 16) {
      const __mmask16 mask = first(t.cols - c);
      const __m512 scale = _mm512_mul_ps(_mm512_set1_ps(row_scale[r]),
                                         _mm512_maskz_loadu_ps(mask, output_scale + c));
      const __m512 bias =
          t.bias == nullptr ? _mm512_setzero_ps() : _mm512_maskz_loadu_ps(mask, t.bias + c);
      store_first(t.y + r * t.y_stride + c, t.cols - c,
                  _mm512_fmadd_ps(_mm512_load_ps(wide[r] + c), scale, bias));
    }
  }
}

// As gelu_of of packed_avx512.cc.
__m512h gelu_of(__m512h x) {
  const auto all = [](float v) { return _mm512_set1_ph(static_cast<_Float16>(v)); };
  const __m512h t = _mm512_min_ph(_mm512_abs_ph(x), all(4.0f));
  const __m512h u = _mm512_fmadd_ph(t, all(0.5f), all(-1.0f));
  __m512h r = all(kGeluRest[7]);
  HEED_UNROLL for (int i = 6; i >= 0; --i) r = _mm512_fmadd_ph(r, u, all(kGeluRest[i]));
  return _mm512_sub_ph(_mm512_max_ph(x, _mm512_setzero_ph()), r);
}

}  // namespace

void avx512::half_gelu(const Tile& t) noexcept {
  // Beyond binary16's numbers GELU(x) is x; a NaN stays one, too.
  const auto inside = [](__m512 v, std::int64_t count) {
    return _mm512_mask_cmp_ps_mask(first(count), v, _mm512_set1_ps(60000.0f), _CMP_LT_OQ);
  };
  const auto narrow = [](__m512 v) { return _mm512_cvtps_ph(v, _MM_FROUND_TO_NEAREST_INT); };
  for (std::int64_t r = 0; r < t.rows; ++r) {
    for (std::int64_t c = 0; c < t.cols; c += 32) {
      float* y = t.y + r * t.y_stride + c;
      const __m512 low = _mm512_maskz_loadu_ps(first(t.cols - c), y);
      const __m512 high = _mm512_maskz_loadu_ps(first(t.cols - c - 16), y + 16);
      const __m512i both = _mm512_inserti64x4(_mm512_castsi256_si512(narrow(low)), narrow(high), 1);
      const __m512i result = _mm512_castph_si512(gelu_of(_mm512_castsi512_ph(both)));
      _mm512_mask_storeu_ps(y, inside(low, t.cols - c),
                            _mm512_cvtph_ps(_mm512_castsi512_si256(result)));
      _mm512_mask_storeu_ps(y + 16, inside(high, t.cols - c - 16),
                            _mm512_cvtph_ps(_mm512_extracti64x4_epi64(result, 1)));
    }
  }
}

void avx512::half(const Tile& t, const std::uint32_t* x, std::int64_t stride,
                  const std::uint16_t* panel, const float* row, const float* output) noexcept {
  with_height(t.rows, [&](auto height) {
    rows<decltype(height)::value>(t, x, stride, panel, row, output);
  });
}

void avx512::halve(const float* x, std::int64_t depth, std::uint32_t* small,
                   float* scale) noexcept {
  const Extent range = extent(x, depth);
  const float most = _mm512_reduce_max_ps(_mm512_max_ps(range.high, _mm512_abs_ps(range.low)));
  *scale = most > 0 ? most : 1.0f;
  const __m512 factor = _mm512_set1_ps(1.0f / *scale);
  for (std::int64_t k = 0; k < depth; k += 16) {
    const __mmask16 mask = first(depth - k);
    const __m512 v = _mm512_mul_ps(_mm512_maskz_loadu_ps(mask, x + k), factor);
    const __m512i bits = _mm512_cvtepu16_epi32(_mm512_cvtps_ph(v, _MM_FROUND_TO_NEAREST_INT));
    _mm512_mask_storeu_epi32(small + k, mask, _mm512_or_si512(bits, _mm512_slli_epi32(bits, 16)));
  }
}

}  // namespace heed::kernel
