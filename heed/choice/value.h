// The value of an item is a sum that one can read: Σ θ_f · feature_f, over features in [−1, 1].
// Every θ is the person's to set.
//
// To add a feature: an entry in Feature and in kFeatureNames, a line where features are measured,
// a setting for its θ.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace heed::choice {

enum Feature : std::size_t {
  kInterest,      // attention over memory, see interest.h
  kFreshness,     // 1 for new, ½ after one half-life
  kTrust,         // what was liked from the source before
  kNovelty,       // 1: unlike anything read lately
  kLength,        // 1: no time at all, −1: the whole budget
  kManipulation,  // 1: the title is sure to be bait, see bait.h
  kFeatures
};

inline constexpr std::array<std::string_view, kFeatures> kFeatureNames = {
    "interest", "freshness", "trust", "novelty", "length", "manipulation"};

using Features = std::array<double, kFeatures>;

inline constexpr Features kStandardWeights = {1, 0.3, 0.1, 0.1, 0.05, -0.2};

// θ_f · feature_f for each feature.
Features contributions(const Features& weights, const Features& features);

// Their sum, in the order of the features.
double value(const Features& contributions);

// 2^(−age / half-life), 1 for what is dated ahead of its time.
double freshness(double age_hours, double half_life_hours);

// From 0 towards 1 with the number of liked items of a source. What was disliked says something
// about itself and nothing about the other items of its source.
double trust(double liked);

// 1 − cosine to the closest of what was read lately, in [0, 1].
double novelty(std::span<const float> similarities);

// From 1 for no time at all, past 0 for half the usual budget, to −1 for all of it or more.
double length_fit(double minutes, double usual_budget);

}  // namespace heed::choice
