#include "heed/app/choice_settings.h"

#include <string>

#include "heed/app/settings.h"

namespace heed::app {

ChoiceSettings choice_settings(const std::function<double(std::string_view)>& number) {
  ChoiceSettings s;
  for (std::size_t f = 0; f < choice::kFeatures; ++f) {
    s.weights[f] = number("weight." + std::string(choice::kFeatureNames[f]));
  }
  s.memory.temperature = number("memory.temperature");
  s.memory.typed = {number("memory.typed.strength"), number("memory.typed.half_life"),
                    number("memory.typed.threshold")};
  s.memory.feedback = {number("memory.feedback.strength"), number("memory.feedback.half_life"),
                       number("memory.feedback.threshold")};
  s.freshness_half_life = number("freshness.half_life");
  s.usual_budget = number("edition.budget");
  s.redundancy = number("edition.redundancy");
  s.explore = number("edition.explore");
  return s;
}

ChoiceSettings choice_settings(Home& home) {
  return choice_settings([&](std::string_view key) { return number_setting(home, key); });
}

choice::EncoderPrior encoder_prior(std::string_view encoder_name) {
  if (encoder_name == "lexical") return {0.04, 0.06, 20};  // on English and Chinese news
  return {0.06, 0.135, 20};                                // measured with MiniLM on English news
}

}  // namespace heed::app
