#include "heed/train/batches.h"

#include <algorithm>
#include <numeric>

#include "heed/base/error.h"
#include "heed/base/random.h"

namespace heed {
namespace {

constexpr std::size_t kPool = 16;  // batches

Items all(std::size_t count) {
  Items items(count);
  std::iota(items.begin(), items.end(), 0);
  return items;
}

std::vector<Items> cut(const Items& items, std::size_t size) {
  std::vector<Items> out;
  for (std::size_t at = 0; at < items.size(); at += size) {
    const auto begin = items.begin() + static_cast<std::ptrdiff_t>(at);
    const auto count = static_cast<std::ptrdiff_t>(std::min(size, items.size() - at));
    out.emplace_back(begin, begin + count);
  }
  return out;
}

}  // namespace

std::vector<Items> epoch_batches(std::span<const std::int32_t> lengths, int size,
                                 std::uint64_t seed, int epoch) {
  require(size >= 1, "a batch has items");
  Random random(seed + 0x9e3779b97f4a7c15 * (static_cast<std::uint64_t>(epoch) + 1));
  auto items = all(lengths.size());
  random.shuffle(items);
  const std::size_t pool = kPool * static_cast<std::size_t>(size);
  for (std::size_t at = 0; at < items.size(); at += pool) {
    const auto begin = items.begin() + static_cast<std::ptrdiff_t>(at);
    const auto end = begin + static_cast<std::ptrdiff_t>(std::min(pool, items.size() - at));
    std::stable_sort(begin, end, [&](auto a, auto b) { return lengths[a] < lengths[b]; });
  }
  auto batches = cut(items, static_cast<std::size_t>(size));
  random.shuffle(batches);
  return batches;
}

std::vector<Items> sorted_batches(std::span<const std::int32_t> lengths, int size) {
  require(size >= 1, "a batch has items");
  auto items = all(lengths.size());
  std::stable_sort(items.begin(), items.end(),
                   [&](auto a, auto b) { return lengths[a] > lengths[b]; });
  return cut(items, static_cast<std::size_t>(size));
}

}  // namespace heed
