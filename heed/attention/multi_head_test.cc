#include "heed/attention/multi_head.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numeric>

#include "heed/attention/attend.h"
#include "heed/attention/head_kernel.h"
#include "heed/base/random.h"
#include "heed/base/threads.h"

namespace heed {
namespace {

struct Example {
  std::vector<std::int32_t> q_at{0}, k_at{0};
  std::vector<float> q, k, v, dout;
  std::vector<std::uint8_t> mask;
  std::vector<float> slopes;
  std::int64_t q_width, kv_width, v_width;
  MultiHead options;

  Example(std::vector<std::pair<int, int>> lengths, int depth, int width, MultiHead o)
      : options(o) {
    for (const auto& [nq, nk] : lengths) {
      q_at.push_back(q_at.back() + nq);
      k_at.push_back(k_at.back() + nk);
    }
    if (options.kv_heads == 0) options.kv_heads = options.heads;
    q_width = options.heads * depth;
    kv_width = options.kv_heads * depth;
    v_width = options.kv_heads * width;
    Random random(7);
    fill(q, q_at.back() * q_width, random);
    fill(k, k_at.back() * kv_width, random);
    fill(v, k_at.back() * v_width, random);
    fill(dout, q_at.back() * options.heads * width, random);
  }

  static void fill(std::vector<float>& values, std::int64_t count, Random& random) {
    for (std::int64_t i = 0; i < count; ++i) values.push_back(static_cast<float>(random.normal()));
  }

  void hide_some() {
    Random random(3);
    for (std::size_t b = 1; b < q_at.size(); ++b) {
      const int count = (q_at[b] - q_at[b - 1]) * (k_at[b] - k_at[b - 1]);
      for (int i = 0; i < count; ++i) mask.push_back(random.uniform() < 0.7);
    }
    options.mask = mask;
  }

