#include "heed/model/encoder.h"

#include <memory>

#include "heed/base/error.h"
#include "heed/model/lexical.h"
#include "heed/model/registry.h"

namespace heed {

Vectors TextEncoder::encode(std::span<const std::string_view> texts) const {
  Vectors vectors{texts.size(), width_, std::vector<float>(texts.size() * width_)};
  encode_(texts, vectors.values);
  return vectors;
}

std::vector<float> TextEncoder::encode(std::string_view text) const {
  std::vector<float> vector(width_);
  encode_({&text, 1}, vector);
  return vector;
}

TextEncoder open_encoder(std::string_view name) {
  const auto info = model_info(name);
  if (info.kind == "lexical") {
    return {"lexical", std::string(LexicalEncoder::kFingerprint), LexicalEncoder::kWidth,
            [](std::span<const std::string_view> texts, std::span<float> out) {
              LexicalEncoder().encode(texts, out);
            }};
  }
  throw Error(Failure::bad_input, "heed has no encoder for a model of kind " + info.kind,
              info.folder.string(), "use lexical");
}

}  // namespace heed
