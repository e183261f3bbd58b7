#include "heed/choice/interest.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "heed/base/random.h"
#include "heed/base/threads.h"

namespace heed::choice {
namespace {

using Kind = Slot::Kind;

std::vector<float> unit_rows(Random& random, std::size_t count, std::size_t width) {
  std::vector<float> rows(count * width);
  for (std::size_t i = 0; i < count; ++i) {
    double squares = 0;
    for (std::size_t k = 0; k < width; ++k) {
      rows[i * width + k] = static_cast<float>(random.normal());
      squares += rows[i * width + k] * rows[i * width + k];
    }
    for (std::size_t k = 0; k < width; ++k)
      rows[i * width + k] /= static_cast<float>(std::sqrt(squares));
  }
  return rows;
}

// The definition, written out slot by slot.
double by_definition(const std::vector<Slot>& slots, const Background& background,
                     const std::vector<float>& similarities) {
  double liked = 0, typed = 0, sum = 0, interest = 0;
  const auto weights = prior_weights(slots, {});
  for (std::size_t j = 0; j < slots.size(); ++j) {
    if (slots[j].kind == Kind::typed) ++typed;
    if (slots[j].kind == Kind::feedback && slots[j].value > 0) liked += weights[j];
  }
  for (std::size_t j = 0; j < slots.size(); ++j) {
    const double z = (similarities[j] - background.mean[j]) / background.deviation;
    if (slots[j].value < 0 && z < 1) continue;
    const double mass = weights[j] * std::exp((z - (slots[j].kind == Kind::typed ? 2 : 3)) / 0.75);
    sum += mass;
    interest += mass * slots[j].value;
  }
  return interest / (sum + 1 + liked / std::max(1.0, typed));
}

TEST(Interest, EqualsItsDefinitionAndAddsUp) {
  Random random(1);
  for (int round = 0; round < 200; ++round) {
    std::vector<Slot> slots;
    Background background{{}, 0.1};
    std::vector<float> similarities;
    for (std::uint64_t j = 0, n = random.below(12); j < n; ++j) {
      slots.push_back({random.below(2) ? Kind::typed : Kind::feedback, 2 * random.uniform() - 1,
                       300 * random.uniform()});
      background.mean.push_back(0.1 * random.uniform());
      similarities.push_back(static_cast<float>(random.uniform()));
    }
    const Interest interest(slots, background, {});
    const Felt felt = interest.feel(similarities);
    EXPECT_NEAR(felt.interest, by_definition(slots, background, similarities), 1e-9);
    double sum = 0, attention = felt.unknown;
    for (const auto& share : interest.explain(similarities)) {
      EXPECT_NEAR(share.value, share.weight * slots[share.slot].value, 1e-12);
      sum += share.value, attention += share.weight;
    }
    EXPECT_NEAR(sum, felt.interest, 1e-12);
    EXPECT_NEAR(attention, 1, 1e-12);
  }
}

TEST(Interest, KnowsNothingWithoutSlots) {
  const Interest interest({}, {{}, 0.1}, {});
  EXPECT_EQ(interest.feel({}).interest, 0);
  EXPECT_EQ(interest.feel({}).unknown, 1);
}

// Feeling of an item at similarity `here` to the slots so far, before and after one more slot.
double with_slots(std::vector<Slot> slots, std::vector<float> similarities) {
  const Background background{std::vector<double>(slots.size(), 0.05), 0.1};
  return Interest(slots, background, {}).feel(similarities).interest;
}

TEST(Interest, ALikeRaisesWhatIsSimilarAndADislikeLowersIt) {
  const Slot phrase{Kind::typed, 1, 0}, like{Kind::feedback, 1, 0}, dislike{Kind::feedback, -1, 0};
  const double before = with_slots({phrase}, {0.2f});
  EXPECT_GT(with_slots({phrase, like}, {0.2f, 0.6f}), before + 0.1);
  EXPECT_LT(with_slots({phrase, dislike}, {0.2f, 0.6f}), before - 0.1);
  EXPECT_LT(with_slots({dislike}, {0.6f}), -0.1);
}

TEST(Interest, ADislikeNeverLowersWhatIsUnrelated) {
  Random random(3);
  for (int round = 0; round < 300; ++round) {
    std::vector<Slot> slots;
    std::vector<float> similarities;
    for (std::uint64_t j = 0, n = random.below(8); j < n; ++j) {
      slots.push_back({random.below(2) ? Kind::typed : Kind::feedback, random.uniform(), 0});
      similarities.push_back(static_cast<float>(random.uniform()));
    }
    const double before = with_slots(slots, similarities);
    for (int k = 0; k < 30; ++k) {  // as many as it takes
      slots.push_back({Kind::feedback, -1, 0});
      similarities.push_back(static_cast<float>(0.149 * random.uniform()));  // z < 1
    }
    EXPECT_GE(with_slots(slots, similarities), before - 1e-12);
  }
}

TEST(Memory, WeightsFadeAndDislikesNeverOutweighTheRest) {
  const MemorySettings settings;
  const auto faded =
      prior_weights(std::vector<Slot>{{Kind::typed, 1, 0}, {Kind::feedback, 1, 180}}, settings);
  EXPECT_NEAR(faded[0], 1, 1e-12);
  EXPECT_NEAR(faded[1], 0.15, 1e-12);

  std::vector<Slot> slots(40, Slot{Kind::feedback, -1, 0});
  auto weights = prior_weights(slots, settings);  // nothing is wanted: as much as one interest
  EXPECT_NEAR(std::accumulate(weights.begin(), weights.end(), 0.0), 1, 1e-12);
  slots.insert(slots.end(), 10, Slot{Kind::feedback, 1, 0});
  weights = prior_weights(slots, settings);
  EXPECT_NEAR(std::accumulate(weights.begin(), weights.begin() + 40, 0.0), 3, 1e-12);
  slots.push_back({Kind::typed, -1, 0});  // said in words: it stands as it is
  EXPECT_EQ(prior_weights(slots, settings).back(), 1);
}

TEST(Memory, TheBackgroundIsMeasured) {
  Random random(5);
  const std::size_t width = 64;
  const auto items = unit_rows(random, 300, width), keys = unit_rows(random, 3, width);
  const auto measured = measure_background({keys, width}, {items, width}, {0.5, 0.5, 1});
  ASSERT_EQ(measured.mean.size(), 3);
  for (const double mean : measured.mean) EXPECT_NEAR(mean, 0, 0.03);
  EXPECT_NEAR(measured.deviation, 1 / std::sqrt(64.0), 0.005);  // of random directions

  // Without items the prior stands; rows of zeros are no items.
  const auto nothing = measure_background({keys, width}, {}, {0.07, 0.2, 20});
  EXPECT_NEAR(nothing.mean[0], 0.07, 1e-12);
  EXPECT_NEAR(nothing.deviation, 0.2, 1e-12);
  const std::vector<float> zeros(10 * width);
  EXPECT_EQ(measure_background({keys, width}, {zeros, width}, {0.07, 0.2, 20}).mean, nothing.mean);
}

TEST(Memory, ANewSlotChangesNothingForTheOthers) {
  Random random(6);
  const auto items = unit_rows(random, 50, 16), keys = unit_rows(random, 4, 16);
  const auto fewer = measure_background({std::span(keys).first(32), 16}, {items, 16}, {});
  const auto more = measure_background({keys, 16}, {items, 16}, {});
  EXPECT_EQ(fewer.deviation, more.deviation);
  EXPECT_EQ(fewer.mean[1], more.mean[1]);
}

TEST(Interest, AllAtOnceIsOneByOneWhateverTheThreads) {
  Random random(7);
  const std::size_t width = 24;
  const auto items = unit_rows(random, 600, width), keys = unit_rows(random, 5, width);
  const std::vector<Slot> slots(5, Slot{Kind::typed, 1, 0});
  const Interest interest(slots, measure_background({keys, width}, {items, width}, {}), {});
  const auto felt = feel_all(interest, {items, width}, {keys, width});
  ASSERT_EQ(felt.size(), 600);
  const auto one = products({std::span(items).subspan(599 * width), width}, {keys, width});
  EXPECT_EQ(felt[599].interest, interest.feel(one).interest);
  const int before = threads();
  set_threads(1);
  EXPECT_EQ(feel_all(interest, {items, width}, {keys, width})[300].interest, felt[300].interest);
  set_threads(before);
}

}  // namespace
}  // namespace heed::choice
