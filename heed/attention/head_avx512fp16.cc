// See head_half.h. Names as in head_forward.h: j counts keys, i queries, c columns; scores and
// outputs are transposed, [key][query] and [column][query], with kHalfRow queries in a row.
#include <immintrin.h>

#include <type_traits>

#define HEED_LANES 16
#include "heed/attention/head_half.h"
#include "heed/attention/vectors.h"

namespace heed::attention {
namespace {

constexpr std::int64_t kQueryRow = kHalfRow / 32;  // vectors in a row
constexpr std::int32_t kMostColumns = 128;
constexpr float kLog2E = 1.44269504f;
constexpr float kLargest = 30000;  // that a sum may come to; binary16 ends at 65,504

// A matrix of numbers, each twice in 32 bits so that one broadcast spreads it: element (m, k) at
// data[m · row + k · col].
struct Pairs {
  const std::uint32_t* data;
  std::int64_t row, col;
};

HEED_INLINE __m512h spread(std::uint32_t pair) {
  return _mm512_castsi512_ph(_mm512_set1_epi32(static_cast<int>(pair)));
}

HEED_INLINE __m512h join(__m256i low, __m256i high) {
  return _mm512_castsi512_ph(_mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1));
}

HEED_INLINE __m256i narrow(__m512 x) {
  return _mm512_cvtps_ph(x, _MM_FROUND_TO_NEAREST_INT);
}

HEED_INLINE __m512 low_half(__m512h x) {
  return _mm512_cvtph_ps(_mm512_castsi512_si256(_mm512_castph_si512(x)));
}

HEED_INLINE __m512 high_half(__m512h x) {
  return _mm512_cvtph_ps(_mm512_extracti64x4_epi64(_mm512_castph_si512(x), 1));
}

// 2^x for x ≤ 0, relative error ≤ 2⁻¹¹, exactly 1 at 0: the polynomial is the minimax one on [0, 1]
// with that value, of x less the next integer below, which `scalef` puts back.
HEED_INLINE __m512h exp2(__m512h x) {
  const __m512h f = _mm512_reduce_ph(x, _MM_FROUND_TO_NEG_INF);
  __m512h p = _mm512_set1_ph(static_cast<_Float16>(0.0770652f));
  p = _mm512_fmadd_ph(p, f, _mm512_set1_ph(static_cast<_Float16>(0.227647f)));
  p = _mm512_fmadd_ph(p, f, _mm512_set1_ph(static_cast<_Float16>(0.695116f)));
  p = _mm512_fmadd_ph(p, f, _mm512_set1_ph(static_cast<_Float16>(1.0f)));
  return _mm512_scalef_ph(p, x);
}

// out[m][n] = Σ_k A(m, k) B[k][n] for M rows and N vectors of B, whose rows are kQueryRow apart.
template <int M, int N>
HEED_INLINE void product_tile(__m512h (&sum)[M][N], Pairs a, const __m512h* b, std::int32_t depth) {
  HEED_UNROLL
  for (int m = 0; m < M; ++m) {
    HEED_UNROLL
    for (int n = 0; n < N; ++n) sum[m][n] = _mm512_setzero_ph();
  }
  for (std::int32_t k = 0; k < depth; ++k, a.data += a.col, b += kQueryRow) {
    __m512h right[N];
    HEED_UNROLL
    for (int n = 0; n < N; ++n) right[n] = b[n];
    HEED_UNROLL
    for (int m = 0; m < M; ++m) {
      const __m512h left = spread(a.data[m * a.row]);
      HEED_UNROLL
      for (int n = 0; n < N; ++n) sum[m][n] = _mm512_fmadd_ph(left, right[n], sum[m][n]);
    }
  }
}

// Calls keep(m, sums of row m) for each row of A·B.
template <int N, class Keep>
HEED_INLINE void product(Pairs a, const __m512h* b, std::int32_t rows, std::int32_t depth,
                         Keep keep) {
  std::int32_t m = 0;
  const auto take = [&](auto height) {
    constexpr int kRows = decltype(height)::value;
    for (; m + kRows <= rows; m += kRows) {
      __m512h sum[kRows][N];
      product_tile<kRows, N>(sum, Pairs{a.data + m * a.row, a.row, a.col}, b, depth);
      HEED_UNROLL
      for (int r = 0; r < kRows; ++r) keep(m + r, sum[r]);
    }
  };
  take(std::integral_constant < int, N == 1 ? 16 : 8 > {});
  take(std::integral_constant<int, 4>{});
  take(std::integral_constant<int, 1>{});
}

// Rows as pairs, `cols` to a row; the largest magnitude.
float pack_pairs(Rows rows, std::int32_t count, std::int32_t cols, std::uint32_t* out) {
  __m512 largest = _mm512_setzero_ps();
  for (std::int32_t r = 0; r < count; ++r) {
    for (std::int32_t c = 0; c < cols; c += kLanes) {
      const auto mask = static_cast<__mmask16>(cols - c >= kLanes ? 0xFFFF : (1 << (cols - c)) - 1);
      const __m512 v = _mm512_maskz_loadu_ps(mask, rows.data + r * rows.stride + c);
      largest = _mm512_max_ps(largest, _mm512_abs_ps(v));
      const __m512i bits = _mm512_cvtepu16_epi32(narrow(v));
      _mm512_mask_storeu_epi32(out + r * cols + c, mask,
                               _mm512_or_si512(bits, _mm512_slli_epi32(bits, 16)));
    }
  }
  return _mm512_reduce_max_ps(largest);
}

// out[c][r] = rows[r][c] · scale, zeros behind the last row; the largest magnitude.
float pack_queries(Rows rows, std::int32_t count, std::int32_t cols, float scale, int vectors,
                   __m512h* out) {
  __m512 largest = _mm512_setzero_ps();
  for (int n = 0; n < vectors; ++n) {
    for (std::int32_t c = 0; c < cols; c += kLanes) {
      Vector square[2][kLanes];
      for (int half = 0; half < 2; ++half) {
        for (int l = 0; l < kLanes; ++l) {
          const std::int32_t r = 32 * n + kLanes * half + l;
          square[half][l] =
              r < count ? load_first(rows.data + r * rows.stride + c, cols - c) * scale : Vector{};
          largest = _mm512_max_ps(largest, _mm512_abs_ps((__m512)square[half][l]));
        }
        transpose(square[half]);
      }
      for (int l = 0; l < kLanes && c + l < cols; ++l) {
        out[(c + l) * kQueryRow + n] =
            join(narrow((__m512)square[0][l]), narrow((__m512)square[1][l]));
      }
    }
  }
  return _mm512_reduce_max_ps(largest);
}

// rows[r][c] = in[c][r] · scale[r]; `in` has kHalfRow to a row.
void unpack(const float* in, const Vector* scale, Rows rows, std::int32_t count,
            std::int32_t cols) {
  for (std::int32_t r = 0; r < count; r += kLanes) {
    for (std::int32_t c = 0; c < cols; c += kLanes) {
      Vector square[kLanes];
      for (int l = 0; l < kLanes; ++l) {
        square[l] = load(in + (c + l) * kHalfRow + r) * scale[r / kLanes];
      }
      transpose(square);
      for (int l = 0; l < kLanes && r + l < count; ++l) {
        store_first(rows.data + (r + l) * rows.stride + c, square[l], cols - c);
      }
    }
  }
}

template <int N>
struct Running {  // of each query: the largest logit and the sum of 2^(logit − largest)
  __m512h largest[N];
  __m512 sum[2 * N];
};

// Turns a block's logits into weights relative to the running maximum. `keep` receives what the
// earlier sums and outputs are to be multiplied with.
template <int N>
void weigh_keys(std::int32_t count, __m512h* scores, Running<N>& running, __m512 (&keep)[2 * N]) {
  __m512h largest[N], sum[N];
  HEED_UNROLL
  for (int n = 0; n < N; ++n) largest[n] = running.largest[n];
  for (std::int32_t j = 0; j < count; ++j) {
    HEED_UNROLL
    for (int n = 0; n < N; ++n) {
      largest[n] = _mm512_max_ph(largest[n], scores[j * kQueryRow + n]);
    }
  }
  for (int n = 0; n < N; ++n) {
    const __m512h ratio = exp2(_mm512_sub_ph(running.largest[n], largest[n]));
    keep[2 * n] = low_half(ratio);
    keep[2 * n + 1] = high_half(ratio);
    running.largest[n] = largest[n];
    sum[n] = _mm512_setzero_ph();
  }
  for (std::int32_t j = 0; j < count; ++j) {
    HEED_UNROLL
    for (int n = 0; n < N; ++n) {
      __m512h& place = scores[j * kQueryRow + n];
      place = exp2(_mm512_sub_ph(place, largest[n]));
      sum[n] = _mm512_add_ph(sum[n], place);
    }
  }
  for (int n = 0; n < N; ++n) {
    running.sum[2 * n] = _mm512_fmadd_ps(running.sum[2 * n], keep[2 * n], low_half(sum[n]));
    running.sum[2 * n + 1] =
        _mm512_fmadd_ps(running.sum[2 * n + 1], keep[2 * n + 1], high_half(sum[n]));
  }
}

struct Packed {  // an item's keys and values
  std::uint32_t *keys, *values;
  float largest_key, largest_value;
};

template <int N>
bool forward_block(const Head& h, Packed packed, std::int32_t first, std::int32_t last,
                   float* scratch) {
  float* outputs = scratch;
  auto* queries = reinterpret_cast<__m512h*>(outputs + (h.width + kLanes) * kHalfRow);
  __m512h* scores = queries + h.depth * kQueryRow;
  const float largest = pack_queries({h.q.data + first * h.q.stride, h.q.stride}, last - first,
                                     h.depth, h.scale * kLog2E, N, queries);
  // Written so that a NaN is too large as well.
  if (!(largest * packed.largest_key * static_cast<float>(h.depth) < kLargest)) return false;
  Running<N> running;
  for (auto& x : running.largest) x = _mm512_set1_ph(static_cast<_Float16>(-60000.0f));
  for (auto& x : running.sum) x = _mm512_setzero_ps();
  for (std::int32_t j = 0; j < h.keys; j += kHalfKeys) {
    const std::int32_t count = h.keys - j < kHalfKeys ? h.keys - j : kHalfKeys;
    product<N>({packed.keys + j * h.depth, h.depth, 1}, queries, count, h.depth,
               [&](std::int32_t m, auto& sums) {
                 HEED_UNROLL
                 for (int n = 0; n < N; ++n) scores[m * kQueryRow + n] = sums[n];
               });
    __m512 keep[2 * N];
    weigh_keys<N>(count, scores, running, keep);
    product<N>({packed.values + j * h.width, 1, h.width}, scores, h.width, count,
               [&](std::int32_t m, auto& sums) {
                 HEED_UNROLL
                 for (int n = 0; n < N; ++n) {
                   float* place = outputs + m * kHalfRow + 32 * n;
                   __m512 low = low_half(sums[n]), high = high_half(sums[n]);
                   if (j > 0) {
                     low = _mm512_fmadd_ps(_mm512_load_ps(place), keep[2 * n], low);
                     high = _mm512_fmadd_ps(_mm512_load_ps(place + 16), keep[2 * n + 1], high);
                   }
                   _mm512_store_ps(place, low);
                   _mm512_store_ps(place + 16, high);
                 }
               });
  }
  Vector scale[2 * N];
  for (int n = 0; n < 2 * N; ++n) scale[n] = 1.0f / (Vector)running.sum[n];
  unpack(outputs, scale, {h.out.data + first * h.out.stride, h.out.stride}, last - first, h.width);
  return true;
}

}  // namespace

