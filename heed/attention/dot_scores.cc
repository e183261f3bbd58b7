#include <cmath>

#include "heed/attention/scores.h"
#include "heed/attention/workspace.h"
#include "heed/kernel/product.h"
#include "heed/kernel/table.h"
#include "heed/tensor/ops/linear.h"
#include "heed/tensor/ops/rows.h"

namespace heed {
namespace {

// y = x · W for W [in, out]: linear() with its weight the other way round.
Tensor times(Pass& pass, Tensor x, Tensor w) {
  const auto rows = x.rows(), in = w.rows(), out = w.cols();
  const Tensor y = pass.make({rows, out});
  kernel::multiply({rows, out, in, x.data, in, false, w.data, out, false, y.data, out, 0.0f});
  pass.on_backward([=] {
    if (x.grad != nullptr) {
      kernel::multiply({rows, in, out, y.grad, out, false, w.data, out, true, x.grad, in, 1.0f});
    }
    if (w.grad != nullptr) {
      kernel::multiply({in, out, rows, x.data, in, true, y.grad, out, false, w.grad, out, 1.0f});
    }
  });
  return y;
}

void check(Tensor q, Tensor k, const Grid& grid) {
  require(q.rows() == grid.queries.tokens() && k.rows() == grid.keys.tokens(),
          "scores: a row for each query and key");
}

}  // namespace

Tensor dot_scores(Pass& pass, Tensor q, Tensor k, const Grid& grid, float scale) {
  check(q, k, grid);
  require(q.cols() == k.cols(), "scores: queries and keys are equally wide");
  const Tensor y = pass.make({grid.total()});
  const auto d = q.cols();
  for_items(grid.items(), grid.total() * d, [&](std::int64_t i) {
    const std::int64_t n = grid.queries.length(i), m = grid.keys.length(i);
    float* logits = y.data + grid.at[i];
    kernel::multiply({n, m, d, q.row(grid.queries.begin(i)), d, false, k.row(grid.keys.begin(i)), d,
                      true, logits, m, 0.0f});
    for (std::int64_t e = 0; scale != 1 && e < n * m; ++e) logits[e] *= scale;
  });
  pass.on_backward([=] {
    for_items(grid.items(), grid.total() * d, [&](std::int64_t i) {
      const std::int64_t n = grid.queries.length(i), m = grid.keys.length(i);
      const std::int64_t q0 = grid.queries.begin(i) * d, k0 = grid.keys.begin(i) * d;
      float* dy = attention::workspace(static_cast<std::size_t>(n * m));
      for (std::int64_t e = 0; e < n * m; ++e) dy[e] = y.grad[grid.at[i] + e] * scale;
      if (q.grad != nullptr) {
        kernel::multiply({n, d, m, dy, m, false, k.data + k0, d, false, q.grad + q0, d, 1.0f});
      }
      if (k.grad != nullptr) {
        kernel::multiply({m, d, n, dy, m, true, q.data + q0, d, false, k.grad + k0, d, 1.0f});
      }
    });
  });
  return y;
}

Tensor scaled_scores(Pass& pass, Tensor q, Tensor k, const Grid& grid) {
  return dot_scores(pass, q, k, grid, 1.0f / std::sqrt(static_cast<float>(q.cols())));
}

Tensor general_scores(Pass& pass, Tensor q, Tensor k, Tensor w, const Grid& grid) {
  require(w.rows() == q.cols() && w.cols() == k.cols(), "general scores: w is [d_q, d_k]");
  return dot_scores(pass, times(pass, q, w), k, grid);
}

Tensor cosine_scores(Pass& pass, Tensor q, Tensor k, float temperature, const Grid& grid) {
  require(temperature > 0, "cosine scores: a temperature above 0");
  return dot_scores(pass, normalize_rows(pass, q), normalize_rows(pass, k), grid,
                    1.0f / temperature);
}

}  // namespace heed
