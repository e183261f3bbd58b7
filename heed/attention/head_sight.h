// Part of head_body.h: who sees whom, and what dropout leaves.
#pragma once

#include "heed/attention/head_products.h"

namespace heed::attention {
namespace {

constexpr float kHidden = -1e30f, kUnseen = -1e29f;  // a hidden logit; less than any other maximum
constexpr float kLog2E = 1.44269504f;

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

}  // namespace
}  // namespace heed::attention
