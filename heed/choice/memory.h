// What heed knows about a person: slots, each with a key (the unit vector of its text), a value in
// [−1, 1] and a weight, the prior belief that an item belongs to it:
//
//   w = strength(kind) · 2^(−age / half-life(kind))
//
// Where dislikes weigh more than all that is wanted (or than one interest, where nothing is), they
// are scaled down to that much, so that no number of them drowns the rest.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "heed/choice/rows.h"

namespace heed::choice {

struct Slot {
  enum class Kind { typed, feedback };
  Kind kind = Kind::typed;
  double value = 0;     // −1 … 1: how much the person wants it
  double age_days = 0;  // ≥ 0
};

struct KindSettings {
  double strength;
  double half_life_days;
  double threshold;  // z at which it begins to count, in standard deviations
};

struct MemorySettings {
  KindSettings typed{1, 3650, 2};
  KindSettings feedback{0.3, 180, 3};
  double temperature = 0.75;  // τ: higher ranks a little better, lower keeps the unrelated near 0
  // A slot of negative value is heard only by items closer than this many standard deviations: a
  // dislike says nothing about what is unrelated to it.
  double dislike_reach = 1;
};

// One weight for each slot, by the rule above.
std::vector<double> prior_weights(std::span<const Slot> slots, const MemorySettings& settings);

// What similarity means for the encoder in use, measured over a background of items.
struct Background {
  std::vector<double> mean;  // b_j: of each key to the background
  double deviation = 1;      // σ: how far apart similarities of unrelated items lie
  double unrelated = 0;      // their mean
};

// What is known of an encoder before anything was measured, worth `count` background items.
struct EncoderPrior {
  double mean = 0.05;
  double deviation = 0.1;
  double count = 20;
};

// σ comes from pairs of background items, not from the keys: a new slot changes nothing for the
// others. All-zero rows (texts without a word) are passed over.
Background measure_background(Rows keys, Rows background, const EncoderPrior& prior);

}  // namespace heed::choice
