#include "heed/model/encoder.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "heed/base/error.h"
#include "heed/base/hash.h"
#include "heed/base/late.h"
#include "heed/model/embedder.h"
#include "heed/model/lexical.h"
#include "heed/model/registry.h"
#include "heed/model/static.h"
#include "heed/model/unit_length.h"
#include "heed/text/scripts.h"
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
      : words(Tokenizer::open(folder)), embedder(folder) {}

  void encode(std::span<const std::string_view> texts, std::span<float> out) const {
    embedder.encode(words, texts, {}, out);
  }
  const Tokenizer& tokenizer() const { return words; }

  Tokenizer words;
  Embedder embedder;
};

// The lexical encoder's vectors with as many numbers as a model's have: several places become one,
// each with a sign of its own, so that products stay what they were but for noise.
void encode_folded(std::span<const std::string_view> texts, std::size_t width,
                   std::span<float> out) {
  constexpr std::uint64_t kSigns = 0x9e3779b97f4a7c15;  // any odd number
  std::vector<float> wide(texts.size() * LexicalEncoder::kWidth);
  LexicalEncoder().encode(texts, wide);
  std::ranges::fill(out, 0.0f);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto row = out.subspan(i * width, width);
    for (std::size_t at = 0; at < LexicalEncoder::kWidth; ++at) {
      const float value = wide[i * LexicalEncoder::kWidth + at];
      row[at % width] += (fold(at + 1, kSigns) >> 63) != 0 ? -value : value;
    }
    scale_to_one(row);
  }
}

// Each text by the model that can read it.
template <class Model>
void encode_any_script(const Model& model, const KnownScripts& scripts,
                       std::span<const std::string_view> texts, std::span<float> out) {
  const std::size_t width = out.size() / std::max<std::size_t>(texts.size(), 1);
  std::vector<std::size_t> places[2];  // of what the model can't read, and of what it can
  for (std::size_t i = 0; i < texts.size(); ++i) places[scripts.read(texts[i])].push_back(i);
  if (places[false].empty()) return model.encode(texts, out);
  for (const bool read : {false, true}) {
    std::vector<std::string_view> some;
    for (const auto i : places[read]) some.push_back(texts[i]);
    std::vector<float> rows(some.size() * width);
    read ? model.encode(some, rows) : encode_folded(some, width, rows);
    for (std::size_t k = 0; k < some.size(); ++k) {
      std::copy_n(rows.begin() + static_cast<std::ptrdiff_t>(k * width), width,
                  out.begin() + static_cast<std::ptrdiff_t>(places[read][k] * width));
    }
  }
}

template <class Model>
struct AnyScript {
  explicit AnyScript(const std::filesystem::path& folder)
      : model(folder), scripts(model.tokenizer()) {}

  void encode(std::span<const std::string_view> texts, std::span<float> out) const {
    encode_any_script(model, scripts, texts, out);
  }

  Model model;
  KnownScripts scripts;
};

// Loaded when first asked to encode: where every vector is stored already, it never is.
template <class Model>
TextEncoder encoder_of(const ModelInfo& info, std::string kind) {
  const auto model =
      std::make_shared<Late<Model>>([folder = info.folder] { return Model(folder); });
  return {info.name, std::move(kind) + "-" + model_fingerprint(info.folder),
          static_cast<std::size_t>(info.width),
          [model](std::span<const std::string_view> texts, std::span<float> out) {
            model->get().encode(texts, out);
          },
          [model] { model->begin(); }};
}

[[noreturn]] void refuse(const ModelInfo& info) {
  throw Error(Failure::bad_input, "heed has no encoder for a model of kind " + info.kind,
              info.folder.string(), "use lexical");
}

}  // namespace

TextEncoder open_encoder(std::string_view name) {
  const auto info = model_info(name);
  if (info.kind == "lexical") return lexical_encoder();
  if (info.kind == "bert") return encoder_of<BertModel>(info, "bert-1");
  if (info.kind == "static") return encoder_of<StaticEncoder>(info, "static-1");
  refuse(info);
}

TextEncoder open_encoder_of_any_script(std::string_view name) {
  const auto info = model_info(name);
  if (info.kind == "lexical") return lexical_encoder();
  if (info.kind == "bert") return encoder_of<AnyScript<BertModel>>(info, "bert-2");
  if (info.kind == "static") return encoder_of<AnyScript<StaticEncoder>>(info, "static-2");
  refuse(info);
}

}  // namespace heed
