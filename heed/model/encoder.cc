#include "heed/model/encoder.h"

#include <memory>
#include <mutex>

#include "heed/base/error.h"
#include "heed/model/embedder.h"
#include "heed/model/lexical.h"
#include "heed/model/registry.h"
#include "heed/model/static.h"
#include "heed/text/tokenizer.h"

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

namespace {

TextEncoder lexical_encoder() {
  return {"lexical", std::string(LexicalEncoder::kFingerprint), LexicalEncoder::kWidth,
          [](std::span<const std::string_view> texts, std::span<float> out) {
            LexicalEncoder().encode(texts, out);
          }};
}

struct BertModel {
  explicit BertModel(const std::filesystem::path& folder)
      : tokenizer(Tokenizer::open(folder)), embedder(folder) {}

  void encode(std::span<const std::string_view> texts, std::span<float> out) const {
    embedder.encode(tokenizer, texts, {}, out);
  }

  Tokenizer tokenizer;
  Embedder embedder;
};

template <class Model>
class Late {
 public:
  explicit Late(std::filesystem::path folder) : folder_(std::move(folder)) {}

  const Model& get() {
    std::call_once(once_, [&] { model_ = std::make_unique<const Model>(folder_); });
    return *model_;
  }

 private:
  std::filesystem::path folder_;
  std::once_flag once_;
  std::unique_ptr<const Model> model_;
};

TextEncoder bert_encoder(const ModelInfo& info) {
  // Loaded when first asked to encode: where every vector is stored already, it never is.
  const auto model = std::make_shared<Late<BertModel>>(info.folder);
  return {info.name, "bert-1-" + model_fingerprint(info.folder),
          static_cast<std::size_t>(info.width),
          [model](std::span<const std::string_view> texts, std::span<float> out) {
            model->get().encode(texts, out);
          }};
}

TextEncoder static_encoder(const ModelInfo& info) {
  const auto model = std::make_shared<const StaticEncoder>(info.folder);
  return {info.name, "static-1-" + model_fingerprint(info.folder), model->width(),
          [model](std::span<const std::string_view> texts, std::span<float> out) {
            model->encode(texts, out);
          }};
}

}  // namespace

TextEncoder open_encoder(std::string_view name) {
  const auto info = model_info(name);
  if (info.kind == "lexical") return lexical_encoder();
  if (info.kind == "bert") return bert_encoder(info);
  if (info.kind == "static") return static_encoder(info);
  throw Error(Failure::bad_input, "heed has no encoder for a model of kind " + info.kind,
              info.folder.string(), "use lexical");
}

}  // namespace heed
