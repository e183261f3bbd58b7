#include "heed/model/principal.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "heed/base/error.h"
#include "heed/base/threads.h"
#include "heed/kernel/product.h"

namespace heed {
namespace {

constexpr int kMostSweeps = 30;
constexpr std::size_t kStrip = 64;  // rows of the covariance that one thread works out

// Σ (x − mean)(x − mean)ᵀ / rows; each strip of rows of the result by one thread.
std::vector<double> covariance(std::span<const float> values, std::size_t width,
                               std::span<const float> mean) {
  const std::size_t rows = values.size() / width;
  std::vector<float> centred(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) centred[i] = values[i] - mean[i % width];
  std::vector<float> sums(width * width);
  parallel_for(width, kStrip, [&](std::size_t begin, std::size_t end) {
    const auto n = static_cast<std::int64_t>(width);
    kernel::multiply({.m = static_cast<std::int64_t>(end - begin),
                      .n = n,
                      .k = static_cast<std::int64_t>(rows),
                      .a = centred.data() + begin,
                      .lda = n,
                      .a_transposed = true,
                      .b = centred.data(),
                      .ldb = n,
                      .b_transposed = false,
                      .c = sums.data() + begin * width,
                      .ldc = n,
                      .beta = 0});
  });
  std::vector<double> out(width * width);
  for (std::size_t i = 0; i < width; ++i) {  // symmetric to the last bit
    for (std::size_t j = 0; j <= i; ++j) {
      out[i * width + j] = out[j * width + i] = sums[i * width + j] / static_cast<double>(rows);
    }
  }
  return out;
}

// Turns rows p and q of `m` ([n, n]) by the angle of (c, s).
void turn_rows(std::vector<double>& m, std::size_t n, std::size_t p, std::size_t q, double c,
               double s) {
  double* x = m.data() + p * n;
  double* y = m.data() + q * n;
  for (std::size_t i = 0; i < n; ++i) {
    const double a = x[i], b = y[i];
    x[i] = c * a - s * b;
    y[i] = s * a + c * b;
  }
}

void turn_columns(std::vector<double>& m, std::size_t n, std::size_t p, std::size_t q, double c,
                  double s) {
  for (std::size_t i = 0; i < n; ++i) {
    double& x = m[i * n + p];
    double& y = m[i * n + q];
    const double a = x, b = y;
    x = c * a - s * b;
    y = s * a + c * b;
  }
}

double off_diagonal(const std::vector<double>& m, std::size_t n) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < i; ++j) sum += m[i * n + j] * m[i * n + j];
  }
  return sum;
}

}  // namespace

void symmetric_eigen(std::vector<double>& matrix, std::size_t n, std::vector<double>& values,
                     std::vector<double>& vectors) {
  require(matrix.size() == n * n, "the matrix is square");
  std::vector<double> turns(n * n);  // rows become the eigenvectors
  for (std::size_t i = 0; i < n; ++i) turns[i * n + i] = 1;
  double scale = 0;
  for (const double x : matrix) scale += x * x;
  for (int sweep = 0; sweep < kMostSweeps && off_diagonal(matrix, n) > 1e-22 * scale; ++sweep) {
    for (std::size_t p = 0; p < n; ++p) {
      for (std::size_t q = p + 1; q < n; ++q) {
        const double apq = matrix[p * n + q];
        if (apq * apq <= 1e-30 * scale) continue;
        const double theta = (matrix[q * n + q] - matrix[p * n + p]) / (2 * apq);
        const double t = std::copysign(1 / (std::abs(theta) + std::hypot(theta, 1)), theta);
        const double c = 1 / std::hypot(t, 1), s = t * c;
        turn_rows(matrix, n, p, q, c, s);
        turn_columns(matrix, n, p, q, c, s);
        turn_rows(turns, n, p, q, c, s);
      }
    }
  }
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return matrix[a * n + a] > matrix[b * n + b];
  });
  values.clear();
  vectors.clear();
  for (const auto i : order) {
    values.push_back(matrix[i * n + i]);
    vectors.insert(vectors.end(), turns.begin() + static_cast<std::ptrdiff_t>(i * n),
                   turns.begin() + static_cast<std::ptrdiff_t>((i + 1) * n));
  }
}

Principal principal_components(std::span<const float> values, std::size_t width, std::size_t kept) {
  require(width > 0 && kept <= width && !values.empty() && values.size() % width == 0,
          "rows of one width, and no more components than that");
  const std::size_t rows = values.size() / width;
  std::vector<double> sums(width);
  for (std::size_t i = 0; i < values.size(); ++i) sums[i % width] += values[i];
  Principal out;
  for (const double sum : sums) {
    out.mean.push_back(static_cast<float>(sum / static_cast<double>(rows)));
  }
  auto matrix = covariance(values, width, out.mean);
  std::vector<double> vectors;
  symmetric_eigen(matrix, width, out.variances, vectors);
  out.variances.resize(kept);
  for (std::size_t k = 0; k < kept; ++k) {
    const auto row = std::span(vectors).subspan(k * width, width);
    const auto largest = *std::max_element(
        row.begin(), row.end(), [](double a, double b) { return std::abs(a) < std::abs(b); });
    const double sign = largest < 0 ? -1 : 1;
    for (const double x : row) out.directions.push_back(static_cast<float>(sign * x));
  }
  return out;
}

}  // namespace heed
