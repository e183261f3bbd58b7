// Sums, layer normalisation and Adam, a vector at a time. Included once per instruction set.
#pragma once

#include "heed/kernel/simd/vector.h"
#include "heed/kernel/table.h"

namespace {

void add(const float* a, const float* b, float* y, std::size_t n) noexcept {
  std::size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) store(y + i, load(a + i) + load(b + i));
  for (; i < n; ++i) y[i] = a[i] + b[i];
}

void accumulate(float scale, const float* x, float* y, std::size_t n) noexcept {
  std::size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) store(y + i, load(y + i) + scale * load(x + i));
  for (; i < n; ++i) y[i] += scale * x[i];
}

double sum_of_squares(const float* x, std::size_t n) noexcept {
  double total = 0;  // of blocks short enough for float
  for (std::size_t begin = 0; begin < n; begin += 4096) {
    const std::size_t end = n - begin < 4096 ? n : begin + 4096;
    Vec block = {};
    std::size_t i = begin;
    for (; i + kLanes <= end; i += kLanes) block += load(x + i) * load(x + i);
    if (i < end) block += load(x + i, end - i) * load(x + i, end - i);
    total += sum(block);
  }
  return total;
}

// Mean and 1/√(variance + eps) of one row, in two sweeps: the row is in the nearest cache.
inline void moments(const float* x, std::size_t cols, float eps, float& mean, float& rstd) {
  const auto count = static_cast<float>(cols);
  Vec total = {};
  std::size_t i = 0;
  for (; i + kLanes <= cols; i += kLanes) total += load(x + i);
  float tail = 0;
  for (std::size_t j = i; j < cols; ++j) tail += x[j];
  mean = (sum(total) + tail) / count;
  Vec squares = {};
  for (i = 0; i + kLanes <= cols; i += kLanes) {
    const Vec d = load(x + i) - mean;
    squares += d * d;
  }
  tail = 0;
  for (; i < cols; ++i) tail += (x[i] - mean) * (x[i] - mean);
  rstd = 1.0f / __builtin_sqrtf((sum(squares) + tail) / count + eps);
}

void layer_norm(const float* x, const float* gamma, const float* beta, float eps, float* y,
                float* means, float* rstds, std::size_t rows, std::size_t cols) noexcept {
  for (std::size_t r = 0; r < rows; ++r, x += cols, y += cols) {
    float mean, rstd;
    moments(x, cols, eps, mean, rstd);
    std::size_t i = 0;
    for (; i + kLanes <= cols; i += kLanes) {
      store(y + i, (load(x + i) - mean) * rstd * load(gamma + i) + load(beta + i));
    }
    for (; i < cols; ++i) y[i] = (x[i] - mean) * rstd * gamma[i] + beta[i];
    if (means != nullptr) means[r] = mean;
    if (rstds != nullptr) rstds[r] = rstd;
  }
}

void layer_norm_backward(const float* x, const float* gamma, const float* means, const float* rstds,
                         const float* dy, float* dx, float* dresidual, std::size_t rows,
                         std::size_t cols) noexcept {
  const auto count = static_cast<float>(cols);
  for (std::size_t r = 0; r < rows; ++r, x += cols, dy += cols, dx += cols) {
    const float mean = means[r], rstd = rstds[r];
    Vec sum_g = {}, sum_gn = {};
    std::size_t i = 0;
    for (; i + kLanes <= cols; i += kLanes) {
      const Vec g = load(gamma + i) * load(dy + i);
      sum_g += g;
      sum_gn += g * (load(x + i) - mean) * rstd;
    }
    if (i < cols) {
      const std::size_t m = cols - i;
      const Vec g = load(gamma + i, m) * load(dy + i, m);
      sum_g += g;
      sum_gn += g * (load(x + i, m) - mean) * rstd;
    }
    const float mean_g = sum(sum_g) / count, mean_gn = sum(sum_gn) / count;
    for (i = 0; i + kLanes <= cols; i += kLanes) {
      const Vec g = load(gamma + i) * load(dy + i);
      const Vec n = (load(x + i) - mean) * rstd;
      const Vec slope = rstd * (g - mean_g - n * mean_gn);
      store(dx + i, load(dx + i) + slope);
      if (dresidual != nullptr) store(dresidual + i, load(dresidual + i) + slope);
    }
    for (; i < cols; ++i) {
      const float slope = rstd * (gamma[i] * dy[i] - mean_g - (x[i] - mean) * rstd * mean_gn);
      dx[i] += slope;
      if (dresidual != nullptr) dresidual[i] += slope;
    }
    if (dresidual != nullptr) dresidual += cols;
  }
}

// Calls strip(c, Vectors<n>) for strips of columns [begin, end), as many vectors as stay in
// registers while all rows go by; then last(c) for each column that fills no vector.
template <int n>
struct Vectors {
  static constexpr int count = n;
};

