// The order in which an epoch visits its items: every item once, shuffled by the seed and the epoch
// alone, so that a training can be taken up again at any step.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace heed {

using Items = std::vector<std::int32_t>;

// Batches of `size` items (the last may have fewer) whose lengths are near each other: shuffled
// items are sorted by length within pools of 16 batches, then the batches are shuffled. Recurrent
// layers run as many steps as their longest item has.
std::vector<Items> epoch_batches(std::span<const std::int32_t> lengths, int size,
                                 std::uint64_t seed, int epoch);

// All items in batches of `size`, the longest first: for prediction.
std::vector<Items> sorted_batches(std::span<const std::int32_t> lengths, int size);

}  // namespace heed
