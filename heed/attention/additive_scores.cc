#include <cmath>

#include "heed/attention/scores.h"
#include "heed/attention/workspace.h"
#include "heed/kernel/table.h"
#include "heed/tensor/ops/linear.h"

namespace heed {
namespace {

using kernel::kernels;

struct Additive {
  Tensor q, k, v, y;  // q and k already projected: [tokens, a]
  Grid grid;

  std::int64_t width() const { return v.count(); }

  // hidden = tanh(q_i + k_j)
  void hidden(std::int64_t query, std::int64_t key, float* out) const {
    kernels().add(q.row(query), k.row(key), out, width());
    kernels().activate(Activation::tanh, out, out, width());
  }

  void forward(std::int64_t item) const {
    float* tanhs = attention::workspace(width());
    float* logit = y.data + grid.at[item];
    for (std::int64_t i = grid.queries.begin(item); i < grid.queries.offsets[item + 1]; ++i) {
      for (std::int64_t j = grid.keys.begin(item); j < grid.keys.offsets[item + 1]; ++j) {
        hidden(i, j, tanhs);
        float sum = 0;
        for (std::int64_t a = 0; a < width(); ++a) sum += v.data[a] * tanhs[a];
        *logit++ = sum;
      }
    }
  }

  // The gradient of v is shared by all items: dv is this item's own part of it.
  void backward(std::int64_t item, float* dv) const {
    float* tanhs = attention::workspace(width());
    const float* dlogit = y.grad + grid.at[item];
    for (std::int64_t i = grid.queries.begin(item); i < grid.queries.offsets[item + 1]; ++i) {
      for (std::int64_t j = grid.keys.begin(item); j < grid.keys.offsets[item + 1]; ++j) {
        const float d = *dlogit++;
        hidden(i, j, tanhs);
        kernels().accumulate(d, tanhs, dv, width());
        for (std::int64_t a = 0; a < width(); ++a) {
          tanhs[a] = d * v.data[a] * (1 - tanhs[a] * tanhs[a]);
        }
        kernels().accumulate(1.0f, tanhs, q.grad + i * width(), width());
        kernels().accumulate(1.0f, tanhs, k.grad + j * width(), width());
      }
    }
  }
};

}  // namespace

Tensor additive_scores(Pass& pass, Tensor q, Tensor k, Tensor w_q, Tensor w_k, Tensor v,
                       const Grid& grid) {
  require(q.rows() == grid.queries.tokens() && k.rows() == grid.keys.tokens(),
          "scores: a row for each query and key");
  require(w_q.rows() == v.count() && w_k.rows() == v.count() && w_q.cols() == q.cols() &&
              w_k.cols() == k.cols(),
          "additive scores: w_q is [a, d_q], w_k [a, d_k], v [a]");
  const Additive op{linear(pass, q, w_q), linear(pass, k, w_k), v, pass.make({grid.total()}), grid};
  const std::int64_t work = grid.total() * op.width() * 8;  // a tanh costs several numbers' time
  for_items(grid.items(), work, [&](std::int64_t item) { op.forward(item); });

  std::span<float> parts;
  if (pass.training()) {
    parts = pass.scratch<float>(static_cast<std::size_t>(grid.items() * op.width()));
  }
  pass.on_backward([=] {
    std::fill(parts.begin(), parts.end(), 0.0f);
    for_items(grid.items(), work,
              [&](std::int64_t item) { op.backward(item, parts.data() + item * op.width()); });
    if (v.grad == nullptr) return;
    kernels().column_sums(parts.data(), v.grad, grid.items(), op.width(), 0, op.width());
  });
  return op.y;
}

}  // namespace heed
