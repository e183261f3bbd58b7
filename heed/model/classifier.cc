#include "heed/model/classifier.h"

#include "heed/base/files.h"
#include "heed/model/weights.h"

namespace heed {
namespace {

namespace fs = std::filesystem;

ClassifierConfig with_vocabulary(ClassifierConfig config, const WordVocabulary& vocabulary) {
  config.vocabulary = vocabulary.size();
  return config;
}

TokenEncoder make_encoder(Parameters& parameters, const ClassifierConfig& config) {
  switch (config.encoder) {
    case EncoderKind::cnn:
      return Cnn(parameters, "encoder", {config.vocabulary, config.width, config.hidden},
                 config.dropout);
    case EncoderKind::lstm:
      return LstmEncoder(parameters, "encoder", {config.vocabulary, config.width, config.hidden},
                         config.dropout);
    case EncoderKind::transformer:
      return Transformer(parameters, "encoder",
                         {config.vocabulary, config.width, config.heads, config.layers,
                          4 * config.width, config.max_tokens},
                         config.dropout);
    default:
      throw Error(Failure::bad_input, "this encoder can't be trained yet",
                  std::string(name(config.encoder)), "choose transformer");
  }
}

}  // namespace

Classifier::Classifier(ClassifierConfig config, WordVocabulary vocabulary, std::uint64_t seed)
    : config_(with_vocabulary(std::move(config), vocabulary)),
      vocabulary_(std::move(vocabulary)),
      parameters_(std::make_unique<Parameters>(seed)),
      encoder_(make_encoder(*parameters_, config_)),
      pooling_(*parameters_, "pooling", width_of(encoder_), config_.pool, config_.attention),
      classifier_(*parameters_, "classifier", width_of(encoder_),
                  static_cast<std::int64_t>(config_.labels.size())) {}

Classifier Classifier::load(const fs::path& folder) {
  const auto config_path = folder / "classifier.json", vocabulary_path = folder / "vocabulary.txt";
  if (!fs::exists(config_path)) {
    throw Error(Failure::not_found, "there is no classifier here", folder.string(),
                "give the folder that heed classify train wrote with --out");
  }
  auto config = parse_classifier_config(read_file(config_path), config_path.string());
  auto vocabulary =
      WordVocabulary::parse(read_file(vocabulary_path), vocabulary_path.string()).take();
  Classifier out(std::move(config), std::move(vocabulary), 0);
  out.file_ = std::make_unique<Safetensors>(folder / "model.safetensors");
  load_weights(*out.parameters_, *out.file_);
  return out;
}

void Classifier::save(const fs::path& folder) const {
  fs::create_directories(folder);
  save_weights(*parameters_, folder / "model.safetensors");
  write_file(folder / "vocabulary.txt", vocabulary_.to_text());
  write_file(folder / "classifier.json", to_json_text(config_));
}

void Classifier::freeze_encoder() {
  parameters_->freeze("");
  parameters_->unfreeze("pooling.");
  parameters_->unfreeze("classifier.");
}

EncodedText Classifier::encode(std::string_view text) const {
  return vocabulary_.encode(text, static_cast<std::int32_t>(config_.max_tokens));
}

std::string Classifier::token(std::int32_t id) const {
  return vocabulary_.token(id);
}

Tensor Classifier::features(Pass& pass, std::span<const std::int32_t> ids, Ragged items) const {
  return encode_tokens(encoder_, pass, ids, items);
}

Classifier::Output Classifier::head(Pass& pass, Tensor features, Ragged items) const {
  const auto pooled = pooling_(pass, features, items);
  return {classifier_(pass, pooled.rows), pooled.weights};
}

}  // namespace heed