  Ragged queries() const { return {q_at}; }
  Ragged keys() const { return {k_at}; }
};

Tensor view(std::vector<float>& values, std::vector<float>* grads, std::int64_t width) {
  if (grads != nullptr) grads->assign(values.size(), 0.0f);
  return {{static_cast<std::int64_t>(values.size()) / width, width},
          values.data(),
          grads == nullptr ? nullptr : grads->data()};
}

struct Outcome {
  std::vector<float> out, dq, dk, dv;
};

Outcome run(Example& e, bool train = true) {
  Pass pass(train ? Pass::Mode::train : Pass::Mode::infer, 5);
  Outcome r;
  const Tensor q = view(e.q, &r.dq, e.q_width), k = view(e.k, &r.dk, e.kv_width),
               v = view(e.v, &r.dv, e.v_width);
  const Tensor out = multi_head_attention(pass, q, k, v, e.queries(), e.keys(), e.options);
  r.out.assign(out.values().begin(), out.values().end());
  if (!train) return r;
  const Tensor loss = pass.make({1});
  pass.on_backward([&e, out, loss] {
    for (std::int64_t i = 0; i < out.count(); ++i) out.grad[i] += e.dout[i] * loss.grad[0];
  });
  pass.backward(loss);
  return r;
}

// The specification's output for one item of an example without slopes.
Matrix expected(const Example& e, std::int64_t item) {
  const auto part = [](const std::vector<float>& x, std::int64_t first, std::int64_t last,
                       std::int64_t width, int heads, int group) {
    Matrix m(last - first, width / heads * heads * group);
    const std::int64_t d = width / heads;
    for (std::int64_t i = first; i < last; ++i) {
      for (std::int64_t c = 0; c < m.cols; ++c) {
        m(i - first, c) = x[i * width + c / d / group * d + c % d];
      }
    }
    return m;
  };
  const int group = e.options.heads / e.options.kv_heads;
  Attention a;
  a.heads = e.options.heads;
  a.q = part(e.q, e.q_at[item], e.q_at[item + 1], e.q_width, e.options.heads, 1);
  a.k = part(e.k, e.k_at[item], e.k_at[item + 1], e.kv_width, e.options.kv_heads, group);
  a.v = part(e.v, e.k_at[item], e.k_at[item + 1], e.v_width, e.options.kv_heads, group);
  a.causal = e.options.causal;
  if (e.options.window >= 0) a.window = e.options.window;
  if (!e.mask.empty()) {
    std::size_t at = 0;
    for (std::int64_t b = 0; b < item; ++b) {
      at += static_cast<std::size_t>((e.q_at[b + 1] - e.q_at[b]) * (e.k_at[b + 1] - e.k_at[b]));
    }
    for (std::int64_t i = 0; i < a.q.rows; ++i) {
      a.mask.emplace_back(e.mask.begin() + at + i * a.k.rows,
                          e.mask.begin() + at + (i + 1) * a.k.rows);
    }
  }
  return attend(a).output;
}

void expect_specified(Example& e) {
  const Outcome r = run(e);
  for (std::int64_t item = 0; item < e.queries().items(); ++item) {
    if (e.queries().length(item) == 0) continue;
    const Matrix want = expected(e, item);
    for (std::int64_t i = 0; i < want.rows; ++i) {
      for (std::int64_t c = 0; c < want.cols; ++c) {
        ASSERT_NEAR(r.out[(e.q_at[item] + i) * want.cols + c], want(i, c), 3e-6)
            << "item " << item << ", query " << i << ", column " << c;
      }
    }
  }
}

MultiHead with(int heads, int kv_heads = 0) {
  MultiHead o;
  o.heads = heads;
  o.kv_heads = kv_heads;
  return o;
}

TEST(MultiHead, FollowsTheSpecificationAtRaggedSizes) {
  Example e({{1, 1}, {3, 3}, {16, 16}, {17, 17}, {0, 0}, {48, 48}, {50, 50}, {130, 130}}, 32, 32,
            with(3));
  expect_specified(e);
}

TEST(MultiHead, AllowsCrossAttentionAndOddWidths) {
  Example e({{5, 70}, {60, 2}, {7, 129}}, 5, 19, with(2));
  expect_specified(e);
}

TEST(MultiHead, SharesKeysAmongAGroupOfHeads) {
  Example e({{9, 9}, {20, 20}}, 8, 8, with(6, 2));
  expect_specified(e);
}

TEST(MultiHead, HidesWhatIsNotToBeSeen) {
  for (const bool causal : {false, true}) {
    for (const int window : {-1, 0, 3, 70}) {
      for (const bool masked : {false, true}) {
        Example e({{150, 150}, {20, 90}, {90, 20}}, 16, 16, with(2));
        e.options.causal = causal;
        e.options.window = window;
        if (masked) e.hide_some();
        expect_specified(e);
      }
    }
  }
}

// The same as a mask that says who sees whom.
void expect_masked(Example sparse, const std::function<bool(int, int)>& sees) {
  Example dense = sparse;
  dense.options.block = 0;
  dense.options.stride = 1;
  dense.options.window = -1;
  for (std::size_t b = 1; b < dense.q_at.size(); ++b) {
    for (int i = 0; i < dense.q_at[b] - dense.q_at[b - 1]; ++i) {
      for (int j = 0; j < dense.k_at[b] - dense.k_at[b - 1]; ++j) {
        dense.mask.push_back(sees(i, j));
      }
    }
  }
  dense.options.mask = dense.mask;
  dense.options.slopes = dense.slopes;
  sparse.options.slopes = sparse.slopes;
  const Outcome a = run(sparse), b = run(dense);
  EXPECT_THAT(a.out, testing::Pointwise(testing::FloatNear(3e-6f), b.out));
  EXPECT_THAT(a.dq, testing::Pointwise(testing::FloatNear(2e-5f), b.dq));
  EXPECT_THAT(a.dk, testing::Pointwise(testing::FloatNear(2e-5f), b.dk));
  EXPECT_THAT(a.dv, testing::Pointwise(testing::FloatNear(2e-5f), b.dv));
}

TEST(MultiHead, SeesItsOwnBlockAlone) {
  for (const bool causal : {false, true}) {
    Example e({{100, 100}, {7, 30}, {30, 7}, {1, 1}}, 8, 8, with(2));
    e.options.block = 16;
    e.options.causal = causal;
    expect_masked(std::move(e), [](int i, int j) { return i / 16 == j / 16; });
  }
}

TEST(MultiHead, SeesInStrides) {
  for (const bool causal : {false, true}) {
    Example e({{100, 100}, {2, 2}, {20, 31}}, 8, 8, with(2));
    e.slopes = {0.5f, 0.25f};
    e.options.stride = 3;
    e.options.window = 4;
    e.options.causal = causal;
    expect_masked(std::move(e),
                  [](int i, int j) { return (i - j) % 3 == 0 && std::abs(i - j) <= 12; });
  }
}

TEST(MultiHead, GivesZerosToAQueryThatSeesNothing) {
  Example e({{2, 3}}, 4, 4, with(1));
  e.mask = {0, 0, 0, 1, 1, 0};
  e.options.mask = e.mask;
  const Outcome r = run(e);
  for (int c = 0; c < 4; ++c) EXPECT_EQ(r.out[c], 0.0f);
  for (int c = 0; c < 4; ++c) EXPECT_EQ(r.dq[c], 0.0f);
  for (const auto* grads : {&r.dq, &r.dk, &r.dv}) {
    for (const float x : *grads) EXPECT_TRUE(std::isfinite(x));
  }
}

TEST(MultiHead, BearsLargeLogits) {
  Example e({{4, 4}}, 4, 4, with(1));
  for (float& x : e.q) x *= 1000;
  for (float& x : e.k) x *= 1000;
  for (const float x : run(e).out) EXPECT_TRUE(std::isfinite(x));
}

double loss(Example& e) {
  const Outcome r = run(e);
  return std::inner_product(r.out.begin(), r.out.end(), e.dout.begin(), 0.0);
}

// Central differences in float32: with step 1e-2 the rounding of the loss and the third derivative
// leave about 2e-3 of an error on gradients of size 1.
void expect_gradients(Example& e) {
  const Outcome r = run(e);
  const auto check = [&](std::vector<float>& x, const std::vector<float>& grad, const char* name) {
    for (std::size_t i = 0; i < x.size(); i += 1 + x.size() / 97) {
      const float was = x[i];
      x[i] = was + 1e-2f;
      const double up = loss(e);
      x[i] = was - 1e-2f;
      const double down = loss(e);
      x[i] = was;
      ASSERT_NEAR((up - down) / 2e-2, grad[i], 4e-3 * (1 + std::abs(grad[i]))) << name << " " << i;
    }
  };
  check(e.q, r.dq, "dq");
  check(e.k, r.dk, "dk");
  check(e.v, r.dv, "dv");
}

TEST(MultiHead, GradientsMatchDifferences) {
  Example plain({{5, 5}, {70, 70}, {3, 20}}, 6, 10, with(2));
  expect_gradients(plain);
  Example grouped({{5, 5}, {20, 20}}, 4, 4, with(4, 2));
  expect_gradients(grouped);
  Example masked({{30, 30}, {12, 66}}, 8, 8, with(2));
  masked.options.causal = true;
  masked.options.window = 9;
  masked.hide_some();
  expect_gradients(masked);
  Example biased({{30, 30}, {12, 66}}, 8, 8, with(2));
  biased.slopes = {0.25f, 0.0625f};
  biased.options.slopes = biased.slopes;
  expect_gradients(biased);
}

TEST(MultiHead, GradientsMatchDifferencesUnderDropout) {
  Example e({{20, 20}, {7, 70}}, 8, 8, with(2));
  e.options.dropout = 0.3f;
  expect_gradients(e);
}

TEST(MultiHead, DropoutKeepsTheMeanAndOnlyActsInTraining) {
  Example e({{1000, 100}}, 4, 1, with(1));
  for (float& x : e.q) x = 0;
  for (float& x : e.v) x = 1;
  e.options.dropout = 0.4f;
  const Outcome trained = run(e), inferred = run(e, false);
  const double mean = std::accumulate(trained.out.begin(), trained.out.end(), 0.0) / 1000;
  EXPECT_NEAR(mean, 1.0, 0.02);
  double square = 0;
  for (const float x : trained.out) square += (x - 1) * (x - 1) / 1000;
  EXPECT_NEAR(square, 0.4 / 0.6 / 100, 0.002);
  for (const float x : inferred.out) EXPECT_NEAR(x, 1.0, 1e-6);
}

TEST(MultiHead, IsTheSameForAnyNumberOfThreads) {
  std::vector<Outcome> runs;
  for (const int count : {1, 2, 5}) {
    set_threads(count);
    Example e({{300, 300}, {40, 40}, {200, 200}}, 32, 32, with(6, 3));
    runs.push_back(run(e));
  }
  set_threads(2);
  for (const Outcome& r : runs) {
    EXPECT_EQ(r.out, runs[0].out);
    EXPECT_EQ(r.dq, runs[0].dq);
    EXPECT_EQ(r.dk, runs[0].dk);
    EXPECT_EQ(r.dv, runs[0].dv);
  }
}

TEST(MultiHead, TakesSlicesOfOneProduct) {
  Example e({{7, 7}, {21, 21}}, 8, 8, with(2));
  std::vector<float> fused(28 * 48);
  for (int i = 0; i < 28; ++i) {
    for (int c = 0; c < 16; ++c) {
      fused[i * 48 + c] = e.q[i * 16 + c];
      fused[i * 48 + 16 + c] = e.k[i * 16 + c];
      fused[i * 48 + 32 + c] = e.v[i * 16 + c];
    }
  }
  Pass pass(Pass::Mode::infer);
  const Tensor out =
      self_attention(pass, {{28, 48}, fused.data(), nullptr}, e.queries(), e.options);
  EXPECT_THAT(run(e).out, testing::ElementsAreArray(out.values()));
}

TEST(MultiHead, EveryInstructionSetAgrees) {
  Example e({{83, 83}}, 24, 40, with(1));
  std::vector<std::vector<float>> outs;
  for (const auto* kernels : attention::all_kernels()) {
    std::vector<float> out(83 * 40), log_sum(83), scratch(1 << 16);
    float* aligned =
        scratch.data() + (64 - reinterpret_cast<std::uintptr_t>(scratch.data()) % 64) / 4;
    ASSERT_LT(attention::forward_scratch(24, 40) + 16, scratch.size());
    attention::Head head;
    head.q = {e.q.data(), 24};
    head.k = {e.k.data(), 24};
    head.v = {e.v.data(), 40};
    head.out = {out.data(), 40};
    head.queries = head.keys = 83;
    head.depth = 24;
    head.width = 40;
    head.scale = 1 / std::sqrt(24.0f);
    head.log_sum = log_sum.data();
    for (int first = 0; first < 83; first += kernels->block) {
      kernels->forward(head, first, std::min(83, first + kernels->block), aligned);
    }
    outs.push_back(out);
  }
  const Matrix want = expected(e, 0);
  for (const auto& out : outs) {
    for (std::size_t i = 0; i < out.size(); ++i) ASSERT_NEAR(out[i], want.values[i], 3e-6);
  }
}

TEST(MultiHead, RefusesWrongShapes) {
  Example e({{4, 4}}, 6, 6, with(2));
  e.options.heads = 5;
  EXPECT_THROW(run(e), Error);
  e.options.heads = 3;
  e.options.kv_heads = 2;
  EXPECT_THROW(run(e), Error);
  e.options.heads = e.options.kv_heads = 2;
  e.k_at.back() = 3;
  EXPECT_THROW(run(e), Error);
  e.k_at.back() = 4;
  e.mask.assign(15, 1);
  e.options.mask = e.mask;
  EXPECT_THROW(run(e), Error);
}

}  // namespace
}  // namespace heed
