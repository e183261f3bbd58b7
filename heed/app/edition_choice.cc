#include "heed/app/edition_choice.h"

#include <algorithm>
#include <chrono>

#include "heed/app/budget.h"
#include "heed/choice/edition.h"
#include "heed/choice/explore.h"

namespace heed::app {
namespace {

constexpr std::size_t kStories = 300;     // the most valued, among which stories are joined
constexpr std::size_t kPlanned = 1000;    // the most valued, and as many by value a minute
constexpr double kDislikedBelow = -0.05;  // interest under which nothing is drawn by lot

// For each item the one whose story it tells, itself in most cases; the joins go to `chosen`.
std::vector<std::size_t> leaders(Home& home, const Survey& s, Chosen& chosen) {
  std::vector<std::size_t> leader_of(s.items.size());
  for (std::size_t i = 0; i < leader_of.size(); ++i) leader_of[i] = i;
  std::vector<std::size_t> front;
  for (const auto i : s.by_value) {
    if (s.offered[i] && front.size() < kStories) front.push_back(i);
  }
  const auto places = group_stories(home, s, front);
  for (std::size_t k = 0; k < front.size(); ++k) {
    if (!places[k].join) continue;
    const auto leader = front[places[k].leader];
    leader_of[front[k]] = leader;
    chosen.also[leader].push_back({front[k], *places[k].join});
  }
  return leader_of;
}

// The leaders worth offering to the plan: the most valued, and the most valued for their minutes.
std::vector<std::size_t> shortlist(const Survey& s, const std::vector<std::size_t>& leader_of) {
  std::vector<std::size_t> good;
  for (const auto i : s.by_value) {
    if (s.offered[i] && leader_of[i] == i && s.scores[i].value > 0) good.push_back(i);
  }
  if (good.size() <= kPlanned) return good;
  auto dense = good;
  const auto density = [&](std::size_t i) {
    return s.scores[i].value / std::max(s.items[i].minutes, 1e-9);
  };
  std::stable_sort(dense.begin(), dense.end(),
                   [&](std::size_t a, std::size_t b) { return density(a) > density(b); });
  good.resize(kPlanned);
  dense.resize(kPlanned);
  good.insert(good.end(), dense.begin(), dense.end());
  std::sort(good.begin(), good.end(),
            [&](std::size_t a, std::size_t b) { return s.rank_you[a] < s.rank_you[b]; });
  good.erase(std::unique(good.begin(), good.end()), good.end());
  return good;
}

// What an unread item is worth as a rule: the median value of those offered. Minutes are spent for
// what an item is worth beyond it, or many slight pieces would crowd out one that matters.
double typical_value(const Survey& s, std::span<const std::size_t> candidates) {
  if (candidates.empty()) return 0;
  std::vector<double> values;
  for (const auto i : candidates) values.push_back(s.scores[i].value);
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// Adds to `chosen` what of the other candidates fits `budget`, by value beyond `floor`.
void fill(const Survey& s, std::span<const std::size_t> candidates, double budget, double floor,
          std::vector<std::size_t>& chosen) {
  std::vector<std::size_t> open;
  std::vector<choice::Candidate> offered;
  for (const auto i : candidates) {
    if (std::find(chosen.begin(), chosen.end(), i) != chosen.end()) continue;
    open.push_back(i);
    offered.push_back({s.scores[i].value - floor, s.items[i].minutes, s.vector(i)});
  }
  for (const auto k : choice::plan(offered, budget, s.settings.redundancy).chosen) {
    chosen.push_back(open[k]);
  }
}

// First what is worth more than an item is as a rule, then what fits into the minutes left.
std::vector<std::size_t> fill(const Survey& s, std::span<const std::size_t> candidates,
                              double budget) {
  std::vector<std::size_t> chosen;
  fill(s, candidates, budget, typical_value(s, candidates), chosen);
  double left = budget;
  for (const auto i : chosen) left -= s.items[i].minutes;
  fill(s, candidates, left, 0, chosen);
  return chosen;
}

// The same all day long for the same unread items.
std::vector<choice::Drawn> draw_strangers(Home& home, const Survey& s,
                                          std::span<const std::size_t> candidates,
                                          std::span<const std::size_t> chosen, double budget) {
  if (s.mind.slots.empty() || s.settings.explore == 0) return {};
  std::vector<choice::Stranger> strangers;
  for (const auto i : candidates) {
    if (s.items[i].minutes > budget / 3 ||
        s.scores[i].features[choice::kInterest] < kDislikedBelow ||
        std::find(chosen.begin(), chosen.end(), i) != chosen.end()) {
      continue;
    }
    strangers.push_back({i, s.scores[i].unknown, s.items[i].minutes});
  }
  const auto day = std::chrono::floor<std::chrono::days>(home.now()).time_since_epoch().count();
  Random random(home.seed() * 1'000'003 + static_cast<std::uint64_t>(day));
  return choice::explore(strangers, s.settings.explore * budget, random);
}

}  // namespace

Chosen choose(Home& home, const Survey& s, double budget) {
  Chosen chosen;
  chosen.also.resize(s.items.size());
  if (budget == kWithoutEnd) {
    chosen.items = s.by_value;
    std::erase_if(chosen.items, [&](std::size_t i) { return !considered(s.items[i]); });
    return chosen;
  }
  const auto leader_of = leaders(home, s, chosen);
  auto candidates = shortlist(s, leader_of);
  chosen.items = fill(s, candidates, budget);
  if (chosen.items.empty() && budget > 0 && !candidates.empty()) {
    // Nothing good is short enough: the best for its minutes may take more.
    chosen.items.push_back(
        *std::max_element(candidates.begin(), candidates.end(), [&](std::size_t a, std::size_t b) {
          return s.scores[a].value * s.items[b].minutes < s.scores[b].value * s.items[a].minutes;
        }));
    return chosen;
  }
  const auto drawn = draw_strangers(home, s, candidates, chosen.items, budget);
  if (!drawn.empty()) {
    double left = budget;
    for (const auto& one : drawn) {
      if (s.items[one.index].minutes > left) continue;
      left -= s.items[one.index].minutes;
      chosen.explored.emplace(one.index, one.probability);
    }
    std::erase_if(candidates, [&](std::size_t i) { return chosen.explored.contains(i); });
    chosen.items = fill(s, candidates, left);
    for (const auto& [i, chance] : chosen.explored) chosen.items.push_back(i);
  }
  std::sort(chosen.items.begin(), chosen.items.end(),
            [&](std::size_t a, std::size_t b) { return s.rank_you[a] < s.rank_you[b]; });
  return chosen;
}

}  // namespace heed::app
