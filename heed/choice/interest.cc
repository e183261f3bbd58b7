#include "heed/choice/interest.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "heed/base/error.h"
#include "heed/base/threads.h"

namespace heed::choice {

Interest::Interest(std::span<const Slot> slots, Background background,
                   const MemorySettings& settings) {
  require(background.mean.size() == slots.size(), "there is a background for every slot");
  require(background.deviation > 0 && settings.temperature > 0, "σ and τ are above 0");
  const auto weights = prior_weights(slots, settings);
  const double sigma = background.deviation, tau = settings.temperature;
  scale_ = 1 / (sigma * tau);
  double liked = 0, typed = 0;
  for (std::size_t j = 0; j < slots.size(); ++j) {
    const bool is_typed = slots[j].kind == Slot::Kind::typed;
    const double threshold = is_typed ? settings.typed.threshold : settings.feedback.threshold;
    values_.push_back(slots[j].value);
    offsets_.push_back(background.mean[j] * scale_ + threshold / tau - std::log(weights[j]));
    reach_.push_back(slots[j].value < 0 ? background.mean[j] + settings.dislike_reach * sigma
                                        : -std::numeric_limits<double>::infinity());
    if (is_typed) ++typed;
    if (!is_typed && slots[j].value > 0) liked += weights[j];
  }
  null_logit_ = std::log1p(liked / std::max(1.0, typed));
}

double Interest::attend(std::span<const float> similarities, std::span<double> weights) const {
  double top = null_logit_;
  for (std::size_t j = 0; j < values_.size(); ++j) {
    const double similarity = similarities[j];
    weights[j] = similarity < reach_[j] ? -std::numeric_limits<double>::infinity()
                                        : similarity * scale_ - offsets_[j];
    top = std::max(top, weights[j]);
  }
  double sum = std::exp(null_logit_ - top);
  const double null_weight = sum;
  for (auto& weight : weights) sum += weight = std::exp(weight - top);
  for (auto& weight : weights) weight /= sum;
  return null_weight / sum;
}

Felt Interest::feel(std::span<const float> similarities) const {
  require(similarities.size() == slots(), "there is a similarity for every slot");
  std::vector<double> weights(slots());
  Felt felt;
  felt.unknown = attend(similarities, weights);
  for (std::size_t j = 0; j < slots(); ++j) felt.interest += weights[j] * values_[j];
  return felt;
}

std::vector<Share> Interest::explain(std::span<const float> similarities) const {
  require(similarities.size() == slots(), "there is a similarity for every slot");
  std::vector<double> weights(slots());
  attend(similarities, weights);
  std::vector<Share> shares;
  for (std::size_t j = 0; j < slots(); ++j) {
    shares.push_back({j, weights[j], weights[j] * values_[j]});
  }
  std::stable_sort(shares.begin(), shares.end(), [](const Share& a, const Share& b) {
    return std::abs(a.value) > std::abs(b.value);
  });
  return shares;
}

std::vector<Felt> feel_all(const Interest& interest, Rows items, Rows keys) {
  require(keys.count() == interest.slots(), "there is a key for every slot");
  std::vector<Felt> felt(items.count());
  if (interest.slots() == 0) return felt;
  parallel_for(items.count(), 256, [&](std::size_t begin, std::size_t end) {
    const Rows part{items.values.subspan(begin * items.width, (end - begin) * items.width),
                    items.width};
    const auto similarities = products(part, keys);
    for (std::size_t i = begin; i < end; ++i) {
      const auto row = std::span(similarities).subspan((i - begin) * keys.count(), keys.count());
      felt[i] = interest.feel(row);
    }
  });
  return felt;
}

}  // namespace heed::choice
