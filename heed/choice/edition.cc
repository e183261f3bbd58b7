#include "heed/choice/edition.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <queue>

#include "heed/base/error.h"
#include "heed/choice/knapsack.h"
#include "heed/choice/rows.h"

namespace heed::choice {
namespace {

// The candidates with their vectors at length one, so that a cosine is a dot product.
class Field {
 public:
  Field(std::span<const Candidate> candidates, double redundancy)
      : candidates_(candidates), redundancy_(redundancy), length_(candidates.size()) {
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const auto v = candidates[i].vector;
      length_[i] = std::sqrt(static_cast<double>(dot(v, v)));
    }
  }

  double value(std::size_t i) const { return candidates_[i].value; }
  double minutes(std::size_t i) const { return candidates_[i].minutes; }
  std::size_t size() const { return candidates_.size(); }

  double cosine(std::size_t i, std::size_t j) const {
    const double lengths = length_[i] * length_[j];
    if (lengths == 0) return 0;
    return static_cast<double>(dot(candidates_[i].vector, candidates_[j].vector)) / lengths;
  }

  double gain(std::size_t i, std::span<const std::size_t> chosen) const {
    if (chosen.empty() || redundancy_ == 0) return value(i);
    double closest = -1;
    for (const auto other : chosen) closest = std::max(closest, cosine(i, other));
    return value(i) - redundancy_ * closest;
  }

 private:
  std::span<const Candidate> candidates_;
  double redundancy_;
  std::vector<double> length_;
};

struct Entry {
  double priority, gain;
  std::size_t index, seen;  // how many were chosen when the gain was computed
  bool operator<(const Entry& o) const {
    return priority != o.priority ? priority < o.priority : index > o.index;
  }
};

struct Attempt {
  std::vector<std::size_t> chosen;
  double gain = 0;
};

// Takes what gains most (for each minute, if told so) until nothing that gains fits. Once one is
// chosen, gains only fall, so one that leads with a fresh gain leads for good.
Attempt greedy(const Field& field, double budget, bool by_minute) {
  Attempt attempt;
  const auto look = [&](std::size_t i) {
    const double gain = field.gain(i, attempt.chosen);
    const double priority = by_minute ? gain / std::max(field.minutes(i), 1e-9) : gain;
    return Entry{priority, gain, i, attempt.chosen.size()};
  };
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < field.size(); ++i) {
    if (field.value(i) > 0 && field.minutes(i) <= budget) entries.push_back(look(i));
  }
  double used = 0;
  std::priority_queue<Entry> queue({}, std::move(entries));
  while (!queue.empty()) {
    const Entry top = queue.top();
    queue.pop();
    if (used + field.minutes(top.index) > budget) continue;
    if (top.seen != attempt.chosen.size()) {
      if (const Entry fresh = look(top.index); fresh.gain > 0) queue.push(fresh);
      continue;
    }
    attempt.chosen.push_back(top.index);
    attempt.gain += top.gain;
    used += field.minutes(top.index);
    if (attempt.chosen.size() > 1) continue;
    std::vector<Entry> again;  // the first choice may raise a gain: what points away from it
    for (; !queue.empty(); queue.pop()) {
      if (const Entry fresh = look(queue.top().index); fresh.gain > 0) again.push_back(fresh);
    }
    queue = std::priority_queue<Entry>({}, std::move(again));
  }
  return attempt;
}

// What remains of a choice when its members, best first, must each still gain something.
Attempt prune(const Field& field, std::vector<std::size_t> order) {
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return field.value(a) > field.value(b); });
  Attempt attempt;
  for (const auto i : order) {
    const double gain = field.gain(i, attempt.chosen);
    if (gain <= 0) continue;
    attempt.chosen.push_back(i);
    attempt.gain += gain;
  }
  return attempt;
}

}  // namespace

Plan plan(std::span<const Candidate> candidates, double budget, double redundancy) {
  require(redundancy >= 0, "redundancy is not negative");
  std::vector<Good> goods;
  goods.reserve(candidates.size());
  for (const auto& c : candidates) goods.push_back({c.value, c.minutes});
  const Packed packed = pack(goods, budget);

  Plan plan;
  plan.bound = packed.bound;
  plan.chosen = packed.chosen;
  if (redundancy > 0) {
    const Field field(candidates, redundancy);
    Attempt best = greedy(field, budget, true);
    for (auto& other : {greedy(field, budget, false), prune(field, packed.chosen)}) {
      if (other.gain > best.gain) best = other;
    }
    plan.chosen = best.chosen;
    std::sort(plan.chosen.begin(), plan.chosen.end());
  }
  std::stable_sort(plan.chosen.begin(), plan.chosen.end(), [&](std::size_t a, std::size_t b) {
    return candidates[a].value > candidates[b].value;
  });
  for (const auto i : plan.chosen) {
    plan.minutes += candidates[i].minutes;
    plan.value += candidates[i].value;
  }
  plan.minutes = std::min(plan.minutes, budget);  // only ever by a rounding of the sum
  plan.bound = std::max(plan.bound, plan.value);
  return plan;
}

}  // namespace heed::choice
