// Encoders whose features of a token depend on that token alone: a table of vectors distilled from
// a BERT (see static.h), and the lexical encoder's hashed n-grams, which know no words that they
// can't read. Pooling by attention, which is learned, decides what each is worth. Const once built.
#pragma once

#include <span>
#include <string_view>

#include "heed/nn/parameters.h"
#include "heed/tensor/pass.h"

namespace heed {

class StaticTable {
 public:
  StaticTable(Parameters& parameters, std::int64_t vocabulary, std::int64_t width);

  // [tokens, width]. `ids` must outlive the pass's backward().
  Tensor operator()(Pass& pass, std::span<const std::int32_t> ids, Ragged items) const;

  std::int64_t width() const { return embeddings_->tensor.cols(); }

 private:
  Parameter* embeddings_;
};

struct LexicalRows {
  // [words, width], without a gradient.
  Tensor operator()(Pass& pass, std::span<const std::string_view> words) const;

  std::int64_t width() const;
};

}  // namespace heed
