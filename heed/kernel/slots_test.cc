// Attention over slots on each instruction set, against the plain sums.
#include "heed/kernel/slots.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "heed/base/random.h"
#include "heed/kernel/packed_tiles.h"

namespace heed::kernel {
namespace {

std::vector<AttendSlots*> all_of_this_machine() {
  std::vector<AttendSlots*> list = {baseline::attend_slots};
#if defined(__x86_64__)
  const auto [tiles, count] = all_tiles();
  for (std::size_t i = 1; i < count; ++i) {
    list.push_back(std::strcmp(tiles[i]->name, "avx2") == 0 ? avx2::attend_slots
                                                            : avx512::attend_slots);
  }
#endif
  return list;
}

struct Drawn {
  std::vector<double> offsets, reach, values;
  std::vector<float> similarities;

  Drawn(std::size_t count, double spread) {
    Random random(count);
    for (std::size_t j = 0; j < count; ++j) {
      offsets.push_back(random.normal());
      reach.push_back(j % 3 == 0 ? 0.1 : -1e9);
      values.push_back(2 * random.uniform() - 1);
      similarities.push_back(static_cast<float>(spread * random.normal()));
    }
  }
};

TEST(Slots, AgreeWithThePlainSums) {
  for (const std::size_t count : {0u, 1u, 2u, 7u, 8u, 9u, 63u, 1000u}) {
    for (const double spread : {0.1, 3.0, 300.0}) {
      const Drawn d(count, spread);
      const Slots slots{count, d.offsets.data(), d.reach.data(), d.values.data(), 10.0, 0.5};
      double largest = slots.null_logit;
      std::vector<double> logits;
      for (std::size_t j = 0; j < count; ++j) {
        const double s = d.similarities[j];
        logits.push_back(s < d.reach[j] ? -INFINITY : s * slots.scale - d.offsets[j]);
        largest = std::max(largest, logits[j]);
      }
      double total = std::exp(slots.null_logit - largest);
      double value = 0;
      for (std::size_t j = 0; j < count; ++j) {
        total += std::exp(logits[j] - largest);
        value += std::exp(logits[j] - largest) * d.values[j];
      }
      for (auto* attend : all_of_this_machine()) {
        std::vector<double> weights(count);
        const auto got = attend(slots, d.similarities.data(), weights.data());
        EXPECT_NEAR(got.total, total, 1e-13 * total);
        EXPECT_NEAR(got.value, value, 1e-13 * total);
        EXPECT_NEAR(got.null_part, std::exp(slots.null_logit - largest), 1e-15);
        for (std::size_t j = 0; j < count; ++j) {
          EXPECT_NEAR(weights[j], std::exp(logits[j] - largest), 1e-15);
        }
      }
    }
  }
}

}  // namespace
}  // namespace heed::kernel
