// The source of every HeadKernels table: included by one file per instruction set, which says
// HEED_LANES (floats in a vector) and HEED_TILE (rows of a register tile, whose tile of
// HEED_TILE × 3 vectors should fill the registers).
//
// Names: j counts keys, i queries, c columns; S scores, P weights, O outputs, all transposed:
// [key][query] or [column][query], with kRow queries in a row.
#include <cstdint>

#include "heed/attention/head_kernel.h"
#include "heed/attention/vectors.h"

namespace heed::attention {
namespace {

constexpr int kMaxVectors = 3;                       // vectors of queries in a block
constexpr int kRow = kMaxVectors * kLanes;           // queries in a block
constexpr std::int32_t kKeys = 64;                   // keys in a block
constexpr float kHidden = -1e30f, kUnseen = -1e29f;  // a hidden logit; less than any other maximum
constexpr float kLog2E = 1.44269504f;

std::int32_t round_up(std::int32_t n) {
  return (n + kLanes - 1) / kLanes * kLanes;
}

// A matrix of single numbers, element (m, k) at data[m · row + k · col].
struct Scalars {
  const float* data;
  std::int64_t row, col;
};

// C[m][n] = C[m][n] · keep[n] + Σ_k A(m, k) B[k][n] for M rows and N vectors; keep null: C starts
// at 0.
template <int M, int N>
HEED_INLINE void product_tile(float* c, std::int64_t c_row, Scalars a, const float* b,
                              std::int64_t b_row, std::int64_t depth, const Vector* keep) {
  Vector sum[M][N];
  HEED_UNROLL
  for (int m = 0; m < M; ++m) {
    HEED_UNROLL
    for (int n = 0; n < N; ++n) {
      sum[m][n] = keep == nullptr ? Vector{} : load(c + m * c_row + n * kLanes) * keep[n];
    }
  }
  for (std::int64_t k = 0; k < depth; ++k, a.data += a.col, b += b_row) {
    Vector right[N];
    HEED_UNROLL
    for (int n = 0; n < N; ++n) right[n] = load(b + n * kLanes);
    HEED_UNROLL
    for (int m = 0; m < M; ++m) {
      const Vector left = all(a.data[m * a.row]);
      HEED_UNROLL
      for (int n = 0; n < N; ++n) sum[m][n] += left * right[n];
    }
  }
  HEED_UNROLL
  for (int m = 0; m < M; ++m) {
    HEED_UNROLL
    for (int n = 0; n < N; ++n) store(c + m * c_row + n * kLanes, sum[m][n]);
  }
}

template <int N>
void product(float* c, std::int64_t c_row, Scalars a, const float* b, std::int64_t b_row,
             std::int64_t rows, std::int64_t depth, const Vector* keep) {
  std::int64_t m = 0;
  const auto take = [&](auto tile, std::int64_t count) {
    for (; m + count <= rows; m += count) {
      tile(c + m * c_row, c_row, Scalars{a.data + m * a.row, a.row, a.col}, b, b_row, depth, keep);
    }
  };
  take(product_tile<HEED_TILE, N>, HEED_TILE);
  if constexpr (HEED_TILE > 4) take(product_tile<4, N>, 4);
  take(product_tile<2, N>, 2);
  take(product_tile<1, N>, 1);
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

// The keys that queries [first, last) may see lie in [begin, end).
struct Reach {
  std::int32_t begin, end;
};

Reach reach(const Head& h, std::int32_t first, std::int32_t last) {
  Reach r{0, h.keys};
  const std::int64_t window = h.sight.window;
  if (h.sight.causal && last < r.end) r.end = last;
  if (window >= 0) {
    if (first - window > r.begin) r.begin = static_cast<std::int32_t>(first - window);
    if (last + window < r.end) r.end = static_cast<std::int32_t>(last + window);
  }
  if (r.begin > r.end) r.begin = r.end;
  return r;
}

// Whether every query of [first, last) sees every key of the block, as it is.
bool unrestricted(const Head& h, std::int32_t first, std::int32_t last, Reach keys) {
  const Sight& s = h.sight;
  if (s.mask != nullptr || s.slope != 0) return false;
  if (s.causal && keys.end - 1 > first) return false;
  return s.window < 0 || (keys.end - 1 - first <= s.window && last - 1 - keys.begin <= s.window);
}

// Adds the positions' bias and hides what is not to be seen.
template <int N>
void restrict_sight(const Head& h, std::int32_t first, Reach keys, float* scores) {
  const Sight& s = h.sight;
  for (std::int32_t j = keys.begin; j < keys.end; ++j, scores += kRow) {
    for (int n = 0; n < N; ++n) {
      const Integers i = lane_numbers() + (first + n * kLanes);
      const Integers ahead = j - i;
      const Integers distance = ahead < 0 ? -ahead : ahead;
      Vector score = load(scores + n * kLanes);
      if (s.slope != 0) {
        score -= __builtin_convertvector(distance, Vector) * (s.slope * kLog2E);
      }
      Integers hidden = i < 0;
      if (s.causal) hidden |= ahead > 0;
      if (s.window >= 0) hidden |= distance > s.window;
      if (s.mask != nullptr) {
        for (int l = 0; l < kLanes; ++l) {
          const std::int64_t query = first + n * kLanes + l;
          if (query < h.queries && s.mask[query * h.keys + j] == 0) hidden[l] = -1;
        }
      }
      store(scores + n * kLanes, hidden ? all(kHidden) : score);
    }
  }
}

// What dropout leaves of the weights of key j: 0 or 1 / (1 − rate), the same in both directions.
HEED_INLINE Vector kept(const Dropout& dropout, std::int32_t i, std::int32_t j) {
  Bits x = (Bits)(lane_numbers() + i) * 0x9e3779b1u +
           (static_cast<std::uint32_t>(j) * 0x85ebca77u + dropout.seed);
  x = (x ^ (x >> 16)) * 0x7feb352du;
  x = (x ^ (x >> 15)) * 0x846ca68bu;
  x ^= x >> 16;
  const auto limit = static_cast<std::int32_t>(dropout.rate * 8388608.0f);
  return (Integers)(x >> 9) < limit ? Vector{} : all(1.0f / (1.0f - dropout.rate));
}

// S for one block of keys, base-2 logits: the queries were scaled when they were packed.
template <int N>
void score_keys(const Head& h, const float* queries, std::int32_t first, std::int32_t last,
                Reach keys, float* scores) {
  product<N>(scores, kRow, {h.k.data + keys.begin * h.k.stride, h.k.stride, 1}, queries, kRow,
             keys.end - keys.begin, h.depth, nullptr);
  if (!unrestricted(h, first, last, keys)) restrict_sight<N>(h, first, keys, scores);
}

struct Running {  // of each query: the largest logit and the sum of 2^(logit − largest)
  Vector largest[kMaxVectors], sum[kMaxVectors];
};

// Turns a block's logits into weights relative to the running maximum. `keep` receives what the
// earlier sums and outputs are to be multiplied with.
template <int N>
void weigh_keys(const Head& h, std::int32_t first, Reach keys, float* scores, Running& running,
                Vector* keep) {
  Vector largest[N];
  for (int n = 0; n < N; ++n) largest[n] = running.largest[n];
  const std::int32_t count = keys.end - keys.begin;
  for (std::int32_t j = 0; j < count; ++j) {
    HEED_UNROLL
    for (int n = 0; n < N; ++n) {
      largest[n] = at_least(load(scores + j * kRow + n * kLanes), largest[n]);
    }
  }
  Vector sum[N];
  for (int n = 0; n < N; ++n) {
    keep[n] = exp2(running.largest[n] - largest[n]);
    sum[n] = running.sum[n] * keep[n];
    running.largest[n] = largest[n];
  }
  for (std::int32_t j = 0; j < count; ++j) {
    HEED_UNROLL
    for (int n = 0; n < N; ++n) {
      float* place = scores + j * kRow + n * kLanes;
      Vector p = exp2(load(place) - largest[n]);
      sum[n] += p;
      if (h.dropout.rate > 0) p *= kept(h.dropout, first + n * kLanes, keys.begin + j);
      store(place, p);
    }
  }
  for (int n = 0; n < N; ++n) running.sum[n] = sum[n];
}

template <int N>
void forward_block(const Head& h, std::int32_t first, std::int32_t last, float* scratch) {
  float* queries = scratch;
  float* scores = queries + round_up(h.depth) * kRow;
  float* outputs = scores + kKeys * kRow;
  const std::int32_t count = last - first;
  pack_columns({h.q.data + first * h.q.stride, h.q.stride}, count, h.depth, h.scale * kLog2E,
               queries);
  Running running;
  for (int n = 0; n < N; ++n) running.largest[n] = all(kUnseen), running.sum[n] = Vector{};
  const Reach all_keys = reach(h, first, last);
  Vector keep[kMaxVectors];
  for (std::int32_t j = all_keys.begin; j == all_keys.begin || j < all_keys.end; j += kKeys) {
    const Reach keys{j, j + kKeys < all_keys.end ? j + kKeys : all_keys.end};
    score_keys<N>(h, queries, first, last, keys, scores);
    weigh_keys<N>(h, first, keys, scores, running, keep);
    product<N>(outputs, kRow, {h.v.data + keys.begin * h.v.stride, 1, h.v.stride}, scores, kRow,
               h.width, keys.end - keys.begin, j == all_keys.begin ? nullptr : keep);
  }
  for (int n = 0; n < N; ++n) {
    keep[n] = running.sum[n] == 0.0f ? Vector{} : 1.0f / running.sum[n];
  }
  unpack_columns<false>(outputs, keep, {h.out.data + first * h.out.stride, h.out.stride}, count,
                        h.width);
  if (h.log_sum == nullptr) return;
  for (std::int32_t i = 0; i < count; ++i) {
    const float sum = running.sum[i / kLanes][i % kLanes];
    // Where nothing was seen, backward is to find weights of 0.
    h.log_sum[first + i] =
        sum == 0.0f ? 1e38f : running.largest[i / kLanes][i % kLanes] + __builtin_log2f(sum);
  }
}

void forward(const Head& h, std::int32_t first, std::int32_t last, float* scratch) noexcept {
  const std::int32_t vectors = (last - first + kLanes - 1) / kLanes;
  if (vectors == 1) return forward_block<1>(h, first, last, scratch);
  if (vectors == 2) return forward_block<2>(h, first, last, scratch);
  forward_block<3>(h, first, last, scratch);
}

// rows[r] copied to out[r · cols], cols filled up to whole vectors with zeros.
void pack_rows(Rows rows, std::int32_t count, std::int32_t cols, float* out) {
  for (std::int32_t r = 0; r < count; ++r) {
    for (std::int32_t c = 0; c < cols; c += kLanes) {
      store(out + r * round_up(cols) + c, load_first(rows.data + r * rows.stride + c, cols - c));
    }
  }
}

// rows[j][c] += Σ_i A[j][i] B[i][c], with B packed by pack_rows.
void add_product(Rows rows, const float* a, const float* b, std::int32_t count, std::int32_t cols,
                 std::int32_t depth, float* block) {
  const std::int32_t b_row = round_up(cols);
  for (std::int32_t c = 0; c < b_row; c += kRow) {
    const int vectors = (b_row - c) / kLanes;
    const auto run = vectors >= 3 ? product<3> : vectors == 2 ? product<2> : product<1>;
    run(block, kRow, {a, kRow, 1}, b + c, b_row, count, depth, nullptr);
    for (std::int32_t j = 0; j < count; ++j) {
      float* place = rows.data + j * rows.stride + c;
      const std::int32_t end = cols - c < kRow ? cols - c : kRow;
      for (std::int32_t n = 0; n < end; n += kLanes) {
        store_first(place + n, load_first(place + n, end - n) + load(block + j * kRow + n),
                    end - n);
      }
    }
  }
}

struct Workspace {
  float *q_columns, *q_rows, *dout_columns, *dout_rows, *scores, *dscores, *dq, *block;

  Workspace(const Head& h, float* p) {
    const auto take = [&p](std::int64_t count) {
      float* place = p;
      p += count;
      return place;
    };
    q_columns = take(round_up(h.depth) * kRow);
    q_rows = take(round_up(h.depth) * kRow);
    dout_columns = take(round_up(h.width) * kRow);
    dout_rows = take(round_up(h.width) * kRow);
    dq = take(round_up(h.depth) * kRow);
    scores = take(kKeys * kRow);
    dscores = take(kKeys * kRow);
    block = take(kKeys * kRow);
  }
};

// From logits in w.scores and Σ_c v·dout in w.dscores: the weights as the outputs saw them (after
// dropout), and dS = P · (dP − Σ_c out·dout) · scale.
template <int N>
void weigh_backward(const Head& h, std::int32_t first, Reach keys, const Vector* log_sum,
                    const Vector* dot, const Workspace& w) {
  for (std::int32_t j = 0; j < keys.end - keys.begin; ++j) {
    for (int n = 0; n < N; ++n) {
      float* place = w.scores + j * kRow + n * kLanes;
      float* dplace = w.dscores + j * kRow + n * kLanes;
      const Vector p = exp2(load(place) - log_sum[n]);
      Vector dp = load(dplace);
      Vector used = p;
      if (h.dropout.rate > 0) {
        const Vector factor = kept(h.dropout, first + n * kLanes, keys.begin + j);
        dp *= factor;
        used *= factor;
      }
      store(place, used);
      store(dplace, p * (dp - dot[n]) * h.scale);
    }
  }
}

template <int N>
void backward_block(const Head& h, const HeadGradients& g, std::int32_t first, std::int32_t last,
                    const Workspace& w) {
  const std::int32_t count = last - first;
  const Rows q{h.q.data + first * h.q.stride, h.q.stride};
  const Rows dout{g.dout.data + first * g.dout.stride, g.dout.stride};
  pack_columns(q, count, h.depth, h.scale * kLog2E, w.q_columns);
  pack_rows(q, count, h.depth, w.q_rows);
  pack_columns(dout, count, h.width, 1.0f, w.dout_columns);
  pack_rows(dout, count, h.width, w.dout_rows);
  alignas(64) float log_sum[kRow], dot[kRow] = {};
  for (std::int32_t i = 0; i < kRow; ++i) log_sum[i] = i < count ? h.log_sum[first + i] : 1e38f;
  for (std::int32_t i = 0; i < count; ++i) {
    const float* out = h.out.data + (first + i) * h.out.stride;
    for (std::int32_t c = 0; c < h.width; ++c) dot[i] += out[c] * dout.data[i * dout.stride + c];
  }
  Vector log_sums[N], dots[N], ones[N];
  for (int n = 0; n < N; ++n) {
    log_sums[n] = load(log_sum + n * kLanes);
    dots[n] = load(dot + n * kLanes);
    ones[n] = all(1.0f);
  }
  const Reach all_keys = reach(h, first, last);
  for (std::int32_t j = all_keys.begin; j < all_keys.end; j += kKeys) {
    const Reach keys{j, j + kKeys < all_keys.end ? j + kKeys : all_keys.end};
    const std::int32_t n_keys = keys.end - keys.begin;
    const auto at = [j](Rows rows) { return Rows{rows.data + j * rows.stride, rows.stride}; };
    score_keys<N>(h, w.q_columns, first, last, keys, w.scores);
    product<N>(w.dscores, kRow, {at(h.v).data, h.v.stride, 1}, w.dout_columns, kRow, n_keys,
               h.width, nullptr);
    weigh_backward<N>(h, first, keys, log_sums, dots, w);
    if (g.dv.data != nullptr) {
      add_product(at(g.dv), w.scores, w.dout_rows, n_keys, h.width, count, w.block);
    }
    if (g.dk.data != nullptr) {
      add_product(at(g.dk), w.dscores, w.q_rows, n_keys, h.depth, count, w.block);
    }
    product<N>(w.dq, kRow, {at(h.k).data, 1, h.k.stride}, w.dscores, kRow, h.depth, n_keys,
               j == all_keys.begin ? nullptr : ones);
  }
  if (g.dq.data != nullptr && all_keys.begin < all_keys.end) {
    unpack_columns<true>(w.dq, ones, {g.dq.data + first * g.dq.stride, g.dq.stride}, count,
                         h.depth);
  }
}

void backward(const Head& h, const HeadGradients& g, float* scratch) noexcept {
  const Workspace w(h, scratch);
  for (std::int32_t first = 0; first < h.queries; first += kRow) {
    const std::int32_t last = first + kRow < h.queries ? first + kRow : h.queries;
    const std::int32_t vectors = (last - first + kLanes - 1) / kLanes;
    if (vectors == 1) {
      backward_block<1>(h, g, first, last, w);
    } else if (vectors == 2) {
      backward_block<2>(h, g, first, last, w);
    } else {
      backward_block<3>(h, g, first, last, w);
    }
  }
}

}  // namespace
}  // namespace heed::attention
