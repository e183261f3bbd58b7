// The encoders that a classifier may stand on: token ids in, one row of features for each token
// out. Adding one is a line here and its construction in classifier.cc.
#pragma once

#include <span>
#include <string_view>
#include <variant>

#include "heed/model/bert.h"
#include "heed/model/cnn.h"
#include "heed/model/lstm_encoder.h"
#include "heed/model/transformer.h"
#include "heed/model/word_encoders.h"
#include "heed/tensor/pass.h"

namespace heed {

using TokenEncoder = std::variant<Cnn, LstmEncoder, Transformer, Bert, StaticTable, LexicalRows>;

inline std::int64_t width_of(const TokenEncoder& encoder) {
  if (const auto* bert = std::get_if<Bert>(&encoder)) return bert->config.width;
  return std::visit(
      [](const auto& e) -> std::int64_t {
        if constexpr (requires { e.width(); }) return e.width();
        return 0;
      },
      encoder);
}

// What an encoder reads: ids, or for the lexical one the words. They and the offsets of `items`
// must outlive the pass's backward().
struct TokenInput {
  std::span<const std::int32_t> ids;
  Ragged items;
  std::span<const std::string_view> words = {};
};

inline Tensor encode_tokens(const TokenEncoder& encoder, Pass& pass, const TokenInput& input) {
  if (const auto* lexical = std::get_if<LexicalRows>(&encoder))
    return (*lexical)(pass, input.words);
  return std::visit(
      [&](const auto& e) -> Tensor {
        if constexpr (requires { e(pass, input.ids, input.items); }) {
          return e(pass, input.ids, input.items);
        }
        return {};
      },
      encoder);
}

}  // namespace heed
