// Activations and their slopes, a vector at a time. Included once per instruction set.
#pragma once

#include "heed/kernel/simd/vector.h"
#include "heed/kernel/table.h"

namespace {

using heed::Activation;

constexpr float kInverseSqrt2 = 0.70710678118654752f;
constexpr float kInverseSqrt2Pi = 0.39894228040143268f;
constexpr float kSqrt2OverPi = 0.79788456080286536f;

template <Activation act>
inline Vec value(Vec x) {
  if constexpr (act == Activation::gelu) return 0.5f * x * (1.0f + erf(x * kInverseSqrt2));
  if constexpr (act == Activation::gelu_tanh) {
    return 0.5f * x * (1.0f + tanh(kSqrt2OverPi * (x + 0.044715f * x * x * x)));
  }
  if constexpr (act == Activation::relu) return max(x, Vec{});
  if constexpr (act == Activation::silu) return x * sigmoid(x);
  if constexpr (act == Activation::tanh) return tanh(x);
  if constexpr (act == Activation::sigmoid) return sigmoid(x);
  return x;
}

template <Activation act>
inline Vec slope(Vec x) {
  if constexpr (act == Activation::gelu) {
    return 0.5f * (1.0f + erf(x * kInverseSqrt2)) + x * kInverseSqrt2Pi * exp(-0.5f * x * x);
  }
  if constexpr (act == Activation::gelu_tanh) {
    // ½(1 + tanh u) is s = σ(2u), whose slope s(1 − s) keeps its digits as e·s².
    const Vec e = exp(-2 * kSqrt2OverPi * (x + 0.044715f * x * x * x));
    const Vec s = 1.0f / (1.0f + e);
    const Vec inner = 2 * kSqrt2OverPi * (1.0f + 3 * 0.044715f * x * x);
    return s + x * (e * s) * s * inner;
  }
  if constexpr (act == Activation::relu) return x > 0.0f ? splat(1.0f) : Vec{};
  if constexpr (act == Activation::silu) {
    const Vec e = exp(-x);
    const Vec s = 1.0f / (1.0f + e);
    return s + x * (e * s) * s;
  }
  if constexpr (act == Activation::tanh) {
    const Vec t = tanh(x);
    return 1.0f - t * t;
  }
  if constexpr (act == Activation::sigmoid) {
    const Vec s = sigmoid(x);
    return s * (1.0f - s);
  }
  return splat(1.0f);
}

// Calls Work<act>::run(arguments…): one switch outside of every loop.
template <template <Activation> class Work, class... Arguments>
inline void with_activation(Activation act, Arguments... arguments) {
  switch (act) {
    case Activation::none:
      return Work<Activation::none>::run(arguments...);
    case Activation::gelu:
      return Work<Activation::gelu>::run(arguments...);
    case Activation::gelu_tanh:
      return Work<Activation::gelu_tanh>::run(arguments...);
    case Activation::relu:
      return Work<Activation::relu>::run(arguments...);
    case Activation::silu:
      return Work<Activation::silu>::run(arguments...);
    case Activation::tanh:
      return Work<Activation::tanh>::run(arguments...);
    case Activation::sigmoid:
      return Work<Activation::sigmoid>::run(arguments...);
  }
}

template <Activation act>
struct Activate {
  static void run(const float* x, float* y, std::size_t n) {
    std::size_t i = 0;
    for (; i + kLanes <= n; i += kLanes) store(y + i, value<act>(load(x + i)));
    if (i < n) store(y + i, value<act>(load(x + i, n - i)), n - i);
  }
};

template <Activation act>
struct ActivateBackward {
  static void run(const float* x, const float* dy, float* dx, std::size_t n) {
    std::size_t i = 0;
    for (; i + kLanes <= n; i += kLanes) {
      store(dx + i, load(dx + i) + slope<act>(load(x + i)) * load(dy + i));
    }
    if (i < n) {
      const std::size_t m = n - i;
      store(dx + i, load(dx + i, m) + slope<act>(load(x + i, m)) * load(dy + i, m), m);
    }
  }
};

template <Activation act>
struct ScaleBySlope {
  static void run(const float* x, float* dy, std::size_t n) {
    std::size_t i = 0;
    for (; i + kLanes <= n; i += kLanes) store(dy + i, slope<act>(load(x + i)) * load(dy + i));
    const std::size_t m = n - i;
    if (m > 0) store(dy + i, slope<act>(load(x + i, m)) * load(dy + i, m), m);
  }
};

template <Activation act>
struct BiasActivate {
  static void run(const float* bias, float* z, float* y, std::size_t rows, std::size_t cols) {
    for (std::size_t r = 0; r < rows; ++r, z += cols, y += cols) {
      std::size_t i = 0;
      for (; i + kLanes <= cols; i += kLanes) {
        const Vec sum = load(z + i) + load(bias + i);
        if (z != y) store(z + i, sum);
        store(y + i, value<act>(sum));
      }
      const std::size_t m = cols - i;
      if (m == 0) continue;
      const Vec sum = load(z + i, m) + load(bias + i, m);
      store(z + i, sum, m);
      store(y + i, value<act>(sum), m);
    }
  }
};

void activate(Activation act, const float* x, float* y, std::size_t n) noexcept {
  with_activation<Activate>(act, x, y, n);
}

void activate_backward(Activation act, const float* x, const float* dy, float* dx,
                       std::size_t n) noexcept {
  with_activation<ActivateBackward>(act, x, dy, dx, n);
}

void scale_by_slope(Activation act, const float* x, float* dy, std::size_t n) noexcept {
  with_activation<ScaleBySlope>(act, x, dy, n);
}

void bias_activate(Activation act, const float* bias, float* z, float* y, std::size_t rows,
                   std::size_t cols) noexcept {
  if (bias == nullptr) return activate(act, z, y, rows * cols);
  with_activation<BiasActivate>(act, bias, z, y, rows, cols);
}

}  // namespace
