#include "heed/model/classifier.h"

#include <algorithm>

#include "heed/base/files.h"
#include "heed/model/weights.h"

namespace heed {
namespace {

namespace fs = std::filesystem;

constexpr const char* kWeights = "model.safetensors";
constexpr const char* kVocabulary = "vocabulary.txt";
constexpr const char* kConfig = "classifier.json";
constexpr const char* kTokenizerFiles[] = {"tokenizer.json", "vocab.txt", "tokenizer_config.json",
                                           "special_tokens_map.json"};

ClassifierConfig with_vocabulary(ClassifierConfig config,
                                 const std::variant<WordVocabulary, Tokenizer>& tokens) {
  if (const auto* words = std::get_if<WordVocabulary>(&tokens)) config.vocabulary = words->size();
  return config;
}

// What a BERT encoder's own config decides.
ClassifierConfig on_bert(ClassifierConfig config, const BertConfig& bert) {
  config.encoder = EncoderKind::bert;
  config.max_tokens = std::min(config.max_tokens, bert.max_positions);
  if (config.dropout < 0) config.dropout = bert.hidden_dropout;
  config.vocabulary = bert.vocab_size;
  config.width = bert.width;
  config.heads = bert.heads;
  config.layers = bert.layers;
  return config;
}

BertConfig with_dropout(BertConfig bert, float rate) {
  if (rate >= 0) bert.hidden_dropout = bert.attention_dropout = rate;
  return bert;
}

TokenEncoder make_encoder(Parameters& parameters, const ClassifierConfig& config,
                          const BertConfig* bert, const Safetensors* weights) {
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
      break;
  }
  require(bert != nullptr, "a BERT encoder has a config");
  Bert encoder(parameters, *bert);
  if (weights != nullptr) load_weights(parameters, *weights);
  return encoder;
}

Tokenizer open_tokenizer(const fs::path& folder, const BertConfig& bert) {
  auto tokenizer = Tokenizer::open(folder);
  if (static_cast<std::int64_t>(tokenizer.vocabulary()) > bert.vocab_size) {
    throw Error(Failure::bad_input, "the tokenizer has more tokens than the model", folder.string(),
                "use the tokenizer that belongs to the model");
  }
  return tokenizer;
}

void copy_tokenizer(const fs::path& from, const fs::path& to) {
  if (fs::exists(to) && fs::equivalent(from, to)) return;
  for (const auto* name : kTokenizerFiles) {
    if (fs::exists(from / name)) write_file(to / name, read_file(from / name));
  }
}

}  // namespace

Classifier::Classifier(ClassifierConfig config, Tokens tokens, const BertConfig* bert,
                       fs::path folder, std::unique_ptr<Safetensors> encoder_weights,
                       std::uint64_t seed)
    : config_(with_vocabulary(std::move(config), tokens)),
      tokens_(std::move(tokens)),
      folder_(std::move(folder)),
      file_(std::move(encoder_weights)),
      parameters_(std::make_unique<Parameters>(seed)),
      encoder_(make_encoder(*parameters_, config_, bert, file_.get())),
      pooling_(*parameters_, "pooling", width_of(encoder_), config_.pool, config_.attention),
      classifier_(*parameters_, "classifier", width_of(encoder_),
                  static_cast<std::int64_t>(config_.labels.size())) {}

Classifier::Classifier(ClassifierConfig config, WordVocabulary vocabulary, std::uint64_t seed)
    : Classifier(std::move(config), Tokens(std::move(vocabulary)), nullptr, {}, nullptr, seed) {}

Classifier::Classifier(ClassifierConfig config, const fs::path& folder, std::uint64_t seed)
    : Classifier([&] {
        const auto bert = with_dropout(read_bert_config(folder / "config.json"), config.dropout);
        return Classifier(on_bert(config, bert), open_tokenizer(folder, bert), &bert, folder,
                          std::make_unique<Safetensors>(folder / kWeights), seed);
      }()) {}

Classifier Classifier::load(const fs::path& folder) {
  const auto path = folder / kConfig;
  if (!fs::exists(path)) {
    throw Error(Failure::not_found, "there is no classifier here", folder.string(),
                "give the folder that heed classify train wrote with --out");
  }
  auto config = parse_classifier_config(read_file(path), path.string());
  auto out = [&] {
    if (config.encoder == EncoderKind::bert) {
      const auto bert = read_bert_config(folder / "config.json");
      return Classifier(config, open_tokenizer(folder, bert), &bert, folder, nullptr, 0);
    }
    const auto words = folder / kVocabulary;
    return Classifier(config, WordVocabulary::parse(read_file(words), words.string()).take(), 0);
  }();
  out.file_ = std::make_unique<Safetensors>(folder / kWeights);
  load_weights(*out.parameters_, *out.file_);
  return out;
}

void Classifier::save(const fs::path& folder) const {
  fs::create_directories(folder);
  save_weights(*parameters_, folder / kWeights);
  if (const auto* words = std::get_if<WordVocabulary>(&tokens_)) {
    write_file(folder / kVocabulary, words->to_text());
  }
  if (const auto* bert = std::get_if<Bert>(&encoder_)) {
    write_file(folder / "config.json", to_config_json(bert->config));
    copy_tokenizer(folder_, folder);
  }
  write_file(folder / kConfig, to_json_text(config_));
}

void Classifier::freeze_encoder() {
  parameters_->freeze("");
  parameters_->unfreeze("pooling.");
  parameters_->unfreeze("classifier.");
}

EncodedText Classifier::encode(std::string_view text) const {
  if (const auto* words = std::get_if<WordVocabulary>(&tokens_)) {
    return words->encode(text, static_cast<std::int32_t>(config_.max_tokens));
  }
  const auto most = static_cast<std::size_t>(config_.max_tokens);
  thread_local Encoding encoding;
  std::get<Tokenizer>(tokens_).encode(text, encoding, most + 1);
  EncodedText out{{}, {}, encoding.ids.size() > most};
  if (out.cut) std::get<Tokenizer>(tokens_).encode(text, encoding, most);
  out.ids = encoding.ids;
  out.spans = encoding.spans;
  return out;
}

std::string Classifier::token(std::int32_t id) const {
  return std::visit([&](const auto& tokens) { return tokens.token(id); }, tokens_);
}

Tensor Classifier::features(Pass& pass, std::span<const std::int32_t> ids, Ragged items) const {
  return encode_tokens(encoder_, pass, ids, items);
}

Classifier::Output Classifier::head(Pass& pass, Tensor features, Ragged items) const {
  const auto pooled = pooling_(pass, features, items);
  return {classifier_(pass, pooled.rows), pooled.weights};
}

}  // namespace heed
