// Part of head_body.h: backward. For each block of queries and block of keys the weights P are
// worked out again from the saved log-sums; then, with the names of head_forward.h,
//   dV += P dOut,  dP = V dOut,  dS = P · (dP − Σ_c out · dout) · scale,  dK += dS Q,  dQ += K dS.
#pragma once

#include "heed/attention/head_forward.h"

namespace heed::attention {
namespace {

// rows[j][c] += Σ_i A[j][i] B[i][c], with B packed by pack_rows.
void add_product(Rows rows, const float* a, const float* b, std::int32_t count, std::int32_t cols,
                 std::int32_t depth, float* block) {
  const std::int32_t b_row = round_up(cols);
  Vector ones[kMaxVectors];
  for (Vector& one : ones) one = all(1.0f);
  for (std::int32_t c = 0; c < cols; c += kRow) {
    const std::int32_t end = cols - c < kRow ? cols - c : kRow;
    with_width(end, [&](auto width) {
      constexpr int kVectors = decltype(width)::vectors;
      if (end == kVectors * kLanes) {
        product<kVectors>(rows.data + c, rows.stride, {a, kRow, 1}, b + c, b_row, count, depth,
                          ones);
        return;
      }
      product<kVectors>(block, kRow, {a, kRow, 1}, b + c, b_row, count, depth, nullptr);
      for (std::int32_t j = 0; j < count; ++j) {
        float* place = rows.data + j * rows.stride + c;
        for (std::int32_t n = 0; n < end; n += kLanes) {
          store_first(place + n, load_first(place + n, end - n) + load(block + j * kRow + n),
                      end - n);
        }
      }
    });
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
    with_width(last - first,
               [&](auto width) { backward_block<decltype(width)::vectors>(h, g, first, last, w); });
  }
}

}  // namespace
}  // namespace heed::attention