template <class Strip, class Last>
inline __attribute__((always_inline)) void down_columns(std::size_t begin, std::size_t end,
                                                        Strip strip, Last last) {
  std::size_t c = begin;
  for (; c + 4 * kLanes <= end; c += 4 * kLanes) strip(c, Vectors<4>{});
  for (; c + kLanes <= end; c += kLanes) strip(c, Vectors<1>{});
  for (; c < end; ++c) last(c);
}

void layer_norm_parameters_backward(const float* x, const float* mean, const float* rstd,
                                    const float* dy, float* dgamma, float* dbeta, std::size_t rows,
                                    std::size_t cols, std::size_t begin, std::size_t end) noexcept {
  const auto strip = [=](std::size_t c, auto vectors) {
    constexpr int n = decltype(vectors)::count;
    Vec gamma[n], beta[n];
    for (int v = 0; v < n; ++v) {
      gamma[v] = load(dgamma + c + v * kLanes);
      beta[v] = load(dbeta + c + v * kLanes);
    }
    for (std::size_t r = 0; r < rows; ++r) {
      for (int v = 0; v < n; ++v) {
        const std::size_t i = r * cols + c + v * kLanes;
        const Vec d = load(dy + i);
        gamma[v] += d * (load(x + i) - mean[r]) * rstd[r];
        beta[v] += d;
      }
    }
    for (int v = 0; v < n; ++v) {
      store(dgamma + c + v * kLanes, gamma[v]);
      store(dbeta + c + v * kLanes, beta[v]);
    }
  };
  down_columns(begin, end, strip, [=](std::size_t c) {
    for (std::size_t i = c, r = 0; r < rows; ++r, i += cols) {
      dgamma[c] += dy[i] * (x[i] - mean[r]) * rstd[r];
      dbeta[c] += dy[i];
    }
  });
}

void column_sums(const float* x, float* sums, std::size_t rows, std::size_t cols, std::size_t begin,
                 std::size_t end) noexcept {
  const auto strip = [=](std::size_t c, auto vectors) {
    constexpr int n = decltype(vectors)::count;
    Vec sum[n];
    for (int v = 0; v < n; ++v) sum[v] = load(sums + c + v * kLanes);
    for (std::size_t r = 0; r < rows; ++r) {
      for (int v = 0; v < n; ++v) sum[v] += load(x + r * cols + c + v * kLanes);
    }
    for (int v = 0; v < n; ++v) store(sums + c + v * kLanes, sum[v]);
  };
  down_columns(begin, end, strip, [=](std::size_t c) {
    for (std::size_t r = 0; r < rows; ++r) sums[c] += x[r * cols + c];
  });
}

inline VecU hash(std::uint64_t seed, VecU i) {
  VecU h = i * 0x9e3779b1u ^ static_cast<std::uint32_t>(seed);
  h = (h ^ (h >> 16)) * 0x85ebca6bu;
  h = (h ^ (h >> 13)) * 0xc2b2ae35u + static_cast<std::uint32_t>(seed >> 32);
  h = (h ^ (h >> 16)) * 0x85ebca6bu;
  return h ^ (h >> 13);
}

void dropout(std::uint64_t seed, float rate, const float* from, float* to, std::size_t begin,
             std::size_t end) noexcept {
  const float threshold = rate * 16777216.0f;
  const float grown = 1 / (1 - rate);
  VecU lane;
  for (std::size_t i = 0; i < kLanes; ++i) lane[i] = static_cast<std::uint32_t>(i);
  for (std::size_t i = begin; i < end; i += kLanes) {
    const VecU h = hash(seed, lane + static_cast<std::uint32_t>(i)) >> 8;
    const Vec draw = __builtin_convertvector(reinterpret_cast<VecI>(h), Vec);
    const std::size_t n = end - i < kLanes ? end - i : kLanes;
    const Vec x = n == kLanes ? load(from + i) : load(from + i, n);
    const Vec kept = draw < threshold ? Vec{} : x * grown;
    if (n == kLanes) {
      store(to + i, kept);
    } else {
      store(to + i, kept, n);
    }
  }
}

void adam(const heed::kernel::AdamStep& step, const float* gradient, float* parameter, float* mean,
          float* square, std::size_t n) noexcept {
  const float rate = step.rate / step.correction1;
  const float scale = 1.0f / __builtin_sqrtf(step.correction2);
  std::size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const Vec g = load(gradient + i);
    const Vec m = step.beta1 * load(mean + i) + step.fresh1 * g;
    const Vec v = step.beta2 * load(square + i) + step.fresh2 * g * g;
    store(mean + i, m);
    store(square + i, v);
    const Vec p = load(parameter + i);
    store(parameter + i, p - step.decay * p - rate * m / (root(v) * scale + step.epsilon));
  }
  for (; i < n; ++i) {
    const float g = gradient[i];
    mean[i] = step.beta1 * mean[i] + step.fresh1 * g;
    square[i] = step.beta2 * square[i] + step.fresh2 * g * g;
    parameter[i] -= step.decay * parameter[i] +
                    rate * mean[i] / (__builtin_sqrtf(square[i]) * scale + step.epsilon);
  }
}

}  // namespace
