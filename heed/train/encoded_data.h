// Labelled texts as token ids, and the batches that models take: tokens of all items end to end.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "heed/model/classifier.h"
#include "heed/tensor/tensor.h"
#include "heed/train/batches.h"

namespace heed {

struct EncodedData {
  std::vector<EncodedText> texts;
  std::vector<std::int32_t> labels;  // one for each text; empty where they aren't known

  std::size_t size() const { return texts.size(); }
  std::vector<std::int32_t> lengths() const;  // in tokens
  std::size_t cut() const;                    // how many were longer than the model takes
};

EncodedData encode_texts(const Classifier& classifier, std::span<const std::string> texts,
                         std::vector<std::int32_t> labels = {});

// Its memory is used again from batch to batch.
struct TokenBatch {
  std::vector<std::int32_t> ids, offsets, labels;
  std::vector<std::string_view> words;  // of `data`, where its texts have them

  void assign(const EncodedData& data, const Items& items);
  Ragged items() const { return {offsets}; }
  TokenInput input() const { return {ids, items(), words}; }
};

}  // namespace heed
