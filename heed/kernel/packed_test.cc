// Every precision on every instruction set that this machine runs, against a plain product in
// double.
#include "heed/kernel/packed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "heed/base/random.h"
#include "heed/base/threads.h"
#include "heed/kernel/packed_tiles.h"

namespace heed::kernel {
namespace {

using Numbers = std::vector<float>;

Numbers draw(std::int64_t n, std::uint64_t seed, double size) {
  Random random(seed);
  Numbers out(static_cast<std::size_t>(n));
  for (auto& x : out) x = static_cast<float>(size * random.normal());
  return out;
}

struct Case {
  std::int64_t rows, out, in;
};

Numbers expected(const Case& c, const Numbers& x, const Numbers& w, const Numbers& bias) {
  Numbers y;
  for (std::int64_t r = 0; r < c.rows; ++r) {
    for (std::int64_t o = 0; o < c.out; ++o) {
      double sum = bias.empty() ? 0 : bias[static_cast<std::size_t>(o)];
      for (std::int64_t k = 0; k < c.in; ++k) {
        sum += static_cast<double>(x[static_cast<std::size_t>(r * c.in + k)]) *
               w[static_cast<std::size_t>(o * c.in + k)];
      }
      y.push_back(static_cast<float>(sum));
    }
  }
  return y;
}

// ‖a − b‖ / ‖b‖
double distance(const Numbers& a, const Numbers& b) {
  double error = 0;
  double size = 1e-30;
  for (std::size_t i = 0; i < a.size(); ++i) {
    error += (a[i] - b[i]) * static_cast<double>(a[i] - b[i]);
    size += static_cast<double>(b[i]) * b[i];
  }
  return std::sqrt(error / size);
}

Numbers run(const Case& c, const Numbers& x, const Numbers& w, const Numbers& bias,
            Precision precision, const Tiles& tiles, Activation act = Activation::none) {
  const PackedWeights packed(w.data(), c.out, c.in, precision, tiles);
  Numbers y(static_cast<std::size_t>(c.rows * c.out), NAN);
  packed_linear(x.data(), c.rows, packed, bias.empty() ? nullptr : bias.data(), act, y.data());
  return y;
}

constexpr Case kCases[] = {{1, 1, 1},    {1, 32, 4},   {3, 33, 7},     {14, 64, 64}, {15, 65, 66},
                           {29, 100, 9}, {16, 384, 5}, {250, 70, 131}, {7, 31, 200}};

double tolerance(Precision precision) {
  switch (precision) {
    case Precision::f32:
      return 1e-6;
    case Precision::bf16:
      return 4e-3;
    case Precision::int8:
      return 2e-2;
  }
  return 0;
}

TEST(Packed, AgreesWithThePlainProduct) {
  const auto [list, count] = all_tiles();
  for (const Case& c : kCases) {
    const auto x = draw(c.rows * c.in, 1, 2.0);
    const auto w = draw(c.out * c.in, 2, 0.05);
    const auto bias = draw(c.out, 3, 1.0);
    const auto y = expected(c, x, w, bias);
    for (std::size_t i = 0; i < count; ++i) {
      for (const auto p : {Precision::f32, Precision::bf16, Precision::int8}) {
        EXPECT_LT(distance(run(c, x, w, bias, p, *list[i]), y), tolerance(p))
            << list[i]->name << " precision " << static_cast<int>(p) << ", " << c.rows << " × "
            << c.out << " × " << c.in;
      }
    }
  }
}

TEST(Packed, BytesGiveTheSameSumsOnEveryInstructionSet) {
  const auto [list, count] = all_tiles();
  const Case c{40, 96, 130};
  const auto x = draw(c.rows * c.in, 4, 1.0);
  const auto w = draw(c.out * c.in, 5, 1.0);
  const auto spec = run(c, x, w, {}, Precision::int8, *list[0]);
  for (std::size_t i = 1; i < count; ++i) {
    EXPECT_LT(distance(run(c, x, w, {}, Precision::int8, *list[i]), spec), 1e-5) << list[i]->name;
  }
}

TEST(Packed, RowsDoNotDependOnOthersOrThreads) {
  const Case many{301, 96, 64};
  const auto x = draw(many.rows * many.in, 6, 1.0);
  const auto w = draw(many.out * many.in, 7, 1.0);
  for (const auto p : {Precision::f32, Precision::bf16, Precision::int8}) {
    set_threads(1);
    const auto one = run(many, x, w, {}, p, tiles());
    set_threads(4);
    EXPECT_EQ(one, run(many, x, w, {}, p, tiles()));
    const Numbers last(x.end() - many.in, x.end());
    const auto alone = run({1, many.out, many.in}, last, w, {}, p, tiles());
    EXPECT_EQ(Numbers(one.end() - many.out, one.end()), alone);
  }
}

TEST(Packed, ABlockLookedAtElsewhereGivesTheSameNumbers) {
  const auto [list, count] = all_tiles();
  const Case c{9, 70, 131};
  const auto x = draw(c.rows * c.in, 11, 1.0);
  const auto w = draw(c.out * c.in, 12, 1.0);
  for (std::size_t i = 0; i < count; ++i) {
    for (const auto p : {Precision::f32, Precision::bf16, Precision::int8}) {
      const PackedWeights packed(w.data(), c.out, c.in, p, *list[i]);
      const auto bytes = packed.block();
      ASSERT_EQ(bytes.size(), PackedWeights::block_bytes(c.out, c.in, p, *list[i]));
      struct alignas(64) Line {
        std::byte bytes[64];
      };
      std::vector<Line> copy((bytes.size() + 63) / 64);
      std::memcpy(copy.data(), bytes.data(), bytes.size());
      const PackedWeights view({copy.front().bytes, bytes.size()}, c.out, c.in, p, *list[i]);
      Numbers y(static_cast<std::size_t>(c.rows * c.out));
      packed_linear(x.data(), c.rows, view, nullptr, Activation::none, y.data());
      EXPECT_EQ(y, run(c, x, w, {}, p, *list[i])) << list[i]->name;
    }
  }
}

TEST(Packed, WhatBytesLeaveOutOfInputsAddsUpToThem) {
  const Case c{5, 33, 70};
  const auto x = draw(c.rows * c.in, 15, 1.0);
  const auto w = draw(c.out * c.in, 16, 1.0);
  const auto [list, count] = all_tiles();
  for (std::size_t i = 0; i < count; ++i) {
    const PackedWeights packed(w.data(), c.out, c.in, Precision::int8, *list[i]);
    Numbers rest(x.size()), seen(x.size());
    rounding_of_inputs(x.data(), c.rows, packed, rest.data());
    float most = 0;
    for (std::size_t k = 0; k < x.size(); ++k) {
      seen[k] = x[k] - rest[k];
      most = std::max(most, std::abs(rest[k]));
    }
    EXPECT_LT(most, 0.02f);  // half a step: at most 6 standard deviations / 255 / 2
    EXPECT_GT(most, 0.0f);
    const auto of_x = run(c, x, w, {}, Precision::int8, *list[i]);
    EXPECT_LT(distance(run(c, seen, w, {}, Precision::int8, *list[i]), of_x), 1e-5);
  }
}

TEST(Packed, AppliesBiasThenActivation) {
  const Case c{20, 70, 40};
  const auto x = draw(c.rows * c.in, 8, 1.0);
  const auto w = draw(c.out * c.in, 9, 0.2);
  const auto bias = draw(c.out, 10, 1.0);
  auto y = expected(c, x, w, bias);
  for (auto& value : y) {
    value = static_cast<float>(0.5 * value * (1 + std::erf(value / std::sqrt(2.0))));
  }
  EXPECT_LT(distance(run(c, x, w, bias, Precision::f32, tiles(), Activation::gelu), y), 1e-5);
}

TEST(Packed, SurvivesExtremeRowsAndWeights) {
  const Case c{3, 4, 8};
  Numbers x(24, 0.0f);                              // a row of zeros
  for (int k = 0; k < 8; ++k) x[8 + k] = 3e30f;     // one of huge numbers
  for (int k = 0; k < 8; ++k) x[16 + k] = -1e-30f;  // one of tiny ones
  Numbers w(32, 0.0f);
  for (int k = 0; k < 8; ++k) w[8 + k] = 1e-3f;
  const auto y = expected(c, x, w, {});
  for (const auto p : {Precision::f32, Precision::bf16, Precision::int8}) {
    const auto got = run(c, x, w, {}, p, tiles());
    for (std::size_t i = 0; i < got.size(); ++i) {
      EXPECT_NEAR(got[i], y[i], 0.02 * std::abs(y[i]) + 1e-35)
          << "precision " << static_cast<int>(p);
    }
  }
}

// One weight of 1, so that y is GELU(x) of x as the precision reads it.
TEST(Packed, GeluIsCloseOnEveryInstructionSet) {
  const float one = 1;
  const auto [list, count] = all_tiles();
  for (std::size_t i = 0; i < count; ++i) {
    const PackedWeights packed(&one, 1, 1, Precision::bf16, *list[i]);
    // Numbers that 16 bits hold, so that only GELU itself is off.
    for (float x = -12; x < 12; x += std::abs(x) < 4 ? 1.0f / 64 : 1.0f / 16) {
      float y = NAN;
      packed_linear(&x, 1, packed, nullptr, Activation::gelu, &y);
      const double exact = 0.5 * x * std::erfc(-x / std::sqrt(2.0));
      ASSERT_NEAR(y, exact, 6e-4 + 1e-3 * std::abs(exact)) << list[i]->name << " at " << x;
    }
    float large = 1 << 20, nan = NAN, y = 0;
    packed_linear(&large, 1, packed, nullptr, Activation::gelu, &y);
    EXPECT_FLOAT_EQ(y, large) << list[i]->name;
    packed_linear(&nan, 1, packed, nullptr, Activation::gelu, &y);
    EXPECT_TRUE(std::isnan(y)) << list[i]->name;
  }
}

}  // namespace
}  // namespace heed::kernel
