#include "heed/attention/attend.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "heed/base/error.h"

namespace heed {
namespace {

using Row = const double*;

double dot(Row a, Row b, std::int64_t n) {
  return std::inner_product(a, a + n, b, 0.0);
}

double cosine(Row q, Row k, std::int64_t d) {
  const auto norm = [d](Row x) {  // scaled, so that no square overflows
    double largest = 0;
    for (std::int64_t i = 0; i < d; ++i) largest = std::max(largest, std::abs(x[i]));
    return largest;
  };
  const double mq = norm(q), mk = norm(k);
  if (mq == 0 || mk == 0) return 0;
  double qk = 0, qq = 0, kk = 0;
  for (std::int64_t i = 0; i < d; ++i) {
    const double a = q[i] / mq, b = k[i] / mk;
    qk += a * b;
    qq += a * a;
    kk += b * b;
  }
  return qk / (std::sqrt(qq) * std::sqrt(kk));
}

template <class T>
const T& of_head(const std::vector<T>& parameters, int head) {
  return parameters.size() == 1 ? parameters.front()
                                : parameters.at(static_cast<std::size_t>(head));
}

double general(Row q, Row k, const Matrix& w) {
  double sum = 0;
  for (std::int64_t i = 0; i < w.rows; ++i) sum += q[i] * dot(w.row(i), k, w.cols);
  return sum;
}

double additive(Row q, Row k, const Matrix& w_q, const Matrix& w_k, const std::vector<double>& v) {
  double sum = 0;
  for (std::int64_t a = 0; a < w_q.rows; ++a) {
    sum += v[a] * std::tanh(dot(w_q.row(a), q, w_q.cols) + dot(w_k.row(a), k, w_k.cols));
  }
  return sum;
}

double score(const Attention& a, int head, Row q, Row k) {
  const std::int64_t d = a.k.cols / a.heads;
  switch (a.score) {
    case Score::dot:
      return dot(q, k, d);
    case Score::scaled:
      return dot(q, k, d) / std::sqrt(static_cast<double>(d));
    case Score::general:
      return general(q, k, of_head(a.w, head));
    case Score::additive:
      return additive(q, k, of_head(a.w_q, head), of_head(a.w_k, head), of_head(a.v_a, head));
    case Score::cosine:
      return cosine(q, k, d) / a.temperature;
  }
  return 0;
}

Matrix logits(const Attention& a, int head) {
  Matrix out(a.q.rows, a.k.rows);
  const std::int64_t q0 = head * (a.q.cols / a.heads), k0 = head * (a.k.cols / a.heads);
  for (std::int64_t i = 0; i < a.q.rows; ++i) {
    for (std::int64_t j = 0; j < a.k.rows; ++j) {
      out(i, j) = a.sees(i, j) ? score(a, head, a.q.row(i) + q0, a.k.row(j) + k0)
                               : std::numeric_limits<double>::quiet_NaN();
    }
  }
  return out;
}

// NaN stands for a hidden key.
Matrix softmax(const Matrix& logits) {
  Matrix out(logits.rows, logits.cols);
  for (std::int64_t i = 0; i < logits.rows; ++i) {
    double largest = -std::numeric_limits<double>::infinity(), sum = 0;
    for (std::int64_t j = 0; j < logits.cols; ++j) largest = std::fmax(largest, logits(i, j));
    for (std::int64_t j = 0; j < logits.cols; ++j) {
      if (std::isnan(logits(i, j))) continue;
      sum += out(i, j) = std::exp(logits(i, j) - largest);
    }
    for (std::int64_t j = 0; sum > 0 && j < logits.cols; ++j) out(i, j) /= sum;
  }
  return out;
}

void add_output(const Attention& a, int head, const Matrix& weights, Matrix& output) {
  const std::int64_t width = a.v.cols / a.heads, first = head * width;
  for (std::int64_t i = 0; i < weights.rows; ++i) {
    for (std::int64_t j = 0; j < weights.cols; ++j) {
      for (std::int64_t c = first; c < first + width; ++c) {
        output(i, c) += weights(i, j) * a.v(j, c);
      }
    }
  }
}

std::vector<double> pool(QueryPool kind, const Matrix& rows) {
  if (kind == QueryPool::none) return {};
  std::vector<double> out(rows.row(0), rows.row(0) + rows.cols);
  for (std::int64_t i = 1; i < rows.rows; ++i) {
    for (std::int64_t c = 0; c < rows.cols; ++c) {
      out[c] = kind == QueryPool::max ? std::max(out[c], rows(i, c)) : out[c] + rows(i, c);
    }
  }
  if (kind == QueryPool::mean) {
    for (double& x : out) x /= static_cast<double>(rows.rows);
  }
  return out;
}

}  // namespace

bool Attention::sees(std::int64_t query, std::int64_t key) const {
  if (causal && key > query) return false;
  if (window && std::abs(query - key) > *window) return false;
  return mask.empty() || mask[mask.size() == 1 ? 0 : query][key];
}

Attended attend(const Attention& a) {
  require(a.heads >= 1 && a.q.rows >= 1 && a.k.rows >= 1 && a.k.rows == a.v.rows,
          "attention has heads, queries, keys, and a value for each key");
  Attended out;
  out.output = Matrix(a.q.rows, a.v.cols);
  for (int head = 0; head < a.heads; ++head) {
    out.logits.push_back(logits(a, head));
    out.weights.push_back(softmax(out.logits.back()));
    add_output(a, head, out.weights.back(), out.output);
  }
  out.pooled = pool(a.pool, out.output);
  return out;
}

}  // namespace heed
