// The 16-bit tile of machines whose bfloat16 dot product (VDPBF16PS) does twice the work of their
// float32 multiply-add: as packed_avx512.cc's, two terms of the depth in one instruction, summed in
// float32.
#include "heed/kernel/packed_avx512.h"
#include "heed/kernel/packed_tiles.h"

namespace heed::kernel {
namespace {

__m512bh load_pairs(const std::uint16_t* p) {
  return (__m512bh)_mm512_loadu_si512(p);
}

__m512bh spread_pair(const std::uint16_t* p) {
  int bits;
  __builtin_memcpy(&bits, p, sizeof bits);
  return (__m512bh)_mm512_set1_epi32(bits);
}

template <int kCount>
void rows(const Tile& t, const std::uint16_t* x, std::int64_t stride, const std::uint16_t* panel) {
  __m512 sums[kCount][2];
  const Bias bias = bias_of(t);
  HEED_UNROLL for (int r = 0; r < kCount; ++r) {
    sums[r][0] = bias.low;
    sums[r][1] = bias.high;
  }
  RowPointers<std::uint16_t> places(x, stride);
  each_step(t, 0, (t.depth + 1) / 2, [&](std::int64_t k) {
    const __m512bh low = load_pairs(panel + 2 * k * kPanel);
    const __m512bh high = load_pairs(panel + 2 * k * kPanel + 32);
    each_row<kCount>([&](auto r) __attribute__((always_inline)) {
      const __m512bh a = spread_pair(places.row(r));
      sums[r][0] = _mm512_dpbf16_ps(sums[r][0], a, low);
      sums[r][1] = _mm512_dpbf16_ps(sums[r][1], a, high);
    });
    places.advance(2);
  });
  HEED_UNROLL for (int r = 0; r < kCount; ++r) {
    store_first(t.y + r * t.y_stride, t.cols, sums[r][0]);
    store_first(t.y + r * t.y_stride + 16, t.cols - 16, sums[r][1]);
  }
}

}  // namespace

void avx512::pairs(const Tile& t, const std::uint16_t* x, std::int64_t stride,
                   const std::uint16_t* panel) noexcept {
  with_height(t.rows, [&](auto height) { rows<decltype(height)::value>(t, x, stride, panel); });
}

void avx512::narrow(const float* x, std::int64_t depth, std::uint16_t* small) noexcept {
  for (std::int64_t k = 0; k < depth; k += 16) {
    const __m512 v = _mm512_maskz_loadu_ps(first(depth - k), x + k);
    _mm256_mask_storeu_epi16(small + k, first(depth + depth % 2 - k),
                             (__m256i)_mm512_cvtneps_pbh(v));
  }
}

}  // namespace heed::kernel
