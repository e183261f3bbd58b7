#include "heed/choice/explore.h"

#include <algorithm>

namespace heed::choice {

std::vector<Drawn> explore(std::span<const Stranger> strangers, double minutes, Random& random) {
  constexpr std::size_t kLeast = 5;
  std::vector<Stranger> pool(strangers.begin(), strangers.end());
  std::sort(pool.begin(), pool.end(), [](const Stranger& a, const Stranger& b) {
    return a.unknown != b.unknown ? a.unknown > b.unknown : a.index < b.index;
  });
  pool.resize(std::min(pool.size(), std::max(kLeast, pool.size() / 10)));

  std::vector<Drawn> drawn;
  double left = minutes;
  while (!pool.empty() && left > 0) {
    const std::size_t place = random.below(pool.size());
    const Stranger one = pool[place];
    const double keep = one.minutes <= left ? 1 : left / one.minutes;
    if (random.uniform() < keep) {
      drawn.push_back({one.index, keep / static_cast<double>(pool.size())});
    }
    left -= one.minutes;
    pool.erase(pool.begin() + static_cast<std::ptrdiff_t>(place));
  }
  return drawn;
}

}  // namespace heed::choice
