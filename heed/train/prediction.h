// A classifier over many texts: logits and, where asked, how much each token counted.
#pragma once

#include <span>
#include <vector>

#include "heed/train/encoded_data.h"
#include "heed/train/frozen_features.h"
#include "heed/train/metrics.h"

namespace heed {

struct Prediction {
  std::vector<float> logits;                // [texts, classes]
  std::vector<std::vector<float>> weights;  // of each text's tokens; empty unless asked for
};

// Results come in the order of the texts. `frozen` holds the features of `data`, if known.
Prediction predict(const Classifier& classifier, const EncodedData& data, bool explain = false,
                   FrozenFeatures* frozen = nullptr);

// softmax(logits / temperature), with the classifier's own temperature.
Probabilities probabilities(const Classifier& classifier, std::span<const float> logits);

}  // namespace heed
