#include "heed/train/prediction.h"

#include <algorithm>

#include "heed/train/calibration.h"

namespace heed {

Prediction predict(const Classifier& classifier, const EncodedData& data, bool explain,
                   FrozenFeatures* frozen) {
  const auto classes = classifier.classes();
  Prediction out;
  out.logits.resize(data.size() * classes);
  if (explain) out.weights.resize(data.size());
  Pass pass(Pass::Mode::infer);
  TokenBatch batch;
  for (const auto& items : sorted_batches(data.lengths(), 32)) {
    batch.assign(data, items);
    pass.reset();
    const Tensor features = frozen != nullptr ? frozen->rows(pass, classifier, batch, items)
                                              : classifier.features(pass, batch.input());
    const auto [logits, weights] = classifier.head(pass, features, batch.items());
    for (std::size_t i = 0; i < items.size(); ++i) {
      const auto row = static_cast<std::int64_t>(i);
      std::copy_n(logits.row(row), classes, out.logits.data() + items[i] * classes);
      if (explain) {
        out.weights[items[i]].assign(weights.data + batch.offsets[i],
                                     weights.data + batch.offsets[i + 1]);
      }
    }
  }
  return out;
}

Probabilities probabilities(const Classifier& classifier, std::span<const float> logits) {
  Probabilities out{classifier.classes(), std::vector<float>(logits.size())};
  softmax_rows(logits, out.classes, classifier.config().temperature, out.values);
  return out;
}

}  // namespace heed
