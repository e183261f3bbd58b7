#include "heed/choice/knapsack.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "heed/base/error.h"

namespace heed::choice {
namespace {

// Rounding loses this share of a large item's value at most, and no item that is smaller than this
// share of a known solution is rounded: so at most twice this share of the optimum is lost.
constexpr double kRounding = 0.02;

// Sums of decimal fractions miss by less than this share: 0.1 + 0.2 fits 0.3, and the bound says
// so. A choice whose sum is not above the capacity is preferred where it costs no more than 1 %.
constexpr double kHair = 1e-12;
constexpr double kStrictEnough = 0.99;

struct Item {
  double value, weight;
  std::size_t index;
};

// The candidates worth a thought, densest first, with running sums: [i] is the sum before item i.
struct Sorted {
  std::vector<Item> items;
  std::vector<double> values{0}, weights{0};

  // The value of items from `first` on that a capacity admits if one item may be cut.
  double relaxed(std::size_t first, double capacity) const {
    const auto after =
        std::upper_bound(weights.begin() + first, weights.end(), weights[first] + capacity);
    const auto cut = static_cast<std::size_t>(after - weights.begin()) - 1;
    double value = values[cut] - values[first];
    if (cut < items.size()) {
      const double rest = capacity - (weights[cut] - weights[first]);
      value += items[cut].value * std::max(0.0, rest) / items[cut].weight;
    }
    return value;
  }
};

Sorted sort_by_density(std::span<const Good> goods, double capacity, Packed& packed) {
  Sorted sorted;
  for (std::size_t i = 0; i < goods.size(); ++i) {
    require(std::isfinite(goods[i].value) && goods[i].weight >= 0, "goods have finite sizes");
    if (goods[i].value <= 0 || goods[i].weight > capacity) continue;
    if (goods[i].weight == 0) {
      packed.chosen.push_back(i);
    } else {
      sorted.items.push_back({goods[i].value, goods[i].weight, i});
    }
  }
  std::sort(sorted.items.begin(), sorted.items.end(), [](const Item& a, const Item& b) {
    const double left = a.value / a.weight, right = b.value / b.weight;
    return left != right ? left > right : a.index < b.index;
  });
  for (const Item& item : sorted.items) {
    sorted.values.push_back(sorted.values.back() + item.value);
    sorted.weights.push_back(sorted.weights.back() + item.weight);
  }
  return sorted;
}

// A choice as positions in the sorted order.
struct Choice {
  std::vector<std::size_t> positions;
  double value = 0;
};

Choice best_single(const Sorted& sorted) {
  const auto best =
      std::max_element(sorted.items.begin(), sorted.items.end(),
                       [](const Item& a, const Item& b) { return a.value < b.value; });
  if (best == sorted.items.end()) return {};
  return {{static_cast<std::size_t>(best - sorted.items.begin())}, best->value};
}

// Walks the tree of take and leave, taking first, and improves `best`. Its first leaf is the plain
// greedy choice, which is always reached. True if the whole tree was seen.
bool branch_and_bound(const Sorted& sorted, double capacity, std::size_t steps, Choice& best) {
  struct Taken {
    std::size_t position;
    double value, weight;  // of all that was taken before it: subtracting would let errors grow
  };
  std::vector<Taken> path;
  const std::size_t count = sorted.items.size();
  std::size_t position = 0;
  double value = 0, used = 0;
  for (std::size_t step = 0;; ++step) {
    if (value + sorted.relaxed(position, capacity - used) > best.value * (1 + 1e-12)) {
      for (; position < count; ++position) {
        const Item& item = sorted.items[position];
        if (used + item.weight <= capacity) {
          path.push_back({position, value, used});
          value += item.value;
          used += item.weight;
        } else if (step > 0) {
          break;  // the bound without it may be too low already
        }
      }
      if (value > best.value) {
        best = {{}, value};
        for (const auto& taken : path) best.positions.push_back(taken.position);
      }
      if (position < count && step < steps) {
        ++position;
        continue;
      }
    }
    if (step >= steps) return false;
    if (path.empty()) return true;
    position = path.back().position + 1;
    value = path.back().value;
    used = path.back().weight;
    path.pop_back();
  }
}

// The cheapest way to each rounded value, by large items, and the way back to what was taken.
class RoundedValues {
 public:
  RoundedValues(std::size_t top, double unit) : lightest_(top + 1, kNever), unit_(unit) {
    lightest_[0] = 0;
  }

