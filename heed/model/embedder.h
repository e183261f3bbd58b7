// Texts to vectors: a BERT-family model with pooling over the last hidden states.
//
// Items go through the model in small ragged batches whose numbers stay in one core's cache, each
// batch on one thread; a single batch is shared among the threads instead. Memory does not grow
// with the number of items. Results come in the order of the items and are the same for any number
// of threads.
//
// Const after construction: many threads may encode at once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "heed/model/bert.h"
#include "heed/model/safetensors.h"
#include "heed/text/tokenizer.h"

namespace heed {

enum class Pooling { mean, cls, max };  // mean and max: over all tokens of the item

struct EmbedOptions {
  Pooling pool = Pooling::mean;
  bool normalize = true;        // to length 1
  std::int64_t max_tokens = 0;  // ≥ 2, the ends included; 0: what the model takes
  std::int64_t batch = 0;       // most items that go through the model together; 0: as heed likes
};

class Embedder {
 public:
  // Reads config.json and model.safetensors of `folder`, and packs the weights or finds them packed
  // (packed_cache.h). Throws not_found or bad_input.
  explicit Embedder(const std::filesystem::path& folder, Precision precision = Precision::f32);

  std::int64_t width() const { return bert_.config.width; }
  std::int64_t max_tokens() const { return bert_.config.max_positions; }
  const Bert& bert() const { return bert_; }

  // `ids` of all items end to end, cut by `items`; each begins with [CLS] and ends with [SEP]. One
  // that is too long keeps its first ids and its last. Writes items.items() rows of width().
  // Throws bad_input where an id is not in the vocabulary.
  void encode(std::span<const std::int32_t> ids, Ragged items, const EmbedOptions& options,
              std::span<float> out) const;

  // The same for texts, whose tokens `tokenizer` makes, a few thousand texts at a time.
  void encode(const Tokenizer& tokenizer, std::span<const std::string_view> texts,
              const EmbedOptions& options, std::span<float> out) const;

 private:
  std::int64_t most_tokens(const EmbedOptions& options) const;

  std::unique_ptr<Safetensors> file_;
  Parameters parameters_ = Parameters::to_load();
  Bert bert_;
};

}  // namespace heed
