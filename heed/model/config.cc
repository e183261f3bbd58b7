#include "heed/model/config.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "heed/base/error.h"
#include "heed/base/files.h"
#include "heed/base/json.h"

namespace heed {
namespace {

constexpr std::int64_t kMost = 1 << 24;

class Fields {
 public:
  Fields(const Json& json, const std::string& where) : json_(json), where_(where) {}

  // A whole number from `least` to 2^24; `otherwise` < 0: it must be there.
  std::int64_t size(const char* field, std::int64_t least, std::int64_t otherwise = -1) const {
    if (!has(field) && otherwise >= 0) return otherwise;
    if (!has(field)) fail(field, "is missing");
    const auto& value = json_[field];
    if (!value.is_number_integer() || value < least || value > kMost) {
      fail(field, "is not a whole number from " + std::to_string(least) + " to 16777216");
    }
    return value.get<std::int64_t>();
  }

  // A number in [0, 1].
  float fraction(const char* field, double otherwise) const {
    if (!has(field)) return static_cast<float>(otherwise);
    const auto& value = json_[field];
    if (!value.is_number() || !(value >= 0.0) || !(value <= 1.0)) {
      fail(field, "is not a number from 0 to 1");
    }
    return value.get<float>();
  }

  std::string text(const char* field, const char* otherwise) const {
    if (!has(field)) return otherwise;
    if (!json_[field].is_string()) fail(field, "is not a text");
    return json_[field].get<std::string>();
  }

  [[noreturn]] void fail(const char* field, const std::string& what) const {
    throw Error(Failure::bad_input, std::string(field) + " " + what, where_,
                "use the config.json of a BERT model");
  }

 private:
  bool has(const char* field) const { return json_.contains(field) && !json_[field].is_null(); }

  const Json& json_;
  const std::string& where_;
};

}  // namespace

BertConfig parse_bert_config(const std::string& text, const std::string& where) {
  const auto json = parse_json(text, where).take();
  const Fields fields(json, where);
  if (!json.is_object()) fields.fail("the document", "is not an object");
  if (fields.text("model_type", "bert") != "bert") {
    fields.fail("model_type", "is " + fields.text("model_type", "") + ", and heed reads bert");
  }
  if (fields.text("position_embedding_type", "absolute") != "absolute") {
    fields.fail("position_embedding_type", "is not absolute");
  }
  BertConfig config;
  config.vocab_size = fields.size("vocab_size", 1);
  config.width = fields.size("hidden_size", 1);
  config.layers = fields.size("num_hidden_layers", 0);
  config.heads = fields.size("num_attention_heads", 1);
  config.intermediate = fields.size("intermediate_size", 1);
  config.max_positions = fields.size("max_position_embeddings", 3, 512);
  config.token_types = fields.size("type_vocab_size", 1, 2);
  config.pad_token = fields.size("pad_token_id", 0, 0);
  config.layer_norm_eps = fields.fraction("layer_norm_eps", 1e-12);
  config.hidden_dropout = fields.fraction("hidden_dropout_prob", 0.1);
  config.attention_dropout = fields.fraction("attention_probs_dropout_prob", 0.1);
  if (config.width % config.heads != 0) {
    fields.fail("num_attention_heads", "does not divide hidden_size");
  }
  const auto act = fields.text("hidden_act", "gelu");
  if (act == "gelu") {
    config.hidden_act = HiddenAct::gelu;
  } else if (act == "gelu_new" || act == "gelu_pytorch_tanh") {
    config.hidden_act = HiddenAct::gelu_tanh;
  } else if (act == "relu") {
    config.hidden_act = HiddenAct::relu;
  } else {
    fields.fail("hidden_act", "is " + act + ", not gelu, gelu_new, gelu_pytorch_tanh or relu");
  }
  return config;
}

BertConfig read_bert_config(const std::filesystem::path& path) {
  return parse_bert_config(read_file(path, 1 << 20), path.string());
}

std::string to_config_json(const BertConfig& config) {
  static constexpr const char* kActs[] = {"gelu", "gelu_new", "relu"};
  const Json json = {{"architectures", {"BertModel"}},
                     {"model_type", "bert"},
                     {"vocab_size", config.vocab_size},
                     {"hidden_size", config.width},
                     {"num_hidden_layers", config.layers},
                     {"num_attention_heads", config.heads},
                     {"intermediate_size", config.intermediate},
                     {"max_position_embeddings", config.max_positions},
                     {"type_vocab_size", config.token_types},
                     {"pad_token_id", config.pad_token},
                     {"hidden_act", kActs[static_cast<int>(config.hidden_act)]},
                     {"layer_norm_eps", config.layer_norm_eps},
                     {"hidden_dropout_prob", config.hidden_dropout},
                     {"attention_probs_dropout_prob", config.attention_dropout},
                     {"position_embedding_type", "absolute"}};
  return json.dump(2) + "\n";
}

}  // namespace heed
