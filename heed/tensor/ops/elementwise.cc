#include "heed/tensor/ops/elementwise.h"

#include "heed/tensor/share.h"

namespace heed {

namespace {

void drop(std::uint64_t seed, float rate, const float* from, float* to, std::int64_t count) {
  for_numbers(count, [&](auto begin, auto end) {
    kernel::kernels().dropout(seed, rate, from, to, begin, end);
  });
}

}  // namespace

Tensor add(Pass& pass, Tensor a, Tensor b) {
  require(a.shape == b.shape, "add: the same shape twice");
  const Tensor y = pass.make(a.shape);
  for_numbers(y.count(), [&](auto begin, auto end) {
    kernel::kernels().add(a.data + begin, b.data + begin, y.data + begin, end - begin);
  });
  pass.on_backward([=] {
    for_numbers(y.count(), [&](auto begin, auto end) {
      for (float* grad : {a.grad, b.grad}) {
        if (grad == nullptr) continue;
        kernel::kernels().accumulate(1.0f, y.grad + begin, grad + begin, end - begin);
      }
    });
  });
  return y;
}

Tensor scale(Pass& pass, Tensor x, float factor) {
  const Tensor y = pass.make(x.shape);
  for_numbers(y.count(), [&](auto begin, auto end) {
    for (auto i = begin; i < end; ++i) y.data[i] = factor * x.data[i];
  });
  pass.on_backward([=] {
    if (x.grad == nullptr) return;
    for_numbers(y.count(), [&](auto begin, auto end) {
      kernel::kernels().accumulate(factor, y.grad + begin, x.grad + begin, end - begin);
    });
  });
  return y;
}

Tensor activate(Pass& pass, Tensor x, Activation activation) {
  if (activation == Activation::none) return x;
  const Tensor y = pass.make(x.shape);
  for_numbers(y.count(), [&](auto begin, auto end) {
    kernel::kernels().activate(activation, x.data + begin, y.data + begin, end - begin);
  });
  pass.on_backward([=] {
    if (x.grad == nullptr) return;
    for_numbers(y.count(), [&](auto begin, auto end) {
      kernel::kernels().activate_backward(activation, x.data + begin, y.grad + begin,
                                          x.grad + begin, end - begin);
    });
  });
  return y;
}

Tensor dropout(Pass& pass, Tensor x, float rate) {
  require(rate >= 0 && rate < 1, "dropout: the rate is in [0, 1)");
  if (!pass.training() || rate == 0) return x;
  const auto seed = pass.next_seed();
  const Tensor y = pass.make(x.shape);
  drop(seed, rate, x.data, y.data, y.count());
  pass.on_backward([=] {
    if (x.grad == nullptr) return;
    drop(seed, rate, y.grad, y.grad, y.count());
    for_numbers(y.count(), [&](auto begin, auto end) {
      kernel::kernels().accumulate(1.0f, y.grad + begin, x.grad + begin, end - begin);
    });
  });
  return y;
}

Tensor dropout_in_place(Pass& pass, Tensor x, float rate) {
  require(rate >= 0 && rate < 1, "dropout: the rate is in [0, 1)");
  if (!pass.training() || rate == 0) return x;
  const auto seed = pass.next_seed();
  drop(seed, rate, x.data, x.data, x.count());
  pass.on_backward([=] {
    if (x.grad != nullptr) drop(seed, rate, x.grad, x.grad, x.count());
  });
  return x;
}

}  // namespace heed
