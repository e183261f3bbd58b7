// Tiles of 6 × 32 with 16 registers of 8 floats: the panel's two halves one after the other, 6
// × 16.
#include <immintrin.h>

#include "heed/kernel/packed_tiles.h"

#ifdef __clang__
#define HEED_UNROLL _Pragma("clang loop unroll(full)")
#else
#define HEED_UNROLL _Pragma("GCC unroll 8")
#endif

namespace heed::kernel {
namespace {

constexpr int kRows = 6;
constexpr int kHalf = 16;

__m256 load(const float* w) {
  return _mm256_loadu_ps(w);
}

__m256 load(const std::uint16_t* w) {
  const auto bits = _mm_loadu_si128(reinterpret_cast<const __m128i*>(w));
  return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(bits), 16));
}

// 16 outputs of kCount rows, from output `from` of the panel.
template <int kCount, class Weight>
void rows(const Tile& t, const float* x, std::int64_t stride, const Weight* panel, int from) {
  __m256 sums[kCount][2];
  HEED_UNROLL for (int r = 0; r < kCount; ++r) sums[r][0] = sums[r][1] = _mm256_setzero_ps();
  for (std::int64_t k = 0; k < t.depth; ++k) {
    const __m256 low = load(panel + k * kPanel + from);
    const __m256 high = load(panel + k * kPanel + from + 8);
    HEED_UNROLL for (int r = 0; r < kCount; ++r) {
      const __m256 a = _mm256_set1_ps(x[r * stride + k]);
      sums[r][0] = _mm256_fmadd_ps(a, low, sums[r][0]);
      sums[r][1] = _mm256_fmadd_ps(a, high, sums[r][1]);
    }
  }
  for (int r = 0; r < kCount; ++r) {
    float wide[kHalf];
    _mm256_storeu_ps(wide, sums[r][0]);
    _mm256_storeu_ps(wide + 8, sums[r][1]);
    const std::int64_t cols = t.cols - from < kHalf ? t.cols - from : kHalf;
    float* y = t.y + r * t.y_stride + from;
    for (std::int64_t c = 0; c < cols; ++c) y[c] = wide[c] + (t.bias ? t.bias[from + c] : 0.0f);
  }
}

template <class Weight>
void tile(const Tile& t, const float* x, std::int64_t stride, const Weight* panel) {
  for (int from = 0; from < t.cols; from += kHalf) {
    switch (t.rows) {
      case 1:
        rows<1>(t, x, stride, panel, from);
        break;
      case 2:
        rows<2>(t, x, stride, panel, from);
        break;
      case 3:
        rows<3>(t, x, stride, panel, from);
        break;
      case 4:
        rows<4>(t, x, stride, panel, from);
        break;
      case 5:
        rows<5>(t, x, stride, panel, from);
        break;
      default:
        rows<kRows>(t, x, stride, panel, from);
    }
  }
}

}  // namespace

void avx2::f32(const Tile& t, const float* x, std::int64_t stride, const float* panel) noexcept {
  tile(t, x, stride, panel);
}

void avx2::bf16(const Tile& t, const float* x, std::int64_t stride,
                const std::uint16_t* panel) noexcept {
  tile(t, x, stride, panel);
}

// Bytes are widened to 16 bits first: VPMADDUBSW would saturate.
void avx2::int8(const Tile& t, const std::uint8_t* x, std::int64_t stride, const std::int8_t* panel,
                RowScales rows, OutputScales outputs) noexcept {
  for (int r = 0; r < t.rows; ++r) {
    __m256i pairs[kPanel / 4];  // of four outputs each, two sums apiece
    HEED_UNROLL for (auto& p : pairs) p = _mm256_setzero_si256();
    for (std::int64_t k = 0; k < t.depth; k += 4) {
      int four;
      __builtin_memcpy(&four, x + r * stride + k, sizeof four);
      const __m256i a = _mm256_cvtepu8_epi16(_mm_set1_epi32(four));
      const auto* w = reinterpret_cast<const __m128i*>(panel + k * kPanel);
      HEED_UNROLL for (int i = 0; i < kPanel / 4; ++i) {
        const __m256i b = _mm256_cvtepi8_epi16(_mm_loadu_si128(w + i));
        pairs[i] = _mm256_add_epi32(pairs[i], _mm256_madd_epi16(a, b));
      }
    }
    std::int32_t sums[2 * kPanel];
    for (int i = 0; i < kPanel / 4; ++i) {
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(sums + 8 * i), pairs[i]);
    }
    for (std::int64_t c = 0; c < t.cols; ++c) {
      const std::int32_t sum = sums[2 * c] + sums[2 * c + 1] - rows.zero[r] * outputs.sum[c];
      t.y[r * t.y_stride + c] =
          static_cast<float>(sum) * (rows.scale[r] * outputs.scale[c]) + (t.bias ? t.bias[c] : 0);
    }
  }
}

}  // namespace heed::kernel
