#include "heed/tensor/ops/recurrent.h"
#include "heed/tensor/ops/steps.h"
#include "heed/tensor/product.h"
#include "heed/tensor/share.h"

namespace heed {
namespace {

struct Gru {
  Tensor x, weight, bias, y;
  Steps steps;
  std::int64_t h;
  Precision precision;
  // In the order of steps: the gates after their activations, the state's share of them before,
  // and the states.
  std::span<float> gates, shares, states;
};

void forward_cell(const Gru& g, std::int64_t row, std::int64_t before) {
  const auto& kernels = kernel::kernels();
  const auto h = g.h;
  const float* x = g.x.row(g.steps.tokens[row]);
  float* gates = &g.gates[row * 3 * h];
  const float* share = &g.shares[row * 3 * h];
  kernels.add(x, share, gates, 2 * h);
  kernels.activate(Activation::sigmoid, gates, gates, 2 * h);
  float* candidate = gates + 2 * h;
  for (std::int64_t c = 0; c < h; ++c) candidate[c] = x[2 * h + c] + gates[c] * share[2 * h + c];
  kernels.activate(Activation::tanh, candidate, candidate, h);
  float* state = &g.states[row * h];
  for (std::int64_t c = 0; c < h; ++c) {
    const float z = gates[h + c];
    state[c] = (1 - z) * candidate[c] + (before < 0 ? 0 : z * g.states[before * h + c]);
  }
  std::copy_n(state, h, g.y.row(g.steps.tokens[row]));
}

// From the state's gradient to those of the inputs' and the state's shares; leaves in dh what goes
// straight to the state before.
void backward_cell(const Gru& g, std::int64_t row, std::int64_t before, float* dh, float* dx,
                   float* dshare) {
  const auto h = g.h;
  const float* gates = &g.gates[row * 3 * h];
  for (std::int64_t c = 0; c < h; ++c) {
    const float r = gates[c], z = gates[h + c], n = gates[2 * h + c];
    const float kept = before < 0 ? 0 : g.states[before * h + c];
    const float dn = dh[c] * (1 - z) * (1 - n * n);
    dx[c] = dshare[c] = dn * g.shares[row * 3 * h + 2 * h + c] * r * (1 - r);
    dx[h + c] = dshare[h + c] = dh[c] * (kept - n) * z * (1 - z);
    dx[2 * h + c] = dn;
    dshare[2 * h + c] = dn * r;
    dh[c] *= z;
  }
}

void forward(const Gru& g) {
  const auto h = g.h;
  for_rows(g.x.rows(), 3 * h, [&](auto begin, auto end) {
    for (auto row = begin; row < end; ++row) {
      std::copy_n(g.bias.data, 3 * h, &g.shares[row * 3 * h]);
    }
  });
  for (std::int64_t step = 0; step < g.steps.count(); ++step) {
    const auto first = g.steps.begin(step), rows = g.steps.size(step);
    const auto before = step == 0 ? 0 : g.steps.begin(step - 1);
    if (step > 0) {
      product({rows, 3 * h, h, &g.states[before * h], h, false, g.weight.data, h, true,
               &g.shares[first * 3 * h], 3 * h, 1.0f},
              g.precision);
    }
    for_rows(rows, 16 * h, [&](auto begin, auto end) {
      for (auto r = begin; r < end; ++r) forward_cell(g, first + r, step == 0 ? -1 : before + r);
    });
  }
}

void backward(Pass& pass, const Gru& g) {
  const auto h = g.h, tokens = g.x.rows();
  const auto widest = static_cast<std::size_t>(g.steps.count() == 0 ? 0 : g.steps.size(0) * h);
  const auto dh = pass.scratch<float>(widest);
  const auto dx = pass.scratch<float>(g.gates.size()), dshares = pass.scratch<float>(dx.size());
  std::fill(dh.begin(), dh.end(), 0.0f);
  for (auto step = g.steps.count() - 1; step >= 0; --step) {
    const auto first = g.steps.begin(step), rows = g.steps.size(step);
    const auto before = step == 0 ? 0 : g.steps.begin(step - 1);
    for_rows(rows, 16 * h, [&](auto begin, auto end) {
      for (auto r = begin; r < end; ++r) {
        const auto row = first + r;
        kernel::kernels().accumulate(1.0f, g.y.grad + g.steps.tokens[row] * h, &dh[r * h], h);
        backward_cell(g, row, step == 0 ? -1 : before + r, &dh[r * h], &dx[row * 3 * h],
                      &dshares[row * 3 * h]);
      }
    });
    if (step > 0) {
      product({rows, h, 3 * h, &dshares[first * 3 * h], 3 * h, false, g.weight.data, h, false,
               dh.data(), h, 1.0f},
              g.precision);
    }
  }
  if (g.x.grad != nullptr) {
    for (std::int64_t row = 0; row < tokens; ++row) {
      kernel::kernels().accumulate(1.0f, &dx[row * 3 * h], g.x.grad + g.steps.tokens[row] * 3 * h,
                                   3 * h);
    }
  }
  const auto before = states_before(pass, g.steps, g.states, h);
  if (g.weight.grad != nullptr && !before.empty()) {
    const auto skipped = g.steps.size(0);
    product({3 * h, h, tokens - skipped, &dshares[skipped * 3 * h], 3 * h, true, before.data(), h,
             false, g.weight.grad, h, 1.0f},
            g.precision);
  }
  if (g.bias.grad != nullptr) {
    kernel::kernels().column_sums(dshares.data(), g.bias.grad, tokens, 3 * h, 0, 3 * h);
  }
}

}  // namespace

Tensor gru(Pass& pass, Tensor x, Tensor weight, Tensor bias, Ragged items, bool reverse) {
  const auto h = weight.cols();
  require(x.rows() == items.tokens() && x.cols() == 3 * h, "gru: three gates for each token");
  require(weight.rows() == 3 * h && bias.count() == 3 * h, "gru: weights for three gates");
  const auto tokens = static_cast<std::size_t>(x.rows());
  const auto width = static_cast<std::size_t>(h);
  const Gru g{x,
              weight,
              bias,
              pass.make({x.rows(), h}),
              in_steps(pass, items, reverse),
              h,
              pass.precision(),
              pass.scratch<float>(tokens * 3 * width),
              pass.scratch<float>(tokens * 3 * width),
              pass.scratch<float>(tokens * width)};
  forward(g);
  pass.on_backward([g, &pass] { backward(pass, g); });
  return g.y;
}

}  // namespace heed
