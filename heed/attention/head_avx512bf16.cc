// The forward pass of a head in bfloat16 with float32 sums (VDPBF16PS), for inference in 16 bits
// and less on machines that have no binary16 arithmetic. As head_forward.h, which see for the
// names, but two columns or two keys lie side by side in 32 bits and are multiplied in one
// instruction:
//
//   queries  [column / 2][query][2]     keys    [key][column]
//   weights  [key / 2][query][2]        values  [key / 2][column][2]
#include <immintrin.h>

#define HEED_LANES 16
#define HEED_VECTORS 4
#define HEED_SUMS 24
#include "heed/attention/head_half.h"
#include "heed/attention/head_sight.h"

namespace heed::attention {
namespace {

constexpr std::int32_t kKeys = 64;  // keys in a block

struct PairArithmetic {
  using Number = std::uint32_t;  // two terms of the depth
  static HEED_INLINE __m512bh spread(Number x) {
    return (__m512bh)_mm512_set1_epi32(static_cast<int>(x));
  }
  static HEED_INLINE __m512bh load(const Number* p) { return (__m512bh)_mm512_loadu_si512(p); }
  static HEED_INLINE void add_product(Vector& sum, __m512bh left, __m512bh right) {
    sum = (Vector)_mm512_dpbf16_ps((__m512)sum, left, right);
  }
};

using Number = PairArithmetic::Number;

constexpr std::int32_t half_of(std::int32_t n) {
  return (n + 1) / 2;
}

HEED_INLINE __m512i widen(Vector x) {
  return _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh((__m512)x));
}

// Lanes of two vectors side by side.
HEED_INLINE void store_pairs(Number* p, Vector first, Vector second) {
  _mm512_storeu_si512(p, _mm512_or_si512(widen(first), _mm512_slli_epi32(widen(second), 16)));
}

// 2^x for x ≤ 0, relative error ≤ 1e-4, far less than a bfloat16 loses: the minimax polynomial of x
// on [0, 1] of x less the integer below, which is 1 at 0.
HEED_INLINE Vector rough_exp2(Vector x) {
  const auto f = (Vector)_mm512_reduce_ps((__m512)x, _MM_FROUND_TO_NEG_INF);
  Vector p = all(0.07706706f);
  p = p * f + 0.22764497f;
  p = p * f + 0.69511679f;
  p = p * f + 1.0f;
  return (Vector)_mm512_scalef_ps((__m512)p, (__m512)x);
}

void pack_keys(const Head& h, Number* out) {
  const std::int32_t row = half_of(h.depth);
  for (std::int32_t j = 0; j < h.keys; ++j) {
    for (std::int32_t c = 0; c < h.depth; c += kLanes) {
      const Vector v = load_first(h.k.data + j * h.k.stride + c, h.depth - c);
      const std::int32_t words = 2 * row - c < kLanes ? row - c / 2 : kLanes / 2;
      const __m256i bits = (__m256i)_mm512_cvtneps_pbh((__m512)v);
      _mm256_mask_storeu_epi32(out + j * row + c / 2, static_cast<__mmask8>((1 << words) - 1),
                               bits);
    }
  }
}

void pack_values(const Head& h, Number* out) {
  for (std::int32_t j = 0; j < h.keys; j += 2) {
    for (std::int32_t c = 0; c < h.width; c += kLanes) {
      const float* place = h.v.data + j * h.v.stride + c;
      const Vector even = load_first(place, h.width - c);
      const Vector odd = j + 1 < h.keys ? load_first(place + h.v.stride, h.width - c) : Vector{};
      store_pairs(out + j / 2 * round_up(h.width) + c, even, odd);
    }
  }
}

// `columns` is scratch of [columns, even][kRow].
template <int N>
void pack_queries(const Head& h, std::int32_t first, std::int32_t last, float* columns,
                  Number* out) {
  pack_columns({h.q.data + first * h.q.stride, h.q.stride}, last - first, h.depth, h.scale * kLog2E,
               columns);
  for (std::int32_t c = 0; c < h.depth; c += 2) {
    for (int n = 0; n < N; ++n) {
      const float* place = columns + c * kRow + n * kLanes;
      store_pairs(out + c / 2 * kRow + n * kLanes, load(place),
                  c + 1 < h.depth ? load(place + kRow) : Vector{});
    }
  }
}

template <int N>
struct Running {  // of each query: the largest logit and the sum of 2^(logit − largest)
  Vector largest[N], sum[N];
};

// Turns a block's logits into pairs of weights relative to the running maximum. `keep` receives
// what the earlier sums and outputs are to be multiplied with.
template <int N>
void weigh_keys(std::int32_t count, float* scores, Number* weights, Running<N>& running,
                Vector* keep) {
  if (count % 2 != 0) {  // a key that nobody sees
    for (int n = 0; n < N; ++n) store(scores + count * kRow + n * kLanes, all(kHidden));
  }
  Vector largest[N], sum[N];
  for (int n = 0; n < N; ++n) largest[n] = running.largest[n];
  for (std::int32_t j = 0; j < count; ++j) {
    HEED_UNROLL
    for (int n = 0; n < N; ++n) {
      largest[n] = at_least(load(scores + j * kRow + n * kLanes), largest[n]);
    }
  }
  for (int n = 0; n < N; ++n) {
    keep[n] = rough_exp2(running.largest[n] - largest[n]);
    sum[n] = running.sum[n] * keep[n];
    running.largest[n] = largest[n];
  }
  for (std::int32_t j = 0; j < count; j += 2) {
    HEED_UNROLL
    for (int n = 0; n < N; ++n) {
      const float* place = scores + j * kRow + n * kLanes;
      const Vector even = rough_exp2(load(place) - largest[n]);
      const Vector odd = rough_exp2(load(place + kRow) - largest[n]);
      sum[n] += even + odd;
      store_pairs(weights + j / 2 * kRow + n * kLanes, even, odd);
    }
  }
  for (int n = 0; n < N; ++n) running.sum[n] = sum[n];
}

// Where things lie in the scratch; every part begins on a cache line.
struct Parts {
  Number *keys, *values, *queries, *weights;
  float *columns, *scores, *outputs;

