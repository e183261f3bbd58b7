// What a frozen encoder says of each text, worked out once and kept: epochs after the first cost
// only the head. Where that would take too much memory nothing is kept and the encoder runs again.
#pragma once

#include <cstdint>
#include <vector>

#include "heed/train/encoded_data.h"

namespace heed {

class FrozenFeatures {
 public:
  // Runs the encoder over `data` where the result fits into `most_bytes`.
  FrozenFeatures(const Classifier& classifier, const EncodedData& data,
                 std::size_t most_bytes = 1'500'000'000);

  // The rows of the items' tokens end to end, without a gradient; lives in `pass`. `batch` holds
  // the same items and must outlive the pass's run.
  Tensor rows(Pass& pass, const Classifier& classifier, const TokenBatch& batch,
              const Items& items);

 private:
  std::size_t width_ = 0;
  std::vector<std::vector<float>> kept_;  // of each text; empty: none is
  Pass still_{Pass::Mode::infer};
};

}  // namespace heed
