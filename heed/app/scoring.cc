#include "heed/app/scoring.h"

#include <nlohmann/json.hpp>

#include "heed/choice/bait.h"

namespace heed::app {
namespace {

Json by_feature(const choice::Features& numbers) {
  Json document = Json::object();
  for (std::size_t f = 0; f < choice::kFeatures; ++f) {
    document[std::string(choice::kFeatureNames[f])] = numbers[f];
  }
  return document;
}

}  // namespace

Scoring::Scoring(const Mind& mind, choice::Rows background, const choice::EncoderPrior& prior,
                 const ChoiceSettings& settings)
    : mind_(mind),
      settings_(settings),
      background_(choice::measure_background({mind.keys, background.width}, background, prior)),
      interest_(mind.slots, background_, settings.memory) {}

std::vector<Score> Scoring::score(std::span<const Scorable> items, choice::Rows vectors,
                                  choice::Rows read) const {
  const auto felt = choice::feel_all(interest_, vectors, mind_.rows());
  const auto to_read = read.count() == 0 ? std::vector<float>() : choice::products(vectors, read);
  std::vector<Score> scores(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Scorable& item = items[i];
    Score& score = scores[i];
    auto& f = score.features;
    f[choice::kInterest] = felt[i].interest;
    if (item.age_hours) {
      f[choice::kFreshness] = choice::freshness(*item.age_hours, settings_.freshness_half_life);
    }
    f[choice::kTrust] = choice::trust(item.liked);
    if (read.count() > 0)
      f[choice::kNovelty] =
          choice::novelty(std::span(to_read).subspan(i * read.count(), read.count()));
    if (item.minutes)
      f[choice::kLength] = choice::length_fit(*item.minutes, settings_.usual_budget);
    f[choice::kManipulation] = choice::find_bait(item.title).score;
    score.parts = choice::contributions(settings_.weights, f);
    score.value = choice::value(score.parts);
    score.unknown = felt[i].unknown;
  }
  return scores;
}

Json Scoring::explain(const Score& score, std::span<const float> vector) const {
  std::vector<choice::Share> shares;
  if (!mind_.slots.empty()) {
    shares = interest_.explain(choice::products({vector, vector.size()}, mind_.rows()));
  }
  double interest = 0;
  for (const auto& share : shares) interest += share.value;
  return {{"contributions", by_feature(score.parts)},
          {"interest", interest},
          {"because", because_document(mind_, shares)}};
}

double Scoring::interest_of(std::span<const float> vector) const {
  if (mind_.slots.empty()) return 0;
  return interest_.feel(choice::products({vector, vector.size()}, mind_.rows())).interest;
}

Json weights_document(const choice::Features& weights) {
  return by_feature(weights);
}

}  // namespace heed::app
