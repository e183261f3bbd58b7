#include "heed/choice/interest.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "heed/base/error.h"
#include "heed/base/threads.h"
#include "heed/kernel/packed.h"

namespace heed::choice {
namespace {

constexpr std::size_t kItemsAtOnce = 112;  // their similarities stay in a core's cache

}  // namespace

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

kernel::SlotTotals Interest::attend(std::span<const float> similarities,
                                    std::span<double> weights) const {
  require(similarities.size() == slots(), "there is a similarity for every slot");
  return kernel::attend_slots(
      {slots(), offsets_.data(), reach_.data(), values_.data(), scale_, null_logit_},
      similarities.data(), weights.data());
}

Felt Interest::feel(std::span<const float> similarities, std::span<double> scratch) const {
  const auto sums = attend(similarities, scratch);
  return {sums.value / sums.total, sums.null_part / sums.total};
}

Felt Interest::feel(std::span<const float> similarities) const {
  std::vector<double> scratch(slots());
  return feel(similarities, scratch);
}

std::vector<Share> Interest::explain(std::span<const float> similarities) const {
  std::vector<double> weights(slots());
  const double total = attend(similarities, weights).total;
  std::vector<Share> shares;
  for (std::size_t j = 0; j < slots(); ++j) {
    const double weight = weights[j] / total;
    shares.push_back({j, weight, weight * values_[j]});
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
  const auto slots = static_cast<std::int64_t>(interest.slots());
  const kernel::PackedWeights packed(keys.values.data(), slots,
                                     static_cast<std::int64_t>(keys.width), Precision::f32);
  parallel_for(items.count(), kItemsAtOnce, [&](std::size_t begin, std::size_t end) {
    std::vector<float> similarities((end - begin) * interest.slots());
    kernel::packed_linear(items.values.data() + begin * items.width,
                          static_cast<std::int64_t>(end - begin), packed, nullptr, Activation::none,
                          similarities.data());
    std::vector<double> scratch(interest.slots());
    for (std::size_t i = begin; i < end; ++i) {
      const auto row = std::span(similarities).subspan((i - begin) * interest.slots());
      felt[i] = interest.feel(row.first(interest.slots()), scratch);
    }
  });
  return felt;
}

}  // namespace heed::choice
