#include "heed/tensor/ops/linear.h"

#include "heed/tensor/product.h"
#include "heed/tensor/share.h"

namespace heed {
namespace {

void linear_backward(const Tensor& x, const Tensor& weight, const Tensor& bias, const Tensor& dz,
                     Precision precision) {
  const auto rows = x.rows(), in = x.cols(), out = dz.cols();
  if (x.grad != nullptr) {
    product({rows, in, out, dz.data, out, false, weight.data, in, false, x.grad, in, 1.0f},
            precision);
  }
  if (weight.grad != nullptr) {
    product({out, in, rows, dz.data, out, true, x.data, in, false, weight.grad, in, 1.0f},
            precision);
  }
  if (bias.grad != nullptr) {
    for_columns(out, [&](auto begin, auto end) {
      kernel::kernels().column_sums(dz.data, bias.grad, rows, out, begin, end);
    });
  }
}

}  // namespace

Tensor linear(Pass& pass, Tensor x, Tensor weight, Tensor bias, Activation activation) {
  const auto rows = x.rows(), in = x.cols(), out = weight.rows();
  require(weight.shape.rank() == 2 && weight.cols() == in, "linear: x and weight agree in width");
  require(bias.data == nullptr || bias.count() == out, "linear: one bias for each output");
  const auto precision = pass.precision();
  const Tensor y = pass.make({rows, out});
  Tensor z = y;  // before the activation: kept only where the gradient needs it
  if (pass.training() && activation != Activation::none) {
    z.data = pass.scratch<float>(static_cast<std::size_t>(y.count())).data();
  }
  const bool bare = activation == Activation::none && bias.data == nullptr;
  product_then({rows, out, in, x.data, in, false, weight.data, in, true, z.data, out, 0.0f},
               precision, [&](std::int64_t first, std::int64_t last) {
                 if (bare) return;
                 kernel::kernels().bias_activate(activation, bias.data, z.row(first), y.row(first),
                                                 last - first, out);
               });
  pass.on_backward([=] {
    if (activation != Activation::none) {
      for_numbers(y.count(), [&](auto begin, auto end) {  // in place: nobody adds to it any more
        kernel::kernels().scale_by_slope(activation, z.data + begin, y.grad + begin, end - begin);
      });
    }
    linear_backward(x, weight, bias, {y.shape, y.grad, nullptr}, precision);
  });
  return y;
}

}  // namespace heed
