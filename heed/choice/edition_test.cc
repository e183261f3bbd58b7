#include "heed/choice/edition.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "heed/base/random.h"

namespace heed::choice {
namespace {

using Indices = std::vector<std::size_t>;

struct Drawn {
  std::vector<std::vector<float>> vectors;
  std::vector<Candidate> candidates;
};

Drawn draw(std::uint64_t seed, std::size_t count) {
  Random random(seed);
  Drawn drawn;
  drawn.vectors.resize(count);
  for (auto& vector : drawn.vectors) {
    for (int k = 0; k < 3; ++k) vector.push_back(static_cast<float>(random.normal()));
    drawn.candidates.push_back({random.uniform() - 0.1, 0.5 + 8 * random.uniform(), vector});
  }
  return drawn;
}

double cosine(const std::vector<float>& a, const std::vector<float>& b) {
  double ab = 0, aa = 0, bb = 0;
  for (std::size_t k = 0; k < a.size(); ++k)
    ab += a[k] * b[k], aa += a[k] * a[k], bb += b[k] * b[k];
  return ab / std::sqrt(aa * bb);
}

// The sum of the gains in the order given, by the definition.
double objective(const Drawn& drawn, const Indices& order, double redundancy) {
  double total = 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    double closest = k == 0 ? 0 : -1;
    for (std::size_t l = 0; l < k; ++l) {
      closest = std::max(closest, cosine(drawn.vectors[order[k]], drawn.vectors[order[l]]));
    }
    total += drawn.candidates[order[k]].value - redundancy * closest;
  }
  return total;
}

// The best sum of gains of any set, each taken best value first.
double best_objective(const Drawn& drawn, double budget, double redundancy) {
  double best = 0;
  for (std::uint32_t set = 0; set < (1u << drawn.candidates.size()); ++set) {
    Indices order;
    double minutes = 0;
    for (std::size_t i = 0; i < drawn.candidates.size(); ++i) {
      if (set >> i & 1) order.push_back(i), minutes += drawn.candidates[i].minutes;
    }
    if (minutes > budget) continue;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return drawn.candidates[a].value > drawn.candidates[b].value;
    });
    best = std::max(best, objective(drawn, order, redundancy));
  }
  return best;
}

TEST(Plan, FitsTheBudgetAndAddsUp) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Drawn drawn = draw(seed, 40);
    const double budget = static_cast<double>(seed % 50);
    for (const double redundancy : {0.0, 0.3, 2.0}) {
      const Plan made = plan(drawn.candidates, budget, redundancy);
      double minutes = 0, value = 0;
      for (const auto i : made.chosen) {
        minutes += drawn.candidates[i].minutes, value += drawn.candidates[i].value;
        EXPECT_GT(drawn.candidates[i].value, 0);
      }
      EXPECT_LE(made.minutes, budget);
      EXPECT_NEAR(made.minutes, minutes, 1e-9);
      EXPECT_EQ(made.value, value);
      EXPECT_GE(made.bound, made.value);
      EXPECT_EQ(Indices(made.chosen), plan(drawn.candidates, budget, redundancy).chosen);
    }
  }
}

TEST(Plan, WithRedundancyStaysNearTheBestOfAllSets) {
  double worst = 1, sum = 0;
  int rounds = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed, ++rounds) {
    const Drawn drawn = draw(seed, 9);
    const Plan made = plan(drawn.candidates, 14, 0.4);
    const double best = best_objective(drawn, 14, 0.4);
    const double ratio = best == 0 ? 1 : objective(drawn, made.chosen, 0.4) / best;
    worst = std::min(worst, ratio);
    sum += ratio;
  }
  EXPECT_GT(sum / rounds, 0.95);
  EXPECT_GT(worst, (1 - std::exp(-1.0)) / 2);
}

TEST(Plan, ARepeatOfWhatIsChosenMustBeWorthIt) {
  const std::vector<float> here = {1, 0}, there = {0, 2}, away = {-1, 0};
  const std::vector<Candidate> candidates = {
      {0.9, 1, here}, {0.8, 1, here}, {0.5, 1, there}, {0.4, 1, {}}, {0.1, 1, away}};
  EXPECT_EQ(plan(candidates, 2).chosen, (Indices{0, 1}));
  EXPECT_EQ(plan(candidates, 2, 0.35).chosen, (Indices{0, 2}));
  EXPECT_EQ(plan(candidates, 2, 0.5).chosen, (Indices{0, 4}));  // 0.1 + 0.5: it points away
  // 0.8 − 1 · 1 < 0: the repeat is never worth its minute, however long the budget.
  EXPECT_EQ(plan(candidates, 60, 1).chosen, (Indices{0, 2, 3, 4}));
}

TEST(Plan, NothingFromNothing) {
  EXPECT_TRUE(plan({}, 30).chosen.empty());
  const std::vector<Candidate> bad = {{-0.5, 1, {}}, {0, 0, {}}, {1, 40, {}}};
  EXPECT_TRUE(plan(bad, 30).chosen.empty());
  EXPECT_TRUE(plan(bad, 30, 0.5).chosen.empty());
}

}  // namespace
}  // namespace heed::choice
