#include "heed/kernel/half_product.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "heed/base/random.h"
#include "heed/base/threads.h"

namespace heed::kernel {
namespace {

using Numbers = std::vector<float>;

Numbers draw(std::int64_t count, std::uint64_t seed, float size = 1) {
  Random random(seed);
  Numbers out(static_cast<std::size_t>(count));
  for (auto& number : out) number = size * static_cast<float>(random.normal());
  return out;
}

struct Case {
  std::int64_t m, n, k;
  bool a_transposed, b_transposed;
  float beta = 0;
};

struct Factors {
  explicit Factors(const Case& of, float size = 1)
      : a(draw(of.m * of.k, 1, size)),
        b(draw(of.k * of.n, 2)),
        c(draw(of.m * of.n, 3)),
        sizes(of) {}

  Product product(Numbers& out) const {
    return {sizes.m,
            sizes.n,
            sizes.k,
            a.data(),
            sizes.a_transposed ? sizes.m : sizes.k,
            sizes.a_transposed,
            b.data(),
            sizes.b_transposed ? sizes.k : sizes.n,
            sizes.b_transposed,
            out.data(),
            sizes.n,
            sizes.beta};
  }

  Numbers a, b, c;
  Case sizes;
};

// ‖half − exact‖ / ‖exact‖
double error_of(const Factors& f, SixteenBits arithmetic) {
  Numbers half = f.c;
  multiply_half(f.product(half), arithmetic);
  double error = 0, size = 1e-300;
  const auto& s = f.sizes;
  for (std::int64_t i = 0; i < s.m; ++i) {
    for (std::int64_t j = 0; j < s.n; ++j) {
      double sum = double{s.beta} * f.c[static_cast<std::size_t>(i * s.n + j)];
      for (std::int64_t k = 0; k < s.k; ++k) {
        sum += double{f.a[static_cast<std::size_t>(s.a_transposed ? k * s.m + i : i * s.k + k)]} *
               f.b[static_cast<std::size_t>(s.b_transposed ? j * s.k + k : k * s.n + j)];
      }
      const double miss = half[static_cast<std::size_t>(i * s.n + j)] - sum;
      error += miss * miss;
      size += sum * sum;
    }
  }
  return std::sqrt(error / size);
}

std::vector<SixteenBits> here() {
  std::vector<SixteenBits> out = {SixteenBits::widened};
  if (sixteen_bits() != out.front()) out.push_back(sixteen_bits());
  return out;
}

TEST(HalfProduct, IsTheProductWithinSixteenBits) {
  const std::int64_t sizes[][3] = {{16, 16, 16},   {17, 65, 19},  {31, 130, 64},
                                   {113, 64, 385}, {64, 33, 800}, {230, 70, 400}};
  for (const auto arithmetic : here()) {
    for (const auto& [m, n, k] : sizes) {
      for (int ways = 0; ways < 4; ++ways) {
        const Case c{m, n, k, (ways & 1) != 0, (ways & 2) != 0, ways == 1 ? 1.0f : 0.0f};
        EXPECT_LT(error_of(Factors(c), arithmetic), 4e-3)
            << m << " " << n << " " << k << " " << ways;
      }
    }
  }
}

TEST(HalfProduct, KeepsGradientsOfAnySize) {
  for (const auto arithmetic : here()) {
    for (const float size : {1e-20f, 1e-9f, 1e9f, 1e20f}) {
      const Case c{40, 48, 100, true, false};
      EXPECT_LT(error_of(Factors(c, size), arithmetic), 4e-3) << size;
    }
  }
}

TEST(HalfProduct, PassesOnWhatIsNotANumber) {
  for (const auto arithmetic : here()) {
    Factors f({32, 32, 32, false, false});
    f.a[5 * 32 + 7] = std::nanf("");
    Numbers out = f.c;
    multiply_half(f.product(out), arithmetic);
    EXPECT_TRUE(std::isnan(out[5 * 32]));
    EXPECT_FALSE(std::isnan(out[4 * 32]));
  }
}

TEST(HalfProduct, IsZeroWhereAFactorIs) {
  for (const auto arithmetic : here()) {
    Factors f({32, 32, 32, false, false});
    std::fill(f.a.begin(), f.a.end(), 0.0f);
    Numbers out = f.c;
    multiply_half(f.product(out), arithmetic);
    for (const float number : out) EXPECT_EQ(number, 0.0f);
  }
}

TEST(HalfProduct, DoesNotDependOnTheThreads) {
  const Factors f({300, 200, 500, false, true, 1.0f});
  Numbers alone = f.c, together = f.c;
  const int before = threads();
  set_threads(1);
  multiply_half(f.product(alone));
  set_threads(3);
  multiply_half(f.product(together));
  set_threads(before);
  EXPECT_EQ(alone, together);
}

// Rows as they were when they were said to be complete, and how often that was.
struct Completed {
  const Numbers& c;
  std::int64_t cols;
  Numbers copies;
  std::vector<int> times;

  Completed(const Numbers& of, const Case& sizes)
      : c(of), cols(sizes.n), copies(of.size()), times(static_cast<std::size_t>(sizes.m)) {}

  RowWork work() {
    return {[](const void* context, std::int64_t first, std::int64_t last) {
              auto& self = *static_cast<Completed*>(const_cast<void*>(context));
              std::copy(self.c.begin() + first * self.cols, self.c.begin() + last * self.cols,
                        self.copies.begin() + first * self.cols);
              for (auto r = first; r < last; ++r) ++self.times[static_cast<std::size_t>(r)];
            },
            this};
  }
};

TEST(Products, SayWhenRowsAreComplete) {
  for (const Case& c : {Case{300, 70, 500, false, true}, Case{20, 900, 64, false, false},
                        Case{8, 40, 40, true, false}}) {
    const Factors f(c);
    for (const bool half : {false, true}) {
      Numbers out = f.c;
      Completed completed(out, c);
      if (half) {
        multiply_half(f.product(out), completed.work());
      } else {
        multiply_shared(f.product(out), completed.work());
      }
      EXPECT_EQ(completed.times, std::vector<int>(static_cast<std::size_t>(c.m), 1)) << c.m;
      EXPECT_EQ(completed.copies, out) << c.m;
    }
  }
}

TEST(Products, ReadATransposedFactorLikeAnyOther) {
  for (const std::int64_t m : {255, 256, 1000}) {
    const Case c{m, 70, 37, false, true};
    const Factors f(c);
    Numbers shared = f.c, alone = f.c;
    multiply_shared(f.product(shared));
    multiply(f.product(alone));
    for (std::size_t i = 0; i < alone.size(); ++i) ASSERT_NEAR(shared[i], alone[i], 1e-4) << m;
  }
}

TEST(HalfProduct, IsInFloat32WhereItIsSmall) {
  const Factors f({8, 40, 40, false, false});
  EXPECT_LT(error_of(f, sixteen_bits()), 1e-6);
}

}  // namespace
}  // namespace heed::kernel
