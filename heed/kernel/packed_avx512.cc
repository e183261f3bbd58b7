// Tiles of 14 × 32 in 28 registers of 16 floats: each step of the depth loads two vectors of
// weights and broadcasts 14 inputs for 28 multiply-adds, so that arithmetic, not loading, is the
// limit.
#include "heed/kernel/packed_avx512.h"
#include "heed/kernel/packed_tiles.h"

namespace heed::kernel {
namespace {

struct Pair {
  __m512 low, high;  // 16 outputs each
};

struct Float32 {
  using Weight = float;
  static Pair load(const float* w) { return {_mm512_loadu_ps(w), _mm512_loadu_ps(w + 16)}; }
};

struct BFloat16 {
  using Weight = std::uint16_t;
  static Pair load(const std::uint16_t* w) {
    const auto widen = [](const std::uint16_t* p) {
      const auto bits = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
      return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(bits), 16));
    };
    return {widen(w), widen(w + 16)};
  }
};

template <class Format, int kCount>
void rows(const Tile& t, const float* x, std::int64_t stride,
          const typename Format::Weight* panel) {
  __m512 sums[kCount][2];
  const Bias bias = bias_of(t);
  HEED_UNROLL for (int r = 0; r < kCount; ++r) {
    sums[r][0] = bias.low;
    sums[r][1] = bias.high;
  }
  RowPointers<float> places(x, stride);
  each_step(t, 0, t.depth, [&](std::int64_t k) {
    const Pair w = Format::load(panel + k * kPanel);
    each_row<kCount>([&](auto r) __attribute__((always_inline)) {
      const __m512 a = _mm512_set1_ps(*places.row(r));
      sums[r][0] = _mm512_fmadd_ps(a, w.low, sums[r][0]);
      sums[r][1] = _mm512_fmadd_ps(a, w.high, sums[r][1]);
    });
    places.advance(1);
  });
  HEED_UNROLL for (int r = 0; r < kCount; ++r) {
    store_first(t.y + r * t.y_stride, t.cols, sums[r][0]);
    store_first(t.y + r * t.y_stride + 16, t.cols - 16, sums[r][1]);
  }
}

template <class Format>
void tile(const Tile& t, const float* x, std::int64_t stride,
          const typename Format::Weight* panel) {
  with_height(t.rows,
              [&](auto height) { rows<Format, decltype(height)::value>(t, x, stride, panel); });
}

}  // namespace

namespace {

// Calls step(k, mask) for each 16 of `depth` numbers; the mask is a constant but for the last.
template <class Step>
void each16(std::int64_t depth, Step step) {
  std::int64_t k = 0;
  for (; k + 16 <= depth; k += 16) step(k, __mmask16{0xFFFF});
  if (k < depth) step(k, first(depth - k));
}

}  // namespace

void avx512::quantise(const float* x, std::int64_t depth, std::uint8_t* small, float* scale,
                      std::int32_t* zero) noexcept {
  const Extent range = extent(x, depth);
  const float least = _mm512_reduce_min_ps(range.low);
  *scale = (_mm512_reduce_max_ps(range.high) - least) / 255.0f;
  const float inverse = *scale > 0 ? 1.0f / *scale : 0.0f;
  *zero = _mm_cvtss_si32(_mm_set_ss(-least * inverse));
  const __m512 factor = _mm512_set1_ps(inverse);
  const __m512i shift = _mm512_set1_epi32(*zero);
  each16(depth, [&](std::int64_t k, __mmask16 mask) {
    const __m512 v = _mm512_mul_ps(_mm512_maskz_loadu_ps(mask, x + k), factor);
    const __m512i q =
        _mm512_max_epi32(_mm512_add_epi32(_mm512_cvtps_epi32(v), shift), _mm512_setzero_si512());
    _mm_mask_storeu_epi8(small + k, mask, _mm512_cvtusepi32_epi8(q));
  });
}

namespace {

__m512 gelu_of(__m512 x) {
  const __m512 t = _mm512_min_ps(_mm512_abs_ps(x), _mm512_set1_ps(4.0f));
  const __m512 u = _mm512_fmadd_ps(t, _mm512_set1_ps(0.5f), _mm512_set1_ps(-1.0f));
  __m512 r = _mm512_set1_ps(kGeluRest[7]);
  HEED_UNROLL for (int i = 6; i >= 0; --i) {
    r = _mm512_fmadd_ps(r, u, _mm512_set1_ps(kGeluRest[i]));
  }
  // This way around, so that a NaN stays one.
  return _mm512_sub_ps(_mm512_max_ps(_mm512_setzero_ps(), x), r);
}

}  // namespace

void avx512::gelu(const Tile& t) noexcept {
  for (std::int64_t r = 0; r < t.rows; ++r) {
    for (std::int64_t c = 0; c < t.cols; c += 16) {
      float* y = t.y + r * t.y_stride + c;
      const __mmask16 mask = first(t.cols - c);
      _mm512_mask_storeu_ps(y, mask, gelu_of(_mm512_maskz_loadu_ps(mask, y)));
    }
  }
}

void avx512::f32(const Tile& t, const float* x, std::int64_t stride, const float* panel) noexcept {
  tile<Float32>(t, x, stride, panel);
}

void avx512::bf16(const Tile& t, const float* x, std::int64_t stride,
                  const std::uint16_t* panel) noexcept {
  tile<BFloat16>(t, x, stride, panel);
}

}  // namespace heed::kernel
