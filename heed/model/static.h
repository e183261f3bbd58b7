// The static encoder: one vector for each entry of a vocabulary, made once from a BERT; a text is
// the sum of its tokens' vectors, scaled to length 1. A thousand times faster than the model that
// it comes from, and blind to the order of words.
//
// Making one (as in Tulkens and van Dongen's Model2Vec): each entry goes through the model alone,
// [CLS] entry [SEP]; the mean hidden states are centred and projected on their principal
// components; each row is weighted by a / (a + p) with p from Zipf's law over the vocabulary's
// order, which goes by frequency (Arora et al., 2017: smooth inverse frequency).
//
// A folder: config.json ("model_type": "heed-static"), model.safetensors ("embeddings",
// [vocabulary, width], weights worked in) and the tokenizer of the model that it comes from.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "heed/text/tokenizer.h"

namespace heed {

class StaticEncoder {
 public:
  explicit StaticEncoder(const std::filesystem::path& folder);

  std::size_t width() const { return width_; }
  const Tokenizer& tokenizer() const { return tokenizer_; }

  // `out` has width() floats for each text; zeros where no token of it is known. Any thread.
  void encode(std::span<const std::string_view> texts, std::span<float> out) const;

 private:
  Tokenizer tokenizer_;
  std::size_t width_ = 0;
  std::vector<float> rows_;  // [vocabulary, width]
};

struct DistillOptions {
  std::size_t width = 256;  // at most the model's own
  double smoothing = 1e-4;  // a
};

// Makes one from the BERT in `from`; `to` must not exist, and appears whole or not at all.
// `progress` is told the share done, 0 … 1.
void distill(const std::filesystem::path& from, const std::filesystem::path& to,
             const DistillOptions& options, const std::function<void(double)>& progress);

}  // namespace heed
