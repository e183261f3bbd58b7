#include "heed/tensor/ops/layer_norm.h"

#include "heed/kernel/table.h"
#include "heed/tensor/share.h"

namespace heed {
namespace {

struct Moments {
  float* mean;
  float* rstd;
};

void backward(Tensor x, Tensor gamma, Tensor beta, Tensor y, Moments kept) {
  const auto& kernels = kernel::kernels();
  if (x.grad != nullptr) {
    for_rows(x.rows(), x.cols(), [&](auto begin, auto end) {
      const auto at = begin * x.cols();
      kernels.layer_norm_backward(x.data + at, gamma.data, kept.mean + begin, kept.rstd + begin,
                                  y.grad + at, x.grad + at, end - begin, x.cols());
    });
  }
  if (gamma.grad == nullptr || beta.grad == nullptr) return;
  for_columns(x.cols(), [&](auto begin, auto end) {
    kernels.layer_norm_parameters_backward(x.data, kept.mean, kept.rstd, y.grad, gamma.grad,
                                           beta.grad, x.rows(), x.cols(), begin, end);
  });
}

}  // namespace

Tensor layer_norm(Pass& pass, Tensor x, Tensor gamma, Tensor beta, float eps) {
  require(gamma.count() == x.cols() && beta.count() == x.cols(),
          "layer_norm: one gamma and one beta for each column");
  const Tensor y = pass.make(x.shape);
  Moments kept{nullptr, nullptr};
  if (pass.training()) {
    kept.mean = pass.scratch<float>(static_cast<std::size_t>(x.rows())).data();
    kept.rstd = pass.scratch<float>(static_cast<std::size_t>(x.rows())).data();
  }
  for_rows(x.rows(), x.cols(), [&](auto begin, auto end) {
    kernel::kernels().layer_norm(x.row(begin), gamma.data, beta.data, eps, y.row(begin),
                                 kept.mean == nullptr ? nullptr : kept.mean + begin,
                                 kept.rstd == nullptr ? nullptr : kept.rstd + begin, end - begin,
                                 x.cols());
  });
  pass.on_backward([=] { backward(x, gamma, beta, y, kept); });
  return y;
}

}  // namespace heed
