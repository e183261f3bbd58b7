// The reference classifier: an encoder, pooling over the tokens of each text, one linear layer.
//
//   text → tokens → encoder [tokens, width] → pooling [texts, width] → linear [texts, classes]
//
// Its folder is complete by itself: classifier.json (what it is), model.safetensors (weights) and
// vocabulary.txt (tokens); on a BERT encoder config.json and the tokenizer's files instead, so that
// the folder opens in Hugging Face's transformers. Const in use: threads may share it, each with
// its own Pass.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "heed/model/classifier_config.h"
#include "heed/model/safetensors.h"
#include "heed/model/token_encoder.h"
#include "heed/model/word_vocabulary.h"
#include "heed/nn/parameters.h"

namespace heed {

class Classifier {
 public:
  // To be trained from scratch, or lexical; `seed` draws the first weights. The config's
  // `vocabulary` is set from the one given.
  Classifier(ClassifierConfig config, WordVocabulary vocabulary, std::uint64_t seed);

  // On the BERT or static encoder in `folder`, with its weights; `seed` draws those of the head. A
  // dropout below 0 in the config stands for the encoder's own. Throws not_found or bad_input.
  Classifier(ClassifierConfig config, const std::filesystem::path& folder, std::uint64_t seed);

  // Throws Error: not_found, or bad_input where the folder holds something else.
  static Classifier load(const std::filesystem::path& folder);

  // Writes the folder, making it where there is none; each file is written whole or not at all.
  void save(const std::filesystem::path& folder) const;

  const ClassifierConfig& config() const { return config_; }
  const std::filesystem::path& encoder_folder() const { return folder_; }  // empty: from scratch
  std::size_t classes() const { return config_.labels.size(); }
  void set_temperature(double temperature) { config_.temperature = temperature; }
  void freeze_encoder();  // training leaves its weights as they are
  Parameters& parameters() { return *parameters_; }
  const Parameters& parameters() const { return *parameters_; }

  // Cut at the config's max_tokens; never without a token.
  EncodedText encode(std::string_view text) const;
  std::string token(std::int32_t id) const;

  std::int64_t feature_width() const { return width_of(encoder_); }

  struct Output {
    Tensor logits;   // [texts, classes]
    Tensor weights;  // [tokens]: the pooling's, which add up to 1 in each text
  };

  Tensor features(Pass& pass, const TokenInput& input) const;
  Output head(Pass& pass, Tensor features, Ragged items) const;
  Output operator()(Pass& pass, const TokenInput& input) const {
    return head(pass, features(pass, input), input.items);
  }

 private:
  using Tokens = std::variant<WordVocabulary, Tokenizer>;

  // Without weights. `bert` is null for encoders that are trained from scratch.
  Classifier(ClassifierConfig config, Tokens tokens, const BertConfig* bert,
             std::filesystem::path folder, std::unique_ptr<Safetensors> encoder_weights,
             std::uint64_t seed);

  // On the files of a BERT or static encoder; without `weights` they are to be loaded later.
  static Classifier on_folder(ClassifierConfig config, const std::filesystem::path& folder,
                              std::unique_ptr<Safetensors> weights, std::uint64_t seed);

  ClassifierConfig config_;
  Tokens tokens_;
  std::filesystem::path folder_;       // of the encoder's own files
  std::unique_ptr<Safetensors> file_;  // the weights lie in it until they are trained
  std::unique_ptr<Parameters> parameters_;
  TokenEncoder encoder_;
  TokenPooling pooling_;
  Linear classifier_;
};

}  // namespace heed
