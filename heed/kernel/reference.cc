// The spec: each kernel in the plainest words, sums in double. Tests hold the others to it.
#include <cmath>

#include "heed/kernel/table.h"

namespace heed::kernel {
namespace {

void add(const float* a, const float* b, float* y, std::size_t n) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = a[i] + b[i];
}

void accumulate(float scale, const float* x, float* y, std::size_t n) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] += scale * x[i];
}

double sum_of_squares(const float* x, std::size_t n) noexcept {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += static_cast<double>(x[i]) * x[i];
  return sum;
}

constexpr double kInverseSqrt2 = 0.70710678118654752440;
constexpr double kInverseSqrt2Pi = 0.39894228040143267794;
constexpr double kSqrt2OverPi = 0.79788456080286535588;

double value(Activation act, double x) noexcept {
  switch (act) {
    case Activation::none:
      return x;
    case Activation::gelu:
      return 0.5 * x * (1 + std::erf(x * kInverseSqrt2));
    case Activation::gelu_tanh:
      return 0.5 * x * (1 + std::tanh(kSqrt2OverPi * (x + 0.044715 * x * x * x)));
    case Activation::relu:
      return x > 0 ? x : 0;
    case Activation::silu:
      return x / (1 + std::exp(-x));
    case Activation::tanh:
      return std::tanh(x);
    case Activation::sigmoid:
      return 1 / (1 + std::exp(-x));
  }
  return 0;
}

double slope(Activation act, double x) noexcept {
  switch (act) {
    case Activation::none:
      return 1;
    case Activation::gelu:
      return 0.5 * (1 + std::erf(x * kInverseSqrt2)) + x * kInverseSqrt2Pi * std::exp(-x * x / 2);
    case Activation::gelu_tanh: {
      const double t = std::tanh(kSqrt2OverPi * (x + 0.044715 * x * x * x));
      const double inner = kSqrt2OverPi * (1 + 3 * 0.044715 * x * x);
      return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * inner;
    }
    case Activation::relu:
      return x > 0 ? 1 : 0;
    case Activation::silu: {
      const double s = 1 / (1 + std::exp(-x));
      return s * (1 + x * (1 - s));
    }
    case Activation::tanh:
      return 1 - std::tanh(x) * std::tanh(x);
    case Activation::sigmoid: {
      const double s = 1 / (1 + std::exp(-x));
      return s * (1 - s);
    }
  }
  return 0;
}

void activate(Activation act, const float* x, float* y, std::size_t n) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = static_cast<float>(value(act, x[i]));
}

void activate_backward(Activation act, const float* x, const float* dy, float* dx,
                       std::size_t n) noexcept {
  for (std::size_t i = 0; i < n; ++i) dx[i] += static_cast<float>(slope(act, x[i]) * dy[i]);
}

void scale_by_slope(Activation act, const float* x, float* dy, std::size_t n) noexcept {
  for (std::size_t i = 0; i < n; ++i) dy[i] = static_cast<float>(slope(act, x[i]) * dy[i]);
}

void bias_activate(Activation act, const float* bias, float* z, float* y, std::size_t rows,
                   std::size_t cols) noexcept {
  for (std::size_t r = 0; r < rows; ++r, z += cols, y += cols) {
    for (std::size_t c = 0; c < cols; ++c) {
      if (bias != nullptr) z[c] += bias[c];
      y[c] = static_cast<float>(value(act, z[c]));
    }
  }
}

void layer_norm(const float* x, const float* gamma, const float* beta, float eps, float* y,
                float* means, float* rstds, std::size_t rows, std::size_t cols) noexcept {
  const auto count = static_cast<double>(cols);
  for (std::size_t r = 0; r < rows; ++r, x += cols, y += cols) {
    double mean = 0, variance = 0;
    for (std::size_t c = 0; c < cols; ++c) mean += x[c] / count;
    for (std::size_t c = 0; c < cols; ++c) variance += (x[c] - mean) * (x[c] - mean) / count;
    const double rstd = 1 / std::sqrt(variance + static_cast<double>(eps));
    for (std::size_t c = 0; c < cols; ++c) {
      y[c] = static_cast<float>(gamma[c] * (x[c] - mean) * rstd + beta[c]);
    }
    if (means != nullptr) means[r] = static_cast<float>(mean);
    if (rstds != nullptr) rstds[r] = static_cast<float>(rstd);
  }
}

