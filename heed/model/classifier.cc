#include "heed/model/classifier.h"

#include <algorithm>

#include "heed/base/files.h"
#include "heed/base/utf8.h"
#include "heed/model/weights.h"

namespace heed {
namespace {

namespace fs = std::filesystem;

constexpr const char* kWeights = "model.safetensors";
constexpr const char* kVocabulary = "vocabulary.txt";
constexpr const char* kConfig = "classifier.json";
constexpr const char* kTable = "embeddings";  // the tensor of a static encoder
constexpr const char* kEncoderConfig = "config.json";
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

// The words that the lexical encoder reads. A character of a script without spaces comes with the
// one that follows it: most words of these scripts have two.
std::vector<std::string> words_of(std::string_view text, std::span<const TokenSpan> spans) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    auto end = spans[i].end;
    const bool wide = spans[i].end - spans[i].begin >= 3 &&
                      decode_utf8(text.substr(spans[i].begin)).length == end - spans[i].begin;
    if (wide && i + 1 < spans.size() && spans[i + 1].begin == end) end = spans[i + 1].end;
    out.emplace_back(text.substr(spans[i].begin, end - spans[i].begin));
  }
  return out;
}

BertConfig with_dropout(BertConfig bert, float rate) {
  if (rate >= 0) bert.hidden_dropout = bert.attention_dropout = rate;
  return bert;
}

// What the table of a static encoder decides.
ClassifierConfig on_table(ClassifierConfig config, const StoredTensor& table) {
  if (table.shape.size() != 2) {
    throw Error(Failure::bad_input, "the static encoder's table has no rows and columns",
                std::string(kTable), "distil it again");
  }
  config.encoder = EncoderKind::fixed;
  config.dropout = std::max(config.dropout, 0.0f);
  config.vocabulary = table.shape[0];
  config.width = table.shape[1];
  config.heads = 1;
  return config;
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
    case EncoderKind::lexical:
      return LexicalRows();
    case EncoderKind::fixed: {
      StaticTable table(parameters, config.vocabulary, config.width);
      if (weights != nullptr) load_weights(parameters, *weights);
      return table;
    }
    case EncoderKind::bert:
      break;
  }
  require(bert != nullptr, "a BERT encoder has a config");
  Bert encoder(parameters, *bert);
  if (weights != nullptr) load_weights(parameters, *weights);
  return encoder;
}

Tokenizer open_tokenizer(const fs::path& folder, std::int64_t vocabulary) {
  auto tokenizer = Tokenizer::open(folder);
  if (static_cast<std::int64_t>(tokenizer.vocabulary()) > vocabulary) {
    throw Error(Failure::bad_input, "the tokenizer has more tokens than the model", folder.string(),
                "use the tokenizer that belongs to the model");
  }
  return tokenizer;
}

void copy_files(const fs::path& from, const fs::path& to, std::span<const char* const> names) {
  if (fs::exists(to) && fs::equivalent(from, to)) return;
  for (const auto* name : names) {
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

Classifier Classifier::on_folder(ClassifierConfig config, const fs::path& folder,
                                 std::unique_ptr<Safetensors> weights, std::uint64_t seed) {
  if (config.encoder == EncoderKind::fixed) {
    return Classifier(config, open_tokenizer(folder, config.vocabulary), nullptr, folder,
                      std::move(weights), seed);
  }
  const auto bert = with_dropout(read_bert_config(folder / kEncoderConfig), config.dropout);
  return Classifier(on_bert(std::move(config), bert), open_tokenizer(folder, bert.vocab_size),
                    &bert, folder, std::move(weights), seed);
}

Classifier::Classifier(ClassifierConfig config, const fs::path& folder, std::uint64_t seed)
    : Classifier([&] {
        auto weights = std::make_unique<Safetensors>(folder / kWeights);
        if (const auto* table = weights->find(kTable); table != nullptr) {
          config = on_table(std::move(config), *table);
        }
        return on_folder(std::move(config), folder, std::move(weights), seed);
      }()) {}

Classifier Classifier::load(const fs::path& folder) {
  const auto path = folder / kConfig;
  if (!fs::exists(path)) {
    throw Error(Failure::not_found, "there is no classifier here",
                folder.empty() ? "\"\"" : folder.string(),
                "give the folder that heed classify train wrote with --out");
  }
  auto config = parse_classifier_config(read_file(path), path.string());
  auto out = [&] {
    if (config.encoder == EncoderKind::bert || config.encoder == EncoderKind::fixed) {
      return on_folder(config, folder, nullptr, 0);
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
    write_file(folder / kEncoderConfig, to_config_json(bert->config));
  }
  if (config_.encoder == EncoderKind::fixed) copy_files(folder_, folder, {&kEncoderConfig, 1});
  if (!folder_.empty()) copy_files(folder_, folder, kTokenizerFiles);
  write_file(folder / kConfig, to_json_text(config_));
}

void Classifier::freeze_encoder() {
  parameters_->freeze("");
  parameters_->unfreeze("pooling.");
  parameters_->unfreeze("classifier.");
}

EncodedText Classifier::encode(std::string_view text) const {
  if (const auto* words = std::get_if<WordVocabulary>(&tokens_)) {
    auto out = words->encode(text, static_cast<std::int32_t>(config_.max_tokens));
    if (config_.encoder == EncoderKind::lexical) out.words = words_of(text, out.spans);
    return out;
  }
  const auto most = static_cast<std::size_t>(config_.max_tokens);
  thread_local Encoding encoding;
  std::get<Tokenizer>(tokens_).encode(text, encoding, most + 1);
  EncodedText out{{}, {}, encoding.ids.size() > most, {}};
  if (out.cut) std::get<Tokenizer>(tokens_).encode(text, encoding, most);
  out.ids = encoding.ids;
  out.spans = encoding.spans;
  return out;
}

std::string Classifier::token(std::int32_t id) const {
  return std::visit([&](const auto& tokens) { return tokens.token(id); }, tokens_);
}

Tensor Classifier::features(Pass& pass, const TokenInput& input) const {
  return encode_tokens(encoder_, pass, input);
}

Classifier::Output Classifier::head(Pass& pass, Tensor features, Ragged items) const {
  const auto pooled = pooling_(pass, features, items);
  return {classifier_(pass, pooled.rows), pooled.weights};
}

}  // namespace heed