  Parts(const Head& h, float* scratch) {
    const auto take = [&](std::int64_t count) {
      float* part = scratch;
      scratch += (count + kLanes - 1) / kLanes * kLanes;
      return part;
    };
    const auto numbers = [&](std::int64_t count) { return reinterpret_cast<Number*>(take(count)); };
    keys = numbers(std::int64_t{h.keys} * half_of(h.depth));
    values = numbers(std::int64_t{half_of(h.keys)} * round_up(h.width));
    queries = numbers(std::int64_t{half_of(h.depth)} * kRow);
    weights = numbers(kKeys / 2 * kRow);
    columns = take(std::int64_t{round_up(h.depth)} * kRow);
    scores = take(kKeys * kRow);
    outputs = take(std::int64_t{round_up(h.width)} * kRow);
  }
};

template <int N>
void forward_block(const Head& h, const Parts& parts, std::int32_t first, std::int32_t last) {
  pack_queries<N>(h, first, last, parts.columns, parts.queries);
  const std::int32_t key_row = half_of(h.depth), value_row = round_up(h.width);
  Running<N> running;
  for (int n = 0; n < N; ++n) running.largest[n] = all(kUnseen), running.sum[n] = Vector{};
  const Reach all_keys = reach(h, first, last);
  const std::int32_t start = all_keys.begin / 2 * 2;  // of a pair
  Vector keep[N];
  for (std::int32_t j = start; j == start || j < all_keys.end; j += kKeys) {
    const Reach keys{j, j + kKeys < all_keys.end ? j + kKeys : all_keys.end};
    const std::int32_t count = keys.end - keys.begin;
    product<N, PairArithmetic>(parts.scores, kRow, {parts.keys + j * key_row, key_row, 1},
                               parts.queries, kRow, count, key_row, nullptr);
    if (!unrestricted(h, first, last, keys)) restrict_sight<N>(h, first, keys, parts.scores);
    weigh_keys<N>(count, parts.scores, parts.weights, running, keep);
    product<N, PairArithmetic>(parts.outputs, kRow,
                               {parts.values + j / 2 * value_row, 1, value_row}, parts.weights,
                               kRow, h.width, half_of(count), j == start ? nullptr : keep);
  }
  for (int n = 0; n < N; ++n) {
    keep[n] = running.sum[n] == 0.0f ? Vector{} : 1.0f / running.sum[n];
  }
  unpack_columns<false>(parts.outputs, keep, {h.out.data + first * h.out.stride, h.out.stride},
                        last - first, h.width);
}

}  // namespace

HalfForward forward_avx512bf16;
bool forward_avx512bf16(const Head& h, std::int32_t first, std::int32_t last,
                        float* scratch) noexcept {
  const Parts parts(h, scratch);
  pack_keys(h, parts.keys);
  pack_values(h, parts.values);
  for (std::int32_t end; first < last; first = end) {
    end = last - first < kRow ? last : first + kRow;
    with_width(end - first,
               [&](auto width) { forward_block<decltype(width)::vectors>(h, parts, first, end); });
  }
  return true;
}

}  // namespace heed::attention
