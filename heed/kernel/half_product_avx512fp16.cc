// The tiles of half_product.h: blocks of 14 × 64, products and sums of 128 terms in binary16,
// longer sums in float32, as in packed_avx512fp16.cc. Each row and each column of a block is scaled
// by its own largest number, so that gradients of any size keep 11 bits of it without a loss scale.
#include "heed/kernel/half_sums_avx512.h"
#include "heed/kernel/half_tiles.h"
#include "heed/kernel/packed_avx512.h"
#include "heed/kernel/transpose_avx512.h"

namespace heed::kernel {
namespace {

constexpr std::int64_t kHalfWidth = 64;
constexpr float kTiny = 1e-30f;  // what is smaller has no inverse to scale by, and counts as zero

template <int kCount>
void short_sums(std::int64_t terms, const std::uint32_t* a, const std::uint16_t* b,
                float (*wide)[kHalfWidth], bool fresh) {
  __m512h sums[kCount][2];
  HEED_UNROLL for (int r = 0; r < kCount; ++r) sums[r][0] = sums[r][1] = _mm512_setzero_ph();
  for (std::int64_t k = 0; k < terms; ++k, a += kCount, b += kHalfWidth) {
    const __m512h low = load_halves(b);
    const __m512h high = load_halves(b + 32);
    HEED_UNROLL for (int r = 0; r < kCount; ++r) {
      const __m512h one = _mm512_castsi512_ph(_mm512_set1_epi32(static_cast<int>(a[r])));
      sums[r][0] = _mm512_fmadd_ph(one, low, sums[r][0]);
      sums[r][1] = _mm512_fmadd_ph(one, high, sums[r][1]);
    }
  }
  HEED_UNROLL for (int r = 0; r < kCount; ++r) {
    flush(sums[r][0], wide[r], fresh);
    flush(sums[r][1], wide[r] + 32, fresh);
  }
}

template <int kCount>
void rows(const HalfTileTask& t) {
  alignas(64) float wide[kCount][kHalfWidth];
  const auto* a = reinterpret_cast<const std::uint32_t*>(t.left);
  const auto* b = reinterpret_cast<const std::uint16_t*>(t.right);
  for (std::int64_t k = 0; k < t.depth; k += kShortSum) {
    const std::int64_t terms = t.depth - k < kShortSum ? t.depth - k : kShortSum;
    short_sums<kCount>(terms, a + k * kCount, b + k * kHalfWidth, wide, k == 0);
  }
  const __m512 beta = _mm512_set1_ps(t.beta);
  for (std::int64_t from = 0; from < t.cols; from += 16) {
    const __mmask16 mask = first(t.cols - from);
    const __m512 right = _mm512_loadu_ps(t.right_scale + from);
    HEED_UNROLL for (int r = 0; r < kCount; ++r) {
      float* c = t.c + r * t.c_stride + from;
      const __m512 scale = _mm512_mul_ps(_mm512_set1_ps(t.left_scale[r]), right);
      __m512 sum = _mm512_mul_ps(_mm512_load_ps(wide[r] + from), scale);
      if (t.beta != 0) sum = _mm512_fmadd_ps(beta, _mm512_maskz_loadu_ps(mask, c), sum);
      _mm512_mask_storeu_ps(c, mask, sum);
    }
  }
}

// Calls take(k, v) for each k in order: v holds number k of lanes [from, from + 16), 0 where there
// is no such lane.
template <class Take>
inline __attribute__((always_inline)) void each_depth(const Strip& strip, std::int64_t from,
                                                      Take take) {
  const std::int64_t lanes = strip.lanes - from;
  if (!strip.along_depth) {
    const __mmask16 mask = first(lanes);
    for (std::int64_t k = 0; k < strip.depth; ++k) {
      take(k, _mm512_maskz_loadu_ps(mask, strip.data + k * strip.stride + from));
    }
    return;
  }
  for (std::int64_t k = 0; k < strip.depth; k += 16) {
    const std::int64_t count = strip.depth - k < 16 ? strip.depth - k : 16;
    __m512 square[16];
    HEED_UNROLL for (int j = 0; j < 16; ++j) {
      square[j] = j < lanes ? _mm512_maskz_loadu_ps(first(count),
                                                    strip.data + (from + j) * strip.stride + k)
                            : _mm512_setzero_ps();
    }
    transpose(square);
    for (std::int64_t i = 0; i < count; ++i) take(k + i, square[i]);
  }
}

// The largest absolute value of each of 16 lanes.
__m512 largest(const Strip& strip, std::int64_t from) {
  __m512 most = _mm512_setzero_ps();
  if (!strip.along_depth) {
    each_depth(strip, from,
               [&](std::int64_t, __m512 v) { most = _mm512_max_ps(most, _mm512_abs_ps(v)); });
    return most;
  }
  alignas(64) float lanes[16] = {};
  for (std::int64_t j = 0; j < 16 && from + j < strip.lanes; ++j) {
    __m512 row = _mm512_setzero_ps();
    for (std::int64_t k = 0; k < strip.depth; k += 16) {
      const float* p = strip.data + (from + j) * strip.stride + k;
      row = _mm512_max_ps(row, _mm512_abs_ps(_mm512_maskz_loadu_ps(first(strip.depth - k), p)));
    }
    lanes[j] = _mm512_reduce_max_ps(row);
  }
  return _mm512_load_ps(lanes);
}

// Calls take(k, halves) with 16 lanes as scaled binary16; their scales go to scale[0 … 15].
template <class Take>
void each_half(const Strip& strip, std::int64_t from, float* scale, Take take) {
  const __m512 most = largest(strip, from);
  const __mmask16 big = _mm512_cmp_ps_mask(most, _mm512_set1_ps(kTiny), _CMP_NLT_UQ);
  const __m512 factor = _mm512_maskz_div_ps(big, _mm512_set1_ps(1.0f), most);
  _mm512_storeu_ps(scale, most);
  each_depth(strip, from, [&](std::int64_t k, __m512 v) {
    take(k, _mm512_cvtps_ph(_mm512_mul_ps(v, factor), _MM_FROUND_TO_NEAREST_INT));
  });
}

void pack_strip(const Strip& strip, std::uint32_t* out, float* scale) {
  each_half(strip, 0, scale, [&](std::int64_t k, __m256i halves) {
    const __m512i bits = _mm512_cvtepu16_epi32(halves);
    _mm512_mask_storeu_epi32(out + k * strip.lanes, first(strip.lanes),
                             _mm512_or_si512(bits, _mm512_slli_epi32(bits, 16)));
  });
}

void pack_left(const Strip& all, std::int64_t height, std::byte* packed, float* scale) noexcept {
  const std::int64_t size = height * (all.depth + all.depth % 2);
  auto* out = reinterpret_cast<std::uint32_t*>(packed);
  for (std::int64_t from = 0; from < all.lanes; from += height, out += size, scale += 16) {
    Strip strip = all;
    strip.data += all.along_depth ? from * all.stride : from;
    strip.lanes = all.lanes - from < height ? all.lanes - from : height;
    pack_strip(strip, out, scale);
  }
}

void pack_right(const Strip& all, std::int64_t panel_bytes, std::byte* packed,
                float* scale) noexcept {
  for (std::int64_t lane = 0; lane < (all.lanes + kHalfWidth - 1) / kHalfWidth * kHalfWidth;
       lane += 16) {
    const std::int64_t at = lane / kHalfWidth * panel_bytes, from = lane % kHalfWidth;
    auto* out = reinterpret_cast<std::uint16_t*>(packed + at);
    float* scales = scale + at / std::int64_t{sizeof(float)} + from;
    each_half(all, lane, scales, [&](std::int64_t k, __m256i halves) {
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + k * kHalfWidth + from), halves);
    });
  }
}

void multiply(const HalfTileTask& tile) noexcept {
  with_height(tile.rows, [&](auto height) { rows<decltype(height)::value>(tile); });
}

}  // namespace

const HalfTiles kBinary16Tiles = {kRows, kHalfWidth, 1, 4, pack_left, pack_right, multiply};

}  // namespace heed::kernel
