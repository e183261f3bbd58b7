#include "heed/model/word_encoders.h"

#include "heed/base/threads.h"
#include "heed/model/lexical.h"
#include "heed/tensor/ops/rows.h"

namespace heed {

StaticTable::StaticTable(Parameters& parameters, std::int64_t vocabulary, std::int64_t width)
    : embeddings_(parameters.add_table("embeddings", {vocabulary, width}, Initial::normal(0.1f))) {}

Tensor StaticTable::operator()(Pass& pass, std::span<const std::int32_t> ids, Ragged) const {
  return embedding(pass, *embeddings_, ids, embeddings_->touched.get());
}

Tensor LexicalRows::operator()(Pass& pass, std::span<const std::string_view> words) const {
  constexpr auto kWidth = LexicalEncoder::kWidth;
  const auto values = pass.scratch<float>(words.size() * kWidth);
  parallel_for(words.size(), 128, [&](std::size_t begin, std::size_t end) {
    LexicalEncoder().encode(words.subspan(begin, end - begin),
                            values.subspan(begin * kWidth, (end - begin) * kWidth));
  });
  return {{static_cast<std::int64_t>(words.size()), width()}, values.data(), nullptr};
}

std::int64_t LexicalRows::width() const {
  return static_cast<std::int64_t>(LexicalEncoder::kWidth);
}

}  // namespace heed