// With n = (x − mean)·rstd and g = gamma·dy:  dx += rstd · (g − mean(g) − n · mean(g·n))
void layer_norm_backward(const float* x, const float* gamma, const float* mean, const float* rstd,
                         const float* dy, float* dx, float* dresidual, std::size_t rows,
                         std::size_t cols) noexcept {
  const auto count = static_cast<double>(cols);
  for (std::size_t r = 0; r < rows; ++r, x += cols, dy += cols, dx += cols) {
    double mean_g = 0, mean_gn = 0;
    for (std::size_t c = 0; c < cols; ++c) {
      const double g = static_cast<double>(gamma[c]) * dy[c];
      mean_g += g / count;
      mean_gn += g * (x[c] - mean[r]) * rstd[r] / count;
    }
    for (std::size_t c = 0; c < cols; ++c) {
      const double g = static_cast<double>(gamma[c]) * dy[c];
      const double n = static_cast<double>(x[c] - mean[r]) * rstd[r];
      const auto slope = static_cast<float>(rstd[r] * (g - mean_g - n * mean_gn));
      dx[c] += slope;
      if (dresidual != nullptr) dresidual[r * cols + c] += slope;
    }
  }
}

void layer_norm_parameters_backward(const float* x, const float* mean, const float* rstd,
                                    const float* dy, float* dgamma, float* dbeta, std::size_t rows,
                                    std::size_t cols, std::size_t begin, std::size_t end) noexcept {
  for (std::size_t r = 0; r < rows; ++r, x += cols, dy += cols) {
    for (std::size_t c = begin; c < end; ++c) {
      dgamma[c] += dy[c] * (x[c] - mean[r]) * rstd[r];
      dbeta[c] += dy[c];
    }
  }
}

void column_sums(const float* x, float* sums, std::size_t rows, std::size_t cols, std::size_t begin,
                 std::size_t end) noexcept {
  for (std::size_t r = 0; r < rows; ++r, x += cols) {
    for (std::size_t c = begin; c < end; ++c) sums[c] += x[c];
  }
}

// The finaliser of MurmurHash3 (Appleby) over the low and the high half of the seed.
std::uint32_t hash(std::uint64_t seed, std::uint32_t i) noexcept {
  std::uint32_t h = i * 0x9e3779b1u ^ static_cast<std::uint32_t>(seed);
  h = (h ^ (h >> 16)) * 0x85ebca6bu;
  h = (h ^ (h >> 13)) * 0xc2b2ae35u + static_cast<std::uint32_t>(seed >> 32);
  h = (h ^ (h >> 16)) * 0x85ebca6bu;
  return h ^ (h >> 13);
}

void dropout(std::uint64_t seed, float rate, const float* from, float* to, std::size_t begin,
             std::size_t end) noexcept {
  const float threshold = rate * 16777216.0f;
  for (std::size_t i = begin; i < end; ++i) {
    const auto draw = static_cast<float>(hash(seed, static_cast<std::uint32_t>(i)) >> 8);
    to[i] = draw < threshold ? 0.0f : from[i] * (1 / (1 - rate));
  }
}

void adam(const AdamStep& step, const float* gradient, float* parameter, float* mean, float* square,
          std::size_t n) noexcept {
  for (std::size_t i = 0; i < n; ++i) {
    const float g = gradient[i];
    mean[i] = step.beta1 * mean[i] + step.fresh1 * g;
    square[i] = step.beta2 * square[i] + step.fresh2 * g * g;
    const float root = std::sqrt(square[i]) / std::sqrt(step.correction2) + step.epsilon;
    parameter[i] -= step.decay * parameter[i];
    parameter[i] -= step.rate / step.correction1 * mean[i] / root;
  }
}

}  // namespace

const Table& reference() {
  static const Table table = {
      "reference",
      add,
      accumulate,
      sum_of_squares,
      activate,
      activate_backward,
      scale_by_slope,
      bias_activate,
      layer_norm,
      layer_norm_backward,
      layer_norm_parameters_backward,
      column_sums,
      dropout,
      adam,
  };
  return table;
}

}  // namespace heed::kernel
