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

// The exact sums of 16 outputs, for every row, to floats in y.
void finish(const std::int32_t (*exact)[kPanel], int from, const Tile& t, RowScales rows,
            OutputScales outputs) {
  const __mmask16 mask = first(t.cols - from);
  const __m512 output_scale = _mm512_maskz_loadu_ps(mask, outputs.scale + from);
  const __m512i output_sum = _mm512_maskz_loadu_epi32(mask, outputs.sum + from);
  const __m512 bias =
      t.bias == nullptr ? _mm512_setzero_ps() : _mm512_maskz_loadu_ps(mask, t.bias + from);
  for (int r = 0; r < t.rows; ++r) {
    const __m512i zero = _mm512_mullo_epi32(_mm512_set1_epi32(rows.zero[r]), output_sum);
    const __m512 scale = _mm512_mul_ps(_mm512_set1_ps(rows.scale[r]), output_scale);
    const __m512i sum = _mm512_sub_epi32(_mm512_load_si512(exact[r] + from), zero);
    store_first(t.y + r * t.y_stride + from, t.cols - from,
                _mm512_fmadd_ps(_mm512_cvtepi32_ps(sum), scale, bias));
  }
}

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
  // By way of memory: GCC keeps the sums in registers only if nothing else happens to them.
  alignas(64) std::int32_t exact[kCount][kPanel];
  HEED_UNROLL for (int r = 0; r < kCount; ++r) {
    _mm512_store_si512(exact[r], sums[r][0]);
    _mm512_store_si512(exact[r] + 16, sums[r][1]);
  }
  for (int from = 0; from < t.cols; from += 16) finish(exact, from, t, row_scales, outputs);
}

}  // namespace

void avx512::int8(const Tile& t, const std::uint8_t* x, std::int64_t stride,
                  const std::int8_t* panel, RowScales r, OutputScales o) noexcept {
  with_height(t.rows,
              [&](auto height) { rows<decltype(height)::value>(t, x, stride, panel, r, o); });
}

}  // namespace heed::kernel