HalfForward forward_avx512fp16;
bool forward_avx512fp16(const Head& h, std::int32_t first, std::int32_t last,
                        float* scratch) noexcept {
  const Sight& s = h.sight;
  if (s.causal || s.window >= 0 || s.mask != nullptr || s.slope != 0 || h.keys == 0 ||
      h.depth > kMostColumns || h.width > kMostColumns) {
    return false;
  }
  Packed packed;
  packed.keys = reinterpret_cast<std::uint32_t*>(scratch);
  packed.values = packed.keys + (h.keys * h.depth + kLanes - 1) / kLanes * kLanes;
  float* rest = scratch + (h.keys * (h.depth + h.width) + 3 * kLanes - 1) / kLanes * kLanes;
  packed.largest_key = pack_pairs(h.k, h.keys, h.depth, packed.keys);
  packed.largest_value = pack_pairs(h.v, h.keys, h.width, packed.values);
  if (!(packed.largest_value * kHalfKeys < kLargest)) return false;
  bool fits = true;
  for (std::int32_t end; fits && first < last; first = end) {
    end = last - first < kHalfRow ? last : first + kHalfRow;
    const std::int32_t vectors = (end - first + 31) / 32;
    fits = vectors == 1   ? forward_block<1>(h, packed, first, end, rest)
           : vectors == 2 ? forward_block<2>(h, packed, first, end, rest)
                          : forward_block<3>(h, packed, first, end, rest);
  }
  return fits;
}

}  // namespace heed::attention
