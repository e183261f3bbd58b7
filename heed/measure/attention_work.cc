// attention PRECISION BATCH HEADS LENGTH WIDTH [WINDOW]: fused self attention, over all keys or
// those within WINDOW; counted in GFLOP over all keys (the backward pass as 2.5 forward passes, as
// is usual).
#include <algorithm>
#include <memory>

#include "heed/attention/multi_head.h"
#include "heed/base/random.h"
#include "heed/measure/work.h"
#include "heed/tensor/pass.h"
#include "heed/tensor/share.h"

namespace heed::measure {
namespace {

struct State {
  explicit State(bool backward) : pass(backward ? Pass::Mode::train : Pass::Mode::infer) {}

  Pass pass;
  std::vector<float> values, gradients;
  std::vector<std::int32_t> offsets;
  MultiHead options;
  std::int64_t tokens, width;

  Tensor input(int i) {
    const std::size_t count = static_cast<std::size_t>(tokens * width);
    float* grad = gradients.empty() ? nullptr : gradients.data() + i * count;
    return {{tokens, width}, values.data() + i * count, grad};
  }
};

}  // namespace

Work attention_work(const std::vector<std::string>& arguments, bool backward) {
  const auto number = [&](std::size_t i) { return std::stoll(arguments.at(i)); };
  const auto batch = number(1), heads = number(2), length = number(3), d = number(4);
  auto state = std::make_shared<State>(backward);
  state->tokens = batch * length;
  state->width = heads * d;
  state->options.heads = static_cast<int>(heads);
  if (arguments.size() > 5) state->options.window = static_cast<int>(number(5));
  state->options.half = arguments.at(0) == "bf16";
  for (std::int64_t i = 0; i <= batch; ++i) {
    state->offsets.push_back(static_cast<std::int32_t>(i * length));
  }
  const auto count = static_cast<std::size_t>(3 * state->tokens * state->width);
  Random random(1);
  for (std::size_t i = 0; i < count; ++i) {
    state->values.push_back(static_cast<float>(random.normal()));
  }
  if (backward) state->gradients.resize(count);

  const double forward = 4e-9 * static_cast<double>(batch * heads * length * length * d);
  return {backward ? 3.5 * forward : forward, [state, backward] {
            State& s = *state;
            s.pass.reset();
            const Ragged items{s.offsets};
            const Tensor y = multi_head_attention(s.pass, s.input(0), s.input(1), s.input(2), items,
                                                  items, s.options);
            if (!backward) return;
            Tensor loss = s.pass.make({1});
            s.pass.on_backward([y] {
              for_numbers(y.count(), [&](auto begin, auto end) {
                std::fill(y.grad + begin, y.grad + end, 1.0f);
              });
            });
            s.pass.backward(loss);
          }};
}

}  // namespace heed::measure
