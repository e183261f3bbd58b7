// The features and the value of many items at once, for a mind and its settings.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "heed/app/choice_settings.h"
#include "heed/app/mind.h"

namespace heed::app {

struct Scorable {
  std::string_view title;
  std::optional<double> age_hours;  // nothing: undated, neither new nor old
  std::optional<double> minutes;
  double liked = 0;  // items of its source that were liked or saved
};

struct Score {
  choice::Features features{};
  choice::Features parts{};  // θ_f · feature_f
  double value = 0;
  double unknown = 1;  // α_0
};

class Scoring {
 public:
  // `background` has unit rows of items at hand. The mind must outlive this.
  Scoring(const Mind& mind, choice::Rows background, const choice::EncoderPrior& prior,
          const ChoiceSettings& settings);

  // `vectors` has one row for each item; `read` those of what was read lately: where there is none,
  // nothing is new or old to the person.
  std::vector<Score> score(std::span<const Scorable> items, choice::Rows vectors,
                           choice::Rows read) const;

  // {"contributions","interest","because"} of one item, which add up.
  Json explain(const Score& score, std::span<const float> vector) const;

  double interest_of(std::span<const float> vector) const;

  const choice::Background& background() const { return background_; }

 private:
  const Mind& mind_;
  ChoiceSettings settings_;
  choice::Background background_;
  choice::Interest interest_;
};

Json weights_document(const choice::Features& weights);  // {feature: θ}

}  // namespace heed::app
