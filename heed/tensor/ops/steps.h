// The order in which recurrent layers read a ragged batch: step by step, all items that have a
// token at that step together, longest item first. The items of a step are then the first ones of
// the step before, and nothing is padded.
//
//   items  a a a a | b b | c c c      steps  a₀ c₀ b₀ | a₁ c₁ b₁ | a₂ c₂ | a₃
#pragma once

#include <algorithm>
#include <numeric>
#include <span>

#include "heed/kernel/table.h"
#include "heed/tensor/pass.h"

namespace heed {

struct Steps {
  std::span<const std::int32_t> begins;  // of each step, and the end of the last
  std::span<const std::int32_t> tokens;  // the row of the batch for each place in the order

  std::int64_t count() const { return static_cast<std::int64_t>(begins.size()) - 1; }
  std::int64_t begin(std::int64_t step) const { return begins[step]; }
  std::int64_t size(std::int64_t step) const { return begins[step + 1] - begins[step]; }
};

// In the pass's memory. With `reverse`, each item is read from its end.
inline Steps in_steps(Pass& pass, Ragged items, bool reverse) {
  const auto order = pass.scratch<std::int32_t>(static_cast<std::size_t>(items.items()));
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) {
    return items.length(a) != items.length(b) ? items.length(a) > items.length(b) : a < b;
  });
  const auto count = order.empty() ? 0 : items.length(order[0]);
  const auto begins = pass.scratch<std::int32_t>(static_cast<std::size_t>(count) + 1);
  const auto tokens = pass.scratch<std::int32_t>(static_cast<std::size_t>(items.tokens()));
  std::int32_t at = 0;
  for (std::int32_t step = 0; step < count; ++step) {
    begins[step] = at;
    for (const auto item : order) {
      if (items.length(item) <= step) break;
      const auto place = reverse ? items.length(item) - 1 - step : step;
      tokens[at++] = items.begin(item) + place;
    }
  }
  begins[count] = at;
  return {begins, tokens};
}

// The state before each place of the order from the second step on, laid end to end: what the
// gradient of the recurrent weights multiplies.
inline std::span<const float> states_before(Pass& pass, const Steps& steps,
                                            std::span<const float> states, std::int64_t width) {
  if (steps.count() < 2) return {};
  const auto rows = static_cast<std::int64_t>(steps.tokens.size()) - steps.size(0);
  const auto before = pass.scratch<float>(static_cast<std::size_t>(rows * width));
  auto out = before.begin();
  for (std::int64_t step = 1; step < steps.count(); ++step) {
    out =
        std::copy_n(states.begin() + steps.begin(step - 1) * width, steps.size(step) * width, out);
  }
  return before;
}

}  // namespace heed
