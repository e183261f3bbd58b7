// Every instruction set that this machine runs against the spec, at ragged sizes.
#include "heed/kernel/table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "heed/base/random.h"

namespace heed::kernel {
namespace {

using Numbers = std::vector<float>;

Numbers draw(std::size_t n, std::uint64_t seed, double size = 1) {
  Random random(seed);
  Numbers out(n);
  for (auto& x : out) x = static_cast<float>(size * random.normal());
  return out;
}

// Runs `work` with the reference and with each other table; results must agree.
void compare(const std::function<Numbers(const Table&)>& work, float tolerance) {
  const auto expected = work(reference());
  const auto [list, count] = tables();
  for (std::size_t t = 1; t < count; ++t) {
    const auto got = work(*list[t]);
    ASSERT_EQ(got.size(), expected.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
      ASSERT_NEAR(got[i], expected[i], tolerance * std::max(1.0f, std::abs(expected[i])))
          << list[t]->name << " at " << i;
    }
  }
}

constexpr std::size_t kSizes[] = {0, 1, 3, 8, 15, 16, 17, 33, 100, 5000};
constexpr Activation kActivations[] = {Activation::none,   Activation::gelu, Activation::gelu_tanh,
                                       Activation::relu,   Activation::silu, Activation::tanh,
                                       Activation::sigmoid};

TEST(Kernels, FindsWhatTheMachineRuns) {
  EXPECT_GE(tables().count, 2u);
  EXPECT_STREQ(tables().first[0]->name, "reference");
  EXPECT_STREQ(tables().first[1]->name, "baseline");
}

TEST(Kernels, SumsAgree) {
  for (const auto n : kSizes) {
    const auto a = draw(n, 1), b = draw(n, 2);
    compare(
        [&](const Table& table) {
          Numbers y(n);
          table.add(a.data(), b.data(), y.data(), n);
          table.accumulate(0.3f, a.data(), y.data(), n);
          y.push_back(static_cast<float>(table.sum_of_squares(a.data(), n)));
          return y;
        },
        1e-6f);
  }
}

TEST(Kernels, ActivationsAndSlopesAgree) {
  for (const auto act : kActivations) {
    for (const auto n : kSizes) {
      const auto x = draw(n, 3, 4), dy = draw(n, 4);
      compare(
          [&](const Table& table) {
            Numbers y(n), dx = draw(n, 5);
            table.activate(act, x.data(), y.data(), n);
            table.activate_backward(act, x.data(), dy.data(), dx.data(), n);
            Numbers scaled = dy;
            table.scale_by_slope(act, x.data(), scaled.data(), n);
            for (const auto& more : {dx, scaled}) y.insert(y.end(), more.begin(), more.end());
            return y;
          },
          1e-5f);
    }
  }
}

TEST(Kernels, ActivationsStandExtremes) {
  const float most = 1e30f;
  const Numbers x = {-most, -1e4f, -100, -20, -9, -0.0f, 0, 1e-30f, 9, 20, 100, 1e4f, most};
  for (const auto act : {Activation::gelu, Activation::relu, Activation::silu, Activation::tanh}) {
    compare(
        [&](const Table& table) {
          Numbers y(x.size());
          table.activate(act, x.data(), y.data(), x.size());
          return y;
        },
        2e-6f);
  }
}

TEST(Kernels, BiasAndActivationAgree) {
  for (const std::size_t cols : {1, 7, 16, 50}) {
    const auto bias = draw(cols, 6);
    for (const float* b : {bias.data(), static_cast<const float*>(nullptr)}) {
      compare(
          [&](const Table& table) {
            auto z = draw(3 * cols, 7);
            Numbers y(z.size()), in_place = z;
            table.bias_activate(Activation::gelu, b, z.data(), y.data(), 3, cols);
            table.bias_activate(Activation::gelu, b, in_place.data(), in_place.data(), 3, cols);
            for (const auto& more : {z, in_place}) y.insert(y.end(), more.begin(), more.end());
            return y;
          },
          1e-6f);
    }
  }
}

TEST(Kernels, LayerNormAndItsGradientAgree) {
  const std::size_t rows = 5;
  for (const std::size_t cols : {1, 3, 16, 37, 384}) {
    const auto x = draw(rows * cols, 8, 3), gamma = draw(cols, 9), beta = draw(cols, 10);
    const auto dy = draw(rows * cols, 11);
    compare(
        [&](const Table& table) {
          Numbers y(rows * cols), mean(rows), rstd(rows), dx(rows * cols), twin(rows * cols),
              alone(rows * cols), dgamma(cols), dbeta(cols), sums(cols);
          table.layer_norm(x.data(), gamma.data(), beta.data(), 1e-5f, y.data(), mean.data(),
                           rstd.data(), rows, cols);
          if (cols == 1) return y;  // its slope is 0/0, up to eps
          table.layer_norm_backward(x.data(), gamma.data(), mean.data(), rstd.data(), dy.data(),
                                    dx.data(), twin.data(), rows, cols);
          table.layer_norm_backward(x.data(), gamma.data(), mean.data(), rstd.data(), dy.data(),
                                    alone.data(), nullptr, rows, cols);
          const auto half = cols / 2;
          for (const auto& [begin, end] :
               {std::pair{std::size_t{0}, half}, std::pair{half, cols}}) {
            table.layer_norm_parameters_backward(x.data(), mean.data(), rstd.data(), dy.data(),
                                                 dgamma.data(), dbeta.data(), rows, cols, begin,
                                                 end);
            table.column_sums(dy.data(), sums.data(), rows, cols, begin, end);
          }
          for (const auto& more : {mean, rstd, dx, twin, alone, dgamma, dbeta, sums}) {
            y.insert(y.end(), more.begin(), more.end());
          }
          return y;
        },
        2e-5f);
  }
}

TEST(Kernels, DropoutIsTheSameEverywhereAndUnbiased) {
  const std::size_t n = 10007;
  const Numbers ones(n, 1.0f);
  const auto dropped = [&](const Table& table, std::uint64_t seed) {
    Numbers y(n, 0.0f);
    table.dropout(seed, 0.25f, ones.data(), y.data(), 0, 5000);  // two ranges, one mask
    table.dropout(seed, 0.25f, ones.data(), y.data(), 5000, n);
    return y;
  };
  compare([&](const Table& table) { return dropped(table, 42); }, 1e-6f);
  double sum = 0;
  for (const float y : dropped(kernels(), 42)) sum += y;
  EXPECT_NEAR(sum / n, 1.0, 0.02);
  EXPECT_NE(dropped(kernels(), 42), dropped(kernels(), 43));
}

TEST(Kernels, AdamAgrees) {
  for (const auto n : kSizes) {
    const auto g = draw(n, 12);
    const AdamStep step{1e-2f, 0.9f, 0.999f, 0.1f, 0.001f, 1e-8f, 0.19f, 0.002f, 1e-4f};
    compare(
        [&](const Table& table) {
          Numbers p = draw(n, 13), mean = draw(n, 14), square(n, 0.5f);
          table.adam(step, g.data(), p.data(), mean.data(), square.data(), n);
          for (const auto& more : {mean, square}) p.insert(p.end(), more.begin(), more.end());
          return p;
        },
        1e-5f);
  }
}

}  // namespace
}  // namespace heed::kernel
