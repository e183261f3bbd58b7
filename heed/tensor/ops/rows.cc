#include "heed/tensor/ops/rows.h"

#include <cmath>

#include "heed/kernel/table.h"
#include "heed/tensor/share.h"

namespace heed {

Tensor embedding(Pass& pass, Tensor table, std::span<const std::int32_t> ids,
                 TouchedRows* touched) {
  const auto rows = table.rows(), cols = table.cols();
  const auto count = static_cast<std::int64_t>(ids.size());
  for (const auto id : ids) require(id >= 0 && id < rows, "embedding: ids are rows of the table");
  const Tensor y = pass.make({count, cols});
  for_rows(count, cols, [&](auto begin, auto end) {
    for (auto i = begin; i < end; ++i) std::copy_n(table.row(ids[i]), cols, y.row(i));
  });
  pass.on_backward([=] {
    if (table.grad == nullptr) return;
    for_columns(cols, [&](auto begin, auto end) {  // an id may come twice: rows go in order
      for (std::int64_t i = 0; i < count; ++i) {
        kernel::kernels().accumulate(1.0f, y.grad + i * cols + begin,
                                     table.grad + ids[i] * cols + begin, end - begin);
      }
    });
    if (touched == nullptr) return;
    for (const auto id : ids) touched->touch(id);
  });
  return y;
}

Tensor concatenate_columns(Pass& pass, std::span<const Tensor> parts) {
  require(!parts.empty(), "concatenate_columns: at least one part");
  std::int64_t width = 0;
  for (const auto& part : parts) {
    require(part.rows() == parts[0].rows(), "concatenate_columns: equally many rows");
    width += part.cols();
  }
  const Tensor y = pass.make({parts[0].rows(), width});
  std::int64_t at = 0;
  for (const auto& part : parts) {
    const auto rows = part.rows(), cols = part.cols();
    for_rows(rows, cols, [&](auto begin, auto end) {
      for (auto r = begin; r < end; ++r) std::copy_n(part.row(r), cols, y.data + r * width + at);
    });
    pass.on_backward([part, y, rows, cols, width, at] {
      if (part.grad == nullptr) return;
      for_rows(rows, cols, [&](auto begin, auto end) {
        for (auto r = begin; r < end; ++r) {
          kernel::kernels().accumulate(1.0f, y.grad + r * width + at, part.grad + r * cols, cols);
        }
      });
    });
    at += cols;
  }
  return y;
}

Tensor normalize_rows(Pass& pass, Tensor x, float eps) {
  const auto rows = x.rows(), cols = x.cols();
  const Tensor y = pass.make(x.shape);
  const auto inverse = pass.scratch<float>(static_cast<std::size_t>(rows));
  for (std::int64_t r = 0; r < rows; ++r) {
    const double squares = kernel::kernels().sum_of_squares(x.row(r), cols);
    inverse[r] = 1.0f / std::max(eps, static_cast<float>(std::sqrt(squares)));
    for (std::int64_t c = 0; c < cols; ++c) y.row(r)[c] = x.row(r)[c] * inverse[r];
  }
  // y = x/‖x‖  ⇒  dx += (dy − y (y·dy)) / ‖x‖
  pass.on_backward([=] {
    if (x.grad == nullptr) return;
    for (std::int64_t r = 0; r < rows; ++r) {
      const float* dy = y.grad + r * cols;
      float* dx = x.grad + r * cols;
      float dot = 0;
      for (std::int64_t c = 0; c < cols; ++c) dot += y.row(r)[c] * dy[c];
      if (inverse[r] == 1.0f / eps) dot = 0;  // too short: divided by a constant
      for (std::int64_t c = 0; c < cols; ++c) dx[c] += (dy[c] - y.row(r)[c] * dot) * inverse[r];
    }
  });
  return y;
}

}  // namespace heed
