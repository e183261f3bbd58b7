// Part of head_body.h: forward, for one block of queries.
//
// Names: j counts keys, i queries, c columns; scores and outputs are transposed: [key][query] and
// [column][query], with kRow queries in a row.
#pragma once

#include "heed/attention/head_sight.h"

namespace heed::attention {
namespace {

constexpr std::int32_t kKeys = 64;  // keys in a block

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
  with_width(last - first,
             [&](auto width) { forward_block<decltype(width)::vectors>(h, first, last, scratch); });
}

}  // namespace
}  // namespace heed::attention
