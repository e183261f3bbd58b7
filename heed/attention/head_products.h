// Part of head_body.h: small matrix products, and the packing of rows for them.
#pragma once

#include <cstdint>

#include "heed/attention/head_kernel.h"
#include "heed/attention/vectors.h"

namespace heed::attention {
namespace {

constexpr int kMaxVectors = HEED_VECTORS;   // vectors of queries in a block
constexpr int kRow = kMaxVectors * kLanes;  // queries in a block

constexpr std::int32_t round_up(std::int32_t n) {
  return (n + kLanes - 1) / kLanes * kLanes;
}

// A matrix of single numbers, element (m, k) at data[m · row + k · col].
template <class Number>
struct Scalars {
  const Number* data;
  std::int64_t row, col;
};

// What a step of the depth multiplies: a Number of A, spread to all lanes, and a vector of B. Other
// arithmetic may hold more than one term of the depth in a Number.
struct PlainArithmetic {
  using Number = float;
  static HEED_INLINE Vector spread(Number x) { return all(x); }
  static HEED_INLINE Vector load(const Number* p) { return attention::load(p); }
  static HEED_INLINE void add_product(Vector& sum, Vector left, Vector right) {
    sum += left * right;
  }
};

// C[m][n] = C[m][n] · keep[n] + Σ_k A(m, k) B[k][n] for M rows and N vectors; keep null: C starts
// at 0.
template <class Arithmetic, int M, int N>
HEED_INLINE void product_tile(float* c, std::int64_t c_row, Scalars<typename Arithmetic::Number> a,
                              const typename Arithmetic::Number* b, std::int64_t b_row,
                              std::int64_t depth, const Vector* keep) {
  Vector sum[M][N];
  HEED_UNROLL
  for (int m = 0; m < M; ++m) {
    HEED_UNROLL
    for (int n = 0; n < N; ++n) {
      sum[m][n] = keep == nullptr ? Vector{} : load(c + m * c_row + n * kLanes) * keep[n];
    }
  }
  for (std::int64_t k = 0; k < depth; ++k, a.data += a.col, b += b_row) {
    decltype(Arithmetic::load(b)) right[N];
    HEED_UNROLL
    for (int n = 0; n < N; ++n) right[n] = Arithmetic::load(b + n * kLanes);
    HEED_UNROLL
    for (int m = 0; m < M; ++m) {
      const auto left = Arithmetic::spread(a.data[m * a.row]);
      HEED_UNROLL
      for (int n = 0; n < N; ++n) Arithmetic::add_product(sum[m][n], left, right[n]);
    }
  }
  HEED_UNROLL
  for (int m = 0; m < M; ++m) {
    HEED_UNROLL
    for (int n = 0; n < N; ++n) store(c + m * c_row + n * kLanes, sum[m][n]);
  }
}

template <int N, class Arithmetic = PlainArithmetic>
void product(float* c, std::int64_t c_row, Scalars<typename Arithmetic::Number> a,
             const typename Arithmetic::Number* b, std::int64_t b_row, std::int64_t rows,
             std::int64_t depth, const Vector* keep) {
  constexpr int kTile = HEED_SUMS / N < 12 ? HEED_SUMS / N : 12;
  std::int64_t m = 0;
  const auto take = [&](auto tile, std::int64_t count) {
    for (; m + count <= rows; m += count) {
      tile(c + m * c_row, c_row, {a.data + m * a.row, a.row, a.col}, b, b_row, depth, keep);
    }
  };
  take(product_tile<Arithmetic, kTile, N>, kTile);
  if constexpr (kTile > 4) take(product_tile<Arithmetic, 4, N>, 4);
  if constexpr (kTile > 2) take(product_tile<Arithmetic, 2, N>, 2);
  take(product_tile<Arithmetic, 1, N>, 1);
}

template <int N>
struct Width {
  static constexpr int vectors = N;
};

// run(Width<n>), n being how many vectors `count` numbers fill, at most kMaxVectors.
template <class Run>
HEED_INLINE void with_width(std::int32_t count, Run run) {
  if (count <= kLanes) return run(Width<1>{});
  if (count <= 2 * kLanes) return run(Width<2>{});
  if constexpr (kMaxVectors > 3) {
    if (count > 3 * kLanes) return run(Width<4>{});
  }
  run(Width<3>{});
}

// out[c][r] = rows[r][c] · scale for r < count (0 behind, up to whole vectors), c < cols.
void pack_columns(Rows rows, std::int32_t count, std::int32_t cols, float scale, float* out) {
  for (std::int32_t r = 0; r < round_up(count); r += kLanes) {
    for (std::int32_t c = 0; c < cols; c += kLanes) {
      Vector square[kLanes];
      for (int l = 0; l < kLanes; ++l) {
        square[l] = r + l < count
                        ? load_first(rows.data + (r + l) * rows.stride + c, cols - c) * scale
                        : Vector{};
      }
      transpose(square);
      for (int l = 0; l < kLanes && c + l < cols; ++l) store(out + (c + l) * kRow + r, square[l]);
    }
  }
}

// rows[r][c] (+)= in[c][r] · scale[r]. Reads `in` up to whole vectors of columns.
template <bool Add>
void unpack_columns(const float* in, const Vector* scale, Rows rows, std::int32_t count,
                    std::int32_t cols) {
  for (std::int32_t r = 0; r < count; r += kLanes) {
    for (std::int32_t c = 0; c < cols; c += kLanes) {
      Vector square[kLanes];
      for (int l = 0; l < kLanes; ++l)
        square[l] = load(in + (c + l) * kRow + r) * scale[r / kLanes];
      transpose(square);
      for (int l = 0; l < kLanes && r + l < count; ++l) {
        float* place = rows.data + (r + l) * rows.stride + c;
        if constexpr (Add) square[l] += load_first(place, cols - c);
        store_first(place, square[l], cols - c);
      }
    }
  }
}

// rows[r] copied to out[r · cols], cols filled up to whole vectors with zeros.
inline void pack_rows(Rows rows, std::int32_t count, std::int32_t cols, float* out) {
  for (std::int32_t r = 0; r < count; ++r) {
    for (std::int32_t c = 0; c < cols; c += kLanes) {
      store(out + r * round_up(cols) + c, load_first(rows.data + r * rows.stride + c, cols - c));
    }
  }
}

}  // namespace
}  // namespace heed::attention
