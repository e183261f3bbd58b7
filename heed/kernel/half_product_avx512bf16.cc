// The tiles of half_product.h in bfloat16: blocks of 8 × 48, each step multiplies two numbers of
// the depth and adds them to a float32 sum.
#include "heed/kernel/half_tiles.h"
#include "heed/kernel/packed_avx512.h"
#include "heed/kernel/transpose_avx512.h"

namespace heed::kernel {
namespace {

constexpr std::int64_t kTileRows = 8, kTileWidth = 48;

template <int kCount, int kVectors>
void rows(const HalfTileTask& t) {
  const auto* a = reinterpret_cast<const float*>(t.left);  // a pair fills a float's place
  const auto* b = reinterpret_cast<const float*>(t.right);
  __m512 sums[kCount][kVectors];
  HEED_UNROLL for (int r = 0; r < kCount; ++r) {
    HEED_UNROLL for (int v = 0; v < kVectors; ++v) {
      sums[r][v] = _mm512_setzero_ps();
      _mm_prefetch(reinterpret_cast<const char*>(t.c + r * t.c_stride + 16 * v), _MM_HINT_T0);
    }
  }
  for (std::int64_t k = 0; k < t.depth; k += 2, a += kTileRows, b += kTileWidth) {
    __m512bh right[kVectors];
    HEED_UNROLL for (int v = 0; v < kVectors; ++v) right[v] = (__m512bh)_mm512_load_ps(b + 16 * v);
    HEED_UNROLL for (int r = 0; r < kCount; ++r) {
      const auto left = (__m512bh)_mm512_set1_ps(a[r]);
      HEED_UNROLL for (int v = 0; v < kVectors; ++v) {
        sums[r][v] = _mm512_dpbf16_ps(sums[r][v], left, right[v]);
      }
    }
  }
  const __m512 beta = _mm512_set1_ps(t.beta);
  HEED_UNROLL for (int r = 0; r < kCount; ++r) {
    HEED_UNROLL for (int v = 0; v < kVectors; ++v) {
      float* c = t.c + r * t.c_stride + 16 * v;
      const std::int64_t cols = t.cols - 16 * v;
      if (t.beta != 0) {
        const __m512 old = cols >= 16 ? _mm512_loadu_ps(c) : _mm512_maskz_loadu_ps(first(cols), c);
        sums[r][v] = _mm512_fmadd_ps(beta, old, sums[r][v]);
      }
      store_first(c, cols, sums[r][v]);
    }
  }
}

template <int kCount>
void columns(const HalfTileTask& t) {
  if (t.cols > 32) return rows<kCount, 3>(t);
  if (t.cols > 16) return rows<kCount, 2>(t);
  rows<kCount, 1>(t);
}

void multiply(const HalfTileTask& t) noexcept {
  with_height(t.rows < kTileRows ? t.rows : kTileRows, [&](auto height) {
    if constexpr (decltype(height)::value <= kTileRows) columns<decltype(height)::value>(t);
  });
}

// Packing reads many rows at once, too many for the machine to foresee: it asks for each line some
// steps before it is due.
constexpr std::int64_t kAhead = 128;  // numbers of a row
constexpr std::int64_t kRowsAhead = 16;

// Numbers k … k + 31 of one lane as 16 pairs; 0 behind the end.
inline __m512 pairs_along(const float* lane, std::int64_t k, std::int64_t depth) {
  _mm_prefetch(reinterpret_cast<const char*>(lane + k + kAhead), _MM_HINT_T0);
  _mm_prefetch(reinterpret_cast<const char*>(lane + k + kAhead + 16), _MM_HINT_T0);
  const std::int64_t rest = depth - k;
  const __m512 low =
      rest >= 16 ? _mm512_loadu_ps(lane + k) : _mm512_maskz_loadu_ps(first(rest), lane + k);
  const __m512 high = rest >= 32 ? _mm512_loadu_ps(lane + k + 16)
                                 : _mm512_maskz_loadu_ps(first(rest - 16), lane + k + 16);
  return (__m512)_mm512_cvtne2ps_pbh(high, low);
}

// Numbers k and k + 1 of 16 lanes as 16 pairs.
inline __m512 pairs_across(const Strip& s, std::int64_t lane, std::int64_t k, __m512i interleave) {
  const float* at = s.data + k * s.stride + lane;
  _mm_prefetch(reinterpret_cast<const char*>(at + kRowsAhead * s.stride), _MM_HINT_T0);
  _mm_prefetch(reinterpret_cast<const char*>(at + (kRowsAhead + 1) * s.stride), _MM_HINT_T0);
  const __mmask16 mask = first(s.lanes - lane);
  const __m512 one = _mm512_maskz_loadu_ps(mask, at);
  const __m512 two = _mm512_maskz_loadu_ps(k + 1 < s.depth ? mask : __mmask16{0}, at + s.stride);
  const __m512i halves = (__m512i)_mm512_cvtne2ps_pbh(two, one);
  return (__m512)_mm512_permutexvar_epi16(interleave, halves);
}

// Calls take(lane, step, pairs): pair number `step` of lanes [lane, lane + 16).
template <class Take>
inline __attribute__((always_inline)) void each_pair(const Strip& s, Take take) {
  const std::int64_t steps = (s.depth + 1) / 2;
  if (!s.along_depth) {
    const __m512i low = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    // 16-bit numbers 0, 16, 1, 17, …
    const __m512i interleave =
        _mm512_or_si512(low, _mm512_slli_epi32(_mm512_add_epi32(low, _mm512_set1_epi32(16)), 16));
    for (std::int64_t step = 0; step < steps; ++step) {
      for (std::int64_t lane = 0; lane < s.lanes; lane += 16) {
        take(lane, step, pairs_across(s, lane, 2 * step, interleave));
      }
    }
    return;
  }
  for (std::int64_t lane = 0; lane < s.lanes; lane += 16) {
    for (std::int64_t step = 0; step < steps; step += 16) {
      __m512 square[16];
      HEED_UNROLL for (int j = 0; j < 16; ++j) {
        square[j] = lane + j < s.lanes
                        ? pairs_along(s.data + (lane + j) * s.stride, 2 * step, s.depth)
                        : _mm512_setzero_ps();
      }
      transpose(square);
      const std::int64_t count = steps - step < 16 ? steps - step : 16;
      for (std::int64_t i = 0; i < count; ++i) take(lane, step + i, square[i]);
    }
  }
}

void pack_left(const Strip& all, std::int64_t, std::byte* packed, float*) noexcept {
  auto* out = reinterpret_cast<float*>(packed);
  const std::int64_t steps = (all.depth + 1) / 2;
  each_pair(all, [&](std::int64_t lane, std::int64_t step, __m512 pairs) {
    float* place = out + lane * steps + step * kTileRows;
    _mm256_store_ps(place, _mm512_castps512_ps256(pairs));
    if (lane + kTileRows >= all.lanes) return;  // there is no next strip
    _mm256_store_ps(place + kTileRows * steps, _mm512_extractf32x8_ps(pairs, 1));
  });
}

void pack_right(const Strip& all, std::int64_t panel_bytes, std::byte* packed, float*) noexcept {
  each_pair(all, [&](std::int64_t lane, std::int64_t step, __m512 pairs) {
    auto* panel = reinterpret_cast<float*>(packed + lane / kTileWidth * panel_bytes);
    _mm512_store_ps(panel + step * kTileWidth + lane % kTileWidth, pairs);
  });
}

}  // namespace

const HalfTiles kBfloat16Tiles = {kTileRows, kTileWidth, kTileRows, 2,
                                  pack_left, pack_right, multiply};

}  // namespace heed::kernel
