// The 8-bit tile: as packed_avx512.cc's, four terms of the depth in one instruction (VPDPBUSD).
#include "heed/kernel/packed_avx512.h"
#include "heed/kernel/packed_tiles.h"

namespace heed::kernel {
namespace {

int load4(const std::uint8_t* p) {
  int bits;
  __builtin_memcpy(&bits, p, sizeof bits);
  return bits;
}

// 16 outputs of a panel.
struct Outputs {
  __mmask16 exist;
  __m512 scale, bias;
  __m512i sum;

  Outputs(const Tile& t, OutputScales outputs, int from)
      : exist(first(t.cols - from)),
        scale(_mm512_maskz_loadu_ps(exist, outputs.scale + from)),
        bias(t.bias == nullptr ? _mm512_setzero_ps() : _mm512_maskz_loadu_ps(exist, t.bias + from)),
        sum(_mm512_maskz_loadu_epi32(exist, outputs.sum + from)) {}

  // Exact sums to real numbers.
  __attribute__((always_inline)) __m512 real(__m512i exact, __m512i zero, __m512 row_scale) const {
    const __m512i centred = _mm512_sub_epi32(exact, _mm512_mullo_epi32(zero, sum));
    return _mm512_fmadd_ps(_mm512_cvtepi32_ps(centred), _mm512_mul_ps(row_scale, scale), bias);
  }
};

template <int kCount>
void rows(const Tile& t, const std::uint8_t* x, std::int64_t stride, const std::int8_t* panel,
          RowScales row_scales, OutputScales outputs) {
  __m512i sums[kCount][2];
  HEED_UNROLL for (int r = 0; r < kCount; ++r) {
    sums[r][0] = sums[r][1] = _mm512_setzero_si512();
  }
  RowPointers<std::uint8_t> places(x, stride);
  each_step(t, 0, (t.depth + 3) / 4, [&](std::int64_t k) {
    const __m512i low = _mm512_loadu_si512(panel + 4 * k * kPanel);
    const __m512i high = _mm512_loadu_si512(panel + 4 * k * kPanel + 64);
    each_row<kCount>([&](auto r) __attribute__((always_inline)) {
      const __m512i a = _mm512_set1_epi32(load4(places.row(r)));
      sums[r][0] = _mm512_dpbusd_epi32(sums[r][0], a, low);
      sums[r][1] = _mm512_dpbusd_epi32(sums[r][1], a, high);
    });
    places.advance(4);
  });
  const Outputs low(t, outputs, 0), high(t, outputs, 16);
  each_row<kCount>([&](auto r) __attribute__((always_inline)) {
    const __m512i zero = _mm512_set1_epi32(row_scales.zero[r]);
    const __m512 scale = _mm512_set1_ps(row_scales.scale[r]);
    float* y = t.y + r * t.y_stride;
    store_first(y, t.cols, low.real(sums[r][0], zero, scale));
    store_first(y + 16, t.cols - 16, high.real(sums[r][1], zero, scale));
  });
}

}  // namespace

void avx512::int8(const Tile& t, const std::uint8_t* x, std::int64_t stride,
                  const std::int8_t* panel, RowScales r, OutputScales o) noexcept {
  with_height(t.rows,
              [&](auto height) { rows<decltype(height)::value>(t, x, stride, panel, r, o); });
}

}  // namespace heed::kernel
