#include "heed/train/frozen_features.h"

#include <algorithm>

namespace heed {

FrozenFeatures::FrozenFeatures(const Classifier& classifier, const EncodedData& data,
                               std::size_t most_bytes)
    : width_(static_cast<std::size_t>(classifier.feature_width())) {
  std::size_t tokens = 0;
  for (const auto& text : data.texts) tokens += text.ids.size();
  if (tokens * width_ * sizeof(float) > most_bytes) return;
  kept_.resize(data.size());
  TokenBatch batch;
  for (const auto& items : sorted_batches(data.lengths(), 32)) {
    batch.assign(data, items);
    still_.reset();
    const Tensor all = classifier.features(still_, batch.input());
    for (std::size_t i = 0; i < items.size(); ++i) {
      kept_[items[i]].assign(all.row(batch.offsets[i]), all.row(batch.offsets[i + 1]));
    }
  }
  still_.reset();
}

Tensor FrozenFeatures::rows(Pass& pass, const Classifier& classifier, const TokenBatch& batch,
                            const Items& items) {
  if (kept_.empty()) {
    still_.reset();
    Tensor all = classifier.features(still_, batch.input());
    all.grad = nullptr;
    return all;
  }
  const auto values = pass.scratch<float>(batch.ids.size() * width_);
  float* at = values.data();
  for (const auto item : items) at = std::copy(kept_[item].begin(), kept_[item].end(), at);
  const Shape shape{static_cast<std::int64_t>(batch.ids.size()), static_cast<std::int64_t>(width_)};
  return {shape, values.data(), nullptr};
}

}  // namespace heed
