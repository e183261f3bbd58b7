// Part of head_body.h: backward. For each block of queries and block of keys the weights P are
// worked out again from the saved log-sums; then, with the names of head_forward.h,
//   dV += P dOut,  dP = V dOut,  dS = P · (dP − Σ_c out · dout) · scale,  dK += dS Q,  dQ += K dS.
#pragma once

#include "heed/attention/head_forward.h"

namespace heed::attention {
namespace {

// rows[j][c] += Σ_i A[j][i] B[i][c], with B packed by pack_rows and rows as wide as it.
void add_product(Rows rows, const float* a, const float* b, std::int32_t count, std::int32_t cols,
                 std::int32_t depth) {
  Vector ones[kMaxVectors];
  for (Vector& one : ones) one = all(1.0f);
  for (std::int32_t c = 0; c < cols; c += kRow) {
    with_width(cols - c < kRow ? cols - c : kRow, [&](auto width) {
      product<decltype(width)::vectors>(rows.data + c, rows.stride, {a, kRow, 1}, b + c,
                                        round_up(cols), count, depth, ones);
    });
  }
}

// Keys and values are copied, and their gradients added up, in rows that lie close together: the
// rows of a whole tensor are so far apart that those of one head share few of a cache's sets.
struct Workspace {
  float *q_columns, *q_rows, *dout_columns, *dout_rows, *scores, *dscores, *dq;
  Rows k, v, dk, dv;

  Workspace(const Head& h, float* p) {
    const auto take = [&p](std::int64_t count) {
      float* place = p;
      p += count;
      return place;
    };
    const std::int64_t depth = round_up(h.depth), width = round_up(h.width);
    q_columns = take(depth * kRow);
    q_rows = take(depth * kRow);
    dout_columns = take(width * kRow);
    dout_rows = take(width * kRow);
    dq = take(depth * kRow);
    scores = take(kKeys * kRow);
    dscores = take(kKeys * kRow);
    k = {take(depth * h.keys), depth};
    dk = {take(depth * h.keys), depth};
    v = {take(width * h.keys), width};
    dv = {take(width * h.keys), width};
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
    const float* dy = dout.data + i * dout.stride;
    Vector sum{};
    for (std::int32_t c = 0; c < h.width; c += kLanes) {
      sum += load_first(out + c, h.width - c) * load_first(dy + c, h.width - c);
    }
    dot[i] = across(sum)[0];
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
      add_product(at(w.dv), w.scores, w.dout_rows, n_keys, h.width, count);
    }
    if (g.dk.data != nullptr) {
      add_product(at(w.dk), w.dscores, w.q_rows, n_keys, h.depth, count);
    }
    product<N>(w.dq, kRow, {at(h.k).data, 1, h.k.stride}, w.dscores, kRow, h.depth, n_keys,
               j == all_keys.begin ? nullptr : ones);
  }
  if (g.dq.data != nullptr && all_keys.begin < all_keys.end) {
    unpack_columns<true>(w.dq, ones, {g.dq.data + first * g.dq.stride, g.dq.stride}, count,
                         h.depth);
  }
}

void add_rows(Rows from, Rows to, std::int32_t count, std::int32_t cols) {
  for (std::int32_t r = 0; r < count; ++r) {
    for (std::int32_t c = 0; c < cols; c += kLanes) {
      float* place = to.data + r * to.stride + c;
      store_first(place, load_first(place, cols - c) + load(from.data + r * from.stride + c),
                  cols - c);
    }
  }
}

void backward(const Head& far, const HeadGradients& g, float* scratch) noexcept {
  const Workspace w(far, scratch);
  Head h = far;
  h.k = w.k;
  h.v = w.v;
  pack_rows(far.k, h.keys, h.depth, w.k.data);
  pack_rows(far.v, h.keys, h.width, w.v.data);
  for (const Rows* rows : {&w.dk, &w.dv}) {
    for (std::int64_t i = 0; i < h.keys * rows->stride; i += kLanes) {
      store(rows->data + i, Vector{});
    }
  }
  for (std::int32_t first = 0; first < h.queries; first += kRow) {
    const std::int32_t last = first + kRow < h.queries ? first + kRow : h.queries;
    with_width(last - first,
               [&](auto width) { backward_block<decltype(width)::vectors>(h, g, first, last, w); });
  }
  if (g.dk.data != nullptr) add_rows(w.dk, g.dk, h.keys, h.depth);
  if (g.dv.data != nullptr) add_rows(w.dv, g.dv, h.keys, h.width);
}

}  // namespace
}  // namespace heed::attention
