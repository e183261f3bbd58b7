#include "heed/tensor/ops/layer_norm.h"

#include <utility>

#include "heed/kernel/table.h"
#include "heed/tensor/share.h"

namespace heed {
namespace {

struct Moments {
  float* mean;
  float* rstd;
};

// `residual`, the gradient of another summand of x, or null, receives what x's does.
void backward(Tensor x, float* residual, Tensor gamma, Tensor beta, Tensor y, Moments kept) {
  const auto& kernels = kernel::kernels();
  if (x.grad == nullptr) std::swap(x.grad, residual);
  if (x.grad != nullptr) {
    for_rows(x.rows(), x.cols(), [&](auto begin, auto end) {
      const auto at = begin * x.cols();
      kernels.layer_norm_backward(
          x.data + at, gamma.data, kept.mean + begin, kept.rstd + begin, y.grad + at, x.grad + at,
          residual == nullptr ? nullptr : residual + at, end - begin, x.cols());
    });
  }
  if (gamma.grad == nullptr || beta.grad == nullptr) return;
  for_columns(x.cols(), [&](auto begin, auto end) {
    kernels.layer_norm_parameters_backward(x.data, kept.mean, kept.rstd, y.grad, gamma.grad,
                                           beta.grad, x.rows(), x.cols(), begin, end);
  });
}

Moments keep_moments(Pass& pass, std::int64_t rows) {
  if (!pass.training()) return {nullptr, nullptr};
  const auto kept = pass.scratch<float>(2 * static_cast<std::size_t>(rows));
  return {kept.data(), kept.data() + rows};
}

void normalize(const float* x, Tensor gamma, Tensor beta, float eps, Tensor y, Moments kept,
               std::int64_t begin, std::int64_t end) {
  kernel::kernels().layer_norm(x, gamma.data, beta.data, eps, y.row(begin),
                               kept.mean == nullptr ? nullptr : kept.mean + begin,
                               kept.rstd == nullptr ? nullptr : kept.rstd + begin, end - begin,
                               y.cols());
}

void check(Tensor x, Tensor gamma, Tensor beta) {
  require(gamma.count() == x.cols() && beta.count() == x.cols(),
          "layer_norm: one gamma and one beta for each column");
}

}  // namespace

Tensor layer_norm(Pass& pass, Tensor x, Tensor gamma, Tensor beta, float eps) {
  check(x, gamma, beta);
  const Tensor y = pass.make(x.shape);
  const Moments kept = keep_moments(pass, x.rows());
  for_rows(x.rows(), x.cols(), [&](auto begin, auto end) {
    normalize(x.row(begin), gamma, beta, eps, y, kept, begin, end);
  });
  pass.on_backward([=] { backward(x, nullptr, gamma, beta, y, kept); });
  return y;
}

Tensor add_layer_norm(Pass& pass, Tensor x, Tensor residual, Tensor gamma, Tensor beta, float eps,
                      Tensor into) {
  check(x, gamma, beta);
  require(x.shape == residual.shape, "add_layer_norm: the same shape twice");
  require(into.data == nullptr || (!pass.training() && into.shape == x.shape),
          "add_layer_norm: the result's place has its shape, and no gradient");
  const Tensor y = into.data == nullptr ? pass.make(x.shape) : into;
  Tensor sum = y;  // the sum is kept apart only where the gradient needs it
  sum.grad = nullptr;
  if (pass.training()) sum.data = pass.scratch<float>(static_cast<std::size_t>(y.count())).data();
  const Moments kept = keep_moments(pass, x.rows());
  for_rows(x.rows(), x.cols(), [&](auto begin, auto end) {
    for (auto r = begin; r < end; ++r) {  // while the row is in the first-level cache
      kernel::kernels().add(x.row(r), residual.row(r), sum.row(r), x.cols());
      normalize(sum.row(r), gamma, beta, eps, y, kept, r, r + 1);
    }
  });
  pass.on_backward([=] {
    backward({sum.shape, sum.data, x.grad}, residual.grad, gamma, beta, y, kept);
  });
  return y;
}

}  // namespace heed
