// One attention, step by step, in double: the readable specification of everything faster here, and
// what `heed attend` shows.
//
//   logits  = score(q, k)            weights = softmax over the keys that a query sees
//   output  = weights · v            pooled  = mean or max of the outputs over the queries
//
// Scores, in each head with d = columns of k / heads: dot q·k; scaled q·k/√d; general qᵀWk (Luong
// et al. 2015); additive vᵀtanh(W_q q + W_k k) (Bahdanau et al. 2015); cosine q·k / (‖q‖‖k‖τ), and
// 0 where a norm is 0.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace heed {

struct Matrix {
  std::int64_t rows = 0, cols = 0;
  std::vector<double> values;  // row-major

  Matrix() = default;
  Matrix(std::int64_t n, std::int64_t m)
      : rows(n), cols(m), values(static_cast<std::size_t>(n * m)) {}
  double& operator()(std::int64_t i, std::int64_t j) { return values[i * cols + j]; }
  double operator()(std::int64_t i, std::int64_t j) const { return values[i * cols + j]; }
  const double* row(std::int64_t i) const { return values.data() + i * cols; }
};

enum class Score { dot, scaled, general, additive, cosine };
enum class QueryPool { none, mean, max };

struct Attention {
  Matrix q, k, v;  // [queries][d_q], [keys][d_k], [keys][d_v]
  int heads = 1;   // divides d_q, d_k, d_v; head i takes the i-th part of the columns of each
  Score score = Score::scaled;

  // Of the scores that have parameters: one for all heads, or one for each.
  std::vector<Matrix> w;                 // general: [d_q/h][d_k/h]
  std::vector<Matrix> w_q, w_k;          // additive: [a][d_q/h], [a][d_k/h]
  std::vector<std::vector<double>> v_a;  // additive: [a]
  double temperature = 1;                // cosine

  bool causal = false;                 // query i sees keys j ≤ i
  std::optional<std::int64_t> window;  // query i sees keys |i − j| ≤ window
  std::vector<std::vector<bool>>
      mask;  // [queries] or [1], of [keys]; true: may be seen; empty: none
  QueryPool pool = QueryPool::none;

  bool sees(std::int64_t query, std::int64_t key) const;
};

struct Attended {
  std::vector<Matrix> logits, weights;  // [heads] of [queries][keys]; a hidden key's logit is NaN
  Matrix output;                        // [queries][d_v]; zeros where a query sees nothing
  std::vector<double> pooled;           // [d_v]; empty without pooling
};

// Requires the shapes above.
Attended attend(const Attention& attention);

}  // namespace heed
