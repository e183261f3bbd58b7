// The person's settings as the numbers that choosing needs.
#pragma once

#include <functional>
#include <string_view>

#include "heed/app/home.h"
#include "heed/choice/memory.h"
#include "heed/choice/value.h"

namespace heed::app {

struct ChoiceSettings {
  choice::Features weights = choice::kStandardWeights;
  choice::MemorySettings memory;
  double freshness_half_life = 48;  // hours
  double usual_budget = 30;         // minutes
  double redundancy = 0.3;          // λ
  double explore = 0.1;             // share of the budget
};

// `number` gives the value of a setting by its key (see settings.h).
ChoiceSettings choice_settings(const std::function<double(std::string_view)>& number);
ChoiceSettings choice_settings(Home& home);

// What is known of an encoder's cosines before any item was measured.
choice::EncoderPrior encoder_prior(std::string_view encoder_name);

}  // namespace heed::app