  void offer(std::size_t position, const Item& item) {
    const auto shift = static_cast<std::size_t>(item.value / unit_);
    if (shift >= lightest_.size()) return;
    previous_ = lightest_;
    std::vector<std::uint64_t> taken((lightest_.size() + 63) / 64);
    for (std::size_t i = shift; i < lightest_.size(); ++i) {
      const double with = previous_[i - shift] + item.weight;
      if (with < previous_[i]) {
        lightest_[i] = with;
        taken[i / 64] |= std::uint64_t{1} << (i % 64);
      }
    }
    rows_.push_back({position, shift, std::move(taken)});
  }

  std::size_t size() const { return lightest_.size(); }
  double weight(std::size_t rounded) const { return lightest_[rounded]; }

  std::vector<std::size_t> positions(std::size_t rounded) const {
    std::vector<std::size_t> chosen;
    for (auto row = rows_.rbegin(); row != rows_.rend(); ++row) {
      if ((row->taken[rounded / 64] >> (rounded % 64) & 1) == 0) continue;
      chosen.push_back(row->position);
      rounded -= row->shift;
    }
    return chosen;
  }

 private:
  static constexpr double kNever = std::numeric_limits<double>::infinity();
  struct Row {
    std::size_t position, shift;
    std::vector<std::uint64_t> taken;
  };
  std::vector<double> lightest_, previous_;
  std::vector<Row> rows_;
  double unit_;
};

Choice by_rounding(const Sorted& sorted, double capacity, double known, double bound) {
  const double unit = kRounding * kRounding * known;
  RoundedValues large(static_cast<std::size_t>(bound / unit) + 1, unit);
  Sorted small;
  std::vector<std::size_t> small_positions;
  for (std::size_t i = 0; i < sorted.items.size(); ++i) {
    const Item& item = sorted.items[i];
    if (item.value > kRounding * known) {
      large.offer(i, item);
      continue;
    }
    small.items.push_back(item);
    small.values.push_back(small.values.back() + item.value);
    small.weights.push_back(small.weights.back() + item.weight);
    small_positions.push_back(i);
  }
  const auto fill = [&](double room) {  // how many of the densest small ones fit
    const auto after = std::upper_bound(small.weights.begin(), small.weights.end(), room);
    return static_cast<std::size_t>(after - small.weights.begin()) - 1;
  };
  double best = -1;
  std::size_t rounded = 0;
  for (std::size_t i = 0; i < large.size(); ++i) {
    if (large.weight(i) > capacity) continue;
    const double value =
        static_cast<double>(i) * unit + small.values[fill(capacity - large.weight(i))];
    if (value > best) best = value, rounded = i;
  }
  Choice choice{large.positions(rounded), 0};
  const std::size_t filled = fill(capacity - large.weight(rounded));
  choice.positions.insert(choice.positions.end(), small_positions.begin(),
                          small_positions.begin() + static_cast<std::ptrdiff_t>(filled));
  for (const auto position : choice.positions) choice.value += sorted.items[position].value;
  return choice;
}

Packed pack_within(std::span<const Good> goods, double capacity, std::size_t steps) {
  Packed packed;
  const Sorted sorted = sort_by_density(goods, capacity, packed);
  double bound = sorted.relaxed(0, capacity);
  Choice best = best_single(sorted);
  if (branch_and_bound(sorted, capacity, steps, best)) {
    bound = best.value;
  } else if (best.value < (1 - 2 * kRounding) * bound) {
    Choice other = by_rounding(sorted, capacity, best.value, bound);
    if (other.value > best.value) best = std::move(other);
  }
  const double free = [&] {
    double sum = 0;
    for (const auto i : packed.chosen) sum += goods[i].value;
    return sum;
  }();
  for (const auto position : best.positions) packed.chosen.push_back(sorted.items[position].index);
  std::sort(packed.chosen.begin(), packed.chosen.end());
  for (const auto i : packed.chosen) packed.value += goods[i].value;
  packed.bound = std::max(packed.value, bound + free);
  return packed;
}

double weight_of(const Packed& packed, std::span<const Good> goods) {
  double sum = 0;
  for (const auto i : packed.chosen) sum += goods[i].weight;
  return sum;
}

}  // namespace

Packed pack(std::span<const Good> goods, double capacity, std::size_t steps) {
  Packed fitting = pack_within(goods, capacity * (1 + kHair), steps);
  if (weight_of(fitting, goods) <= capacity) return fitting;
  for (const double share : {1.0, 1 - kHair}) {
    Packed strict = pack_within(goods, capacity * share, steps);
    if (weight_of(strict, goods) > capacity) continue;
    if (strict.value < kStrictEnough * fitting.value) continue;
    strict.bound = fitting.bound;
    return strict;
  }
  return fitting;
}

}  // namespace heed::choice
