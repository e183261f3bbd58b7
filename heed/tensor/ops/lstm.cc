#include "heed/tensor/ops/recurrent.h"
#include "heed/tensor/ops/steps.h"
#include "heed/tensor/product.h"
#include "heed/tensor/share.h"

namespace heed {
namespace {

struct Lstm {
  Tensor x, weight, bias, y;
  Steps steps;
  std::int64_t h;
  Precision precision;
  // In the order of steps; gates after their activations.
  std::span<float> gates, cells, squashed, states;
};

// Row `row` of the order, whose item's previous row is `before` (negative at the first step).
void forward_cell(const Lstm& l, std::int64_t row, std::int64_t before) {
  const auto& kernels = kernel::kernels();
  const auto h = l.h;
  float* gates = &l.gates[row * 4 * h];
  kernels.activate(Activation::sigmoid, gates, gates, 2 * h);
  kernels.activate(Activation::tanh, gates + 2 * h, gates + 2 * h, h);
  kernels.activate(Activation::sigmoid, gates + 3 * h, gates + 3 * h, h);
  float* cell = &l.cells[row * h];
  for (std::int64_t c = 0; c < h; ++c) {
    const float kept = before < 0 ? 0 : gates[h + c] * l.cells[before * h + c];
    cell[c] = kept + gates[c] * gates[2 * h + c];
  }
  float* squashed = &l.squashed[row * h];
  kernels.activate(Activation::tanh, cell, squashed, h);
  float* state = &l.states[row * h];
  for (std::int64_t c = 0; c < h; ++c) state[c] = gates[3 * h + c] * squashed[c];
  std::copy_n(state, h, l.y.row(l.steps.tokens[row]));
}

// From the state's gradient dh and the cell's dc to the gates', leaving in dc that of the cell
// before.
void backward_cell(const Lstm& l, std::int64_t row, std::int64_t before, const float* dh, float* dc,
                   float* dgates) {
  const auto h = l.h;
  const float* gates = &l.gates[row * 4 * h];
  for (std::int64_t c = 0; c < h; ++c) {
    const float i = gates[c], f = gates[h + c], g = gates[2 * h + c], o = gates[3 * h + c];
    const float squashed = l.squashed[row * h + c];
    const float cell = dc[c] + dh[c] * o * (1 - squashed * squashed);
    const float kept = before < 0 ? 0 : l.cells[before * h + c];
    dgates[c] = cell * g * i * (1 - i);
    dgates[h + c] = cell * kept * f * (1 - f);
    dgates[2 * h + c] = cell * i * (1 - g * g);
    dgates[3 * h + c] = dh[c] * squashed * o * (1 - o);
    dc[c] = cell * f;
  }
}

void forward(const Lstm& l) {
  const auto h = l.h;
  for_rows(l.x.rows(), 4 * h, [&](auto begin, auto end) {
    for (auto row = begin; row < end; ++row) {
      kernel::kernels().add(l.x.row(l.steps.tokens[row]), l.bias.data, &l.gates[row * 4 * h],
                            4 * h);
    }
  });
  for (std::int64_t step = 0; step < l.steps.count(); ++step) {
    const auto first = l.steps.begin(step), rows = l.steps.size(step);
    const auto before = step == 0 ? 0 : l.steps.begin(step - 1);
    if (step > 0) {
      product({rows, 4 * h, h, &l.states[before * h], h, false, l.weight.data, h, true,
               &l.gates[first * 4 * h], 4 * h, 1.0f},
              l.precision);
    }
    for_rows(rows, 16 * h, [&](auto begin, auto end) {
      for (auto r = begin; r < end; ++r) forward_cell(l, first + r, step == 0 ? -1 : before + r);
    });
  }
}

void backward(Pass& pass, const Lstm& l) {
  const auto h = l.h, tokens = l.x.rows();
  const auto widest = static_cast<std::size_t>(l.steps.count() == 0 ? 0 : l.steps.size(0) * h);
  const auto dh = pass.scratch<float>(widest), dc = pass.scratch<float>(widest);
  const auto dgates = pass.scratch<float>(l.gates.size());
  std::fill(dh.begin(), dh.end(), 0.0f);
  std::fill(dc.begin(), dc.end(), 0.0f);
  for (auto step = l.steps.count() - 1; step >= 0; --step) {
    const auto first = l.steps.begin(step), rows = l.steps.size(step);
    const auto before = step == 0 ? 0 : l.steps.begin(step - 1);
    for_rows(rows, 16 * h, [&](auto begin, auto end) {
      for (auto r = begin; r < end; ++r) {
        const float* dy = l.y.grad + l.steps.tokens[first + r] * h;
        kernel::kernels().accumulate(1.0f, dy, &dh[r * h], h);
        backward_cell(l, first + r, step == 0 ? -1 : before + r, &dh[r * h], &dc[r * h],
                      &dgates[(first + r) * 4 * h]);
      }
    });
    if (step > 0) {
      product({rows, h, 4 * h, &dgates[first * 4 * h], 4 * h, false, l.weight.data, h, false,
               dh.data(), h, 0.0f},
              l.precision);
    }
  }
  if (l.x.grad != nullptr) {
    for_rows(tokens, 4 * h, [&](auto begin, auto end) {
      for (auto row = begin; row < end; ++row) {
        kernel::kernels().accumulate(1.0f, &dgates[row * 4 * h],
                                     l.x.grad + l.steps.tokens[row] * 4 * h, 4 * h);
      }
    });
  }
  const auto before = states_before(pass, l.steps, l.states, h);
  if (l.weight.grad != nullptr && !before.empty()) {
    const auto skipped = l.steps.size(0);
    product({4 * h, h, tokens - skipped, &dgates[skipped * 4 * h], 4 * h, true, before.data(), h,
             false, l.weight.grad, h, 1.0f},
            l.precision);
  }
  if (l.bias.grad != nullptr) {
    for_columns(4 * h, [&](auto begin, auto end) {
      kernel::kernels().column_sums(dgates.data(), l.bias.grad, tokens, 4 * h, begin, end);
    });
  }
}

}  // namespace

Tensor lstm(Pass& pass, Tensor x, Tensor weight, Tensor bias, Ragged items, bool reverse) {
  const auto h = weight.cols();
  require(x.rows() == items.tokens() && x.cols() == 4 * h, "lstm: four gates for each token");
  require(weight.rows() == 4 * h && bias.count() == 4 * h, "lstm: weights for four gates");
  const auto tokens = static_cast<std::size_t>(x.rows());
  const auto width = static_cast<std::size_t>(h);
  const Lstm l{x,
               weight,
               bias,
               pass.make({x.rows(), h}),
               in_steps(pass, items, reverse),
               h,
               pass.precision(),
               pass.scratch<float>(tokens * 4 * width),
               pass.scratch<float>(tokens * width),
               pass.scratch<float>(tokens * width),
               pass.scratch<float>(tokens * width)};
  forward(l);
  pass.on_backward([l, &pass] { backward(pass, l); });
  return l.y;
}

}  // namespace heed
