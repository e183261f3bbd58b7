// What the AVX-512 tiles share: masks for ragged ends, and tiles of a height known to the compiler,
// so that their sums stay in registers. For the tiles' own sources only.
#pragma once

#include <immintrin.h>

#include <cstdint>
#include <type_traits>
#include <utility>

#include "heed/kernel/packed_tiles.h"

#ifdef __clang__
#define HEED_UNROLL _Pragma("clang loop unroll(full)")
#else
#define HEED_UNROLL _Pragma("GCC unroll 16")
#endif

namespace heed::kernel {
namespace {

constexpr int kRows = 14;  // × 2 vectors of sums = 28 registers of 32

// The first `count` of 16 lanes.
inline __mmask16 first(std::int64_t count) {
  return static_cast<__mmask16>(count >= 16 ? 0xFFFFu : count <= 0 ? 0u : (1u << count) - 1);
}

// A masked store would keep the next load of the same place waiting.
inline void store_first(float* p, std::int64_t count, __m512 v) {
  if (count >= 16) {
    _mm512_storeu_ps(p, v);
  } else {
    _mm512_mask_storeu_ps(p, first(count), v);
  }
}

struct Bias {  // of a panel's 32 outputs
  __m512 low, high;
};

inline Bias bias_of(const Tile& t) {
  if (t.bias == nullptr) return {_mm512_setzero_ps(), _mm512_setzero_ps()};
  return {_mm512_maskz_loadu_ps(first(t.cols), t.bias),
          _mm512_maskz_loadu_ps(first(t.cols - 16), t.bias + 16)};
}

// The smallest and the largest of some numbers and 0, of 16 lanes each; four of each at a time,
// because each waits for the one before it.
struct Extent {
  __m512 low, high;
};

inline Extent extent(const float* x, std::int64_t count) {
  __m512 low[4], high[4];
  for (int i = 0; i < 4; ++i) low[i] = high[i] = _mm512_setzero_ps();
  std::int64_t k = 0;
  for (; k + 64 <= count; k += 64) {
    HEED_UNROLL for (int i = 0; i < 4; ++i) {
      const __m512 v = _mm512_loadu_ps(x + k + 16 * i);
      low[i] = _mm512_min_ps(low[i], v);
      high[i] = _mm512_max_ps(high[i], v);
    }
  }
  for (; k < count; k += 16) {
    const __m512 v = _mm512_maskz_loadu_ps(first(count - k), x + k);
    low[0] = _mm512_min_ps(low[0], v);
    high[0] = _mm512_max_ps(high[0], v);
  }
  return {_mm512_min_ps(_mm512_min_ps(low[0], low[1]), _mm512_min_ps(low[2], low[3])),
          _mm512_max_ps(_mm512_max_ps(high[0], high[1]), _mm512_max_ps(high[2], high[3]))};
}

// step(i) for i from `from` up to `to`, while a line of the next panel is fetched ahead with each
// as long as there are any. Two loops: asking at each step whether there are costs 3 to 7 %.
template <class Step>
inline __attribute__((always_inline)) void each_step(const Tile& t, std::int64_t from,
                                                     std::int64_t to, Step step) {
  const char* ahead = reinterpret_cast<const char*>(t.ahead + 64 * from);
  const std::int64_t fetching = t.ahead_lines < to ? t.ahead_lines : to;
  std::int64_t i = from;
  for (; i < fetching; ++i, ahead += 64) {
    _mm_prefetch(ahead, _MM_HINT_T1);
    step(i);
  }
  for (; i < to; ++i) step(i);
}

// GELU(x) = max(x, 0) − r(|x|) with r(t) = t·Φ(−t), here a polynomial in t/2 − 1 on [0, 4], beyond
// which r is taken to stay as small as it is at 4. Its error is at most 1.4e-4.
constexpr float kGeluRest[] = {0.0453351f, -0.171702f, 0.222289f, 0.0153786f,
                               -0.327337f, 0.236703f,  0.059768f, -0.0803199f};

// step(r) for r from 0 to kCount − 1, a constant each time: what such an r picks from arrays stays
// in registers.
template <int kCount, class Step>
inline __attribute__((always_inline)) void each_row(Step step) {
  [&]<int... kRow>(std::integer_sequence<int, kRow...>) __attribute__((always_inline)) {
    (step(std::integral_constant<int, kRow>{}), ...);
  }
  (std::make_integer_sequence<int, kCount>{});
}

// The places of up to 14 rows of x, `stride` numbers apart. Three rows share a pointer, since the
// distances 0, 1 and 2 strides are parts of an address: with one for each row, which the compiler
// would rather have, it runs out of registers and the tile loses up to 8 % of its speed.
template <class Number>
class RowPointers {
 public:
  RowPointers(const Number* x, std::int64_t stride)
      : row0_(x),
        row3_(x + 3 * stride),
        row6_(x + 6 * stride),
        row9_(x + 9 * stride),
        row12_(x + 12 * stride),
        stride_(stride) {
    asm("" : "+r"(row0_), "+r"(row3_), "+r"(row6_), "+r"(row9_), "+r"(row12_));  // hides the rest
  }

  template <int kRow>
  __attribute__((always_inline)) const Number* row(std::integral_constant<int, kRow>) const {
    const Number* const first = kRow < 3    ? row0_
                                : kRow < 6  ? row3_
                                : kRow < 9  ? row6_
                                : kRow < 12 ? row9_
                                            : row12_;
    return first + kRow % 3 * stride_;
  }
  __attribute__((always_inline)) void advance(std::int64_t numbers) {
    row0_ += numbers;
    row3_ += numbers;
    row6_ += numbers;
    row9_ += numbers;
    row12_ += numbers;
  }

 private:
  const Number *row0_, *row3_, *row6_, *row9_, *row12_;
  std::int64_t stride_;
};

template <int kCount>
struct Height {
  static constexpr int value = kCount;
};

// run(Height<rows>), rows from 1 to kRows.
template <class Run>
inline __attribute__((always_inline)) void with_height(std::int64_t rows, Run run) {
  switch (rows) {
    case 1:
      return run(Height<1>{});
    case 2:
      return run(Height<2>{});
    case 3:
      return run(Height<3>{});
    case 4:
      return run(Height<4>{});
    case 5:
      return run(Height<5>{});
    case 6:
      return run(Height<6>{});
    case 7:
      return run(Height<7>{});
    case 8:
      return run(Height<8>{});
    case 9:
      return run(Height<9>{});
    case 10:
      return run(Height<10>{});
    case 11:
      return run(Height<11>{});
    case 12:
      return run(Height<12>{});
    case 13:
      return run(Height<13>{});
    default:
      return run(Height<kRows>{});
  }
}

}  // namespace
}  // namespace heed::kernel
