// Arithmetic on raw arrays: free functions that neither allocate, start threads, check nor fail.
// One Table holds them for each instruction set; `kernels()` is the best that this machine runs.
// reference.cc is the readable spec, which every other table must agree with.
//
// Letters: `rows` × `cols` arrays are dense and row-major; gradients are added to (+=).
#pragma once

#include <cstddef>
#include <cstdint>

namespace heed {

enum class Activation { none, gelu, gelu_tanh, relu, silu, tanh, sigmoid };

namespace kernel {

struct AdamStep {
  float rate;            // the learning rate
  float beta1, beta2;    // how much of the running means stays
  float fresh1, fresh2;  // 1 − beta, worked out in double
  float epsilon;
  float correction1;  // 1 − beta1^t
  float correction2;  // 1 − beta2^t
  float decay;        // rate × weight decay, taken off the parameter itself (AdamW)
};

struct Table {
  const char* name;

  // y = a + b
  void (*add)(const float* a, const float* b, float* y, std::size_t n) noexcept;
  // y += scale · x
  void (*accumulate)(float scale, const float* x, float* y, std::size_t n) noexcept;
  // Σ x², in a fixed order
  double (*sum_of_squares)(const float* x, std::size_t n) noexcept;

  // y = act(x); in place is fine
  void (*activate)(Activation act, const float* x, float* y, std::size_t n) noexcept;
  // dx += act'(x) · dy
  void (*activate_backward)(Activation act, const float* x, const float* dy, float* dx,
                            std::size_t n) noexcept;
  // dy *= act'(x)
  void (*scale_by_slope)(Activation act, const float* x, float* dy, std::size_t n) noexcept;
  // z[r] += bias, y[r] = act(z[r]); bias may be null, and y may be z
  void (*bias_activate)(Activation act, const float* bias, float* z, float* y, std::size_t rows,
                        std::size_t cols) noexcept;

  // y = gamma · (x − mean) / √(variance + eps) + beta for each row; mean and rstd (1/√…) of each
  // row are kept where they are not null.
  void (*layer_norm)(const float* x, const float* gamma, const float* beta, float eps, float* y,
                     float* mean, float* rstd, std::size_t rows, std::size_t cols) noexcept;
  // dx and, where it is not null, dresidual receive the same.
  void (*layer_norm_backward)(const float* x, const float* gamma, const float* mean,
                              const float* rstd, const float* dy, float* dx, float* dresidual,
                              std::size_t rows, std::size_t cols) noexcept;
  // Columns [begin, end) of dgamma and dbeta, over all rows in order.
  void (*layer_norm_parameters_backward)(const float* x, const float* mean, const float* rstd,
                                         const float* dy, float* dgamma, float* dbeta,
                                         std::size_t rows, std::size_t cols, std::size_t begin,
                                         std::size_t end) noexcept;
  // sums[c] += Σ_r x[r][c] for c in [begin, end), rows in order
  void (*column_sums)(const float* x, float* sums, std::size_t rows, std::size_t cols,
                      std::size_t begin, std::size_t end) noexcept;

  // to[i] = from[i] / (1 − rate) for i in [begin, end), or 0 where number i is dropped, with
  // probability `rate`, by a hash of seed and i; in place is fine.
  void (*dropout)(std::uint64_t seed, float rate, const float* from, float* to, std::size_t begin,
                  std::size_t end) noexcept;

  // Adam (Kingma and Ba, 2015) with decoupled decay (Loshchilov and Hutter, 2019), on n numbers:
  // the parameter, its gradient, and the running means of gradient and squared gradient.
  void (*adam)(const AdamStep& step, const float* gradient, float* parameter, float* mean,
               float* square, std::size_t n) noexcept;
};

const Table& reference();  // reference.cc

// The tables that this machine can run, slowest first.
struct Tables {
  const Table* const* first;
  std::size_t count;
};
Tables tables();

// The best of them, or the one that the environment variable HEED_ISA names.
const Table& kernels();

}  // namespace kernel
}  // namespace heed
