#include "heed/model/classifier_config.h"

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "heed/base/json.h"

namespace heed {
namespace {

constexpr std::array<std::string_view, 6> kEncoders = {"cnn",  "lstm",   "transformer",
                                                       "bert", "static", "lexical"};

class Fields {
 public:
  Fields(const Json& object, const std::string& where) : object_(object), where_(where) {
    if (!object.is_object() || object.value("format", "") != "heed-classifier") {
      throw wrong("format", "this is not a classifier that heed wrote");
    }
  }

  std::string text(const char* field) const {
    const auto found = object_.find(field);
    if (found == object_.end() || !found->is_string()) throw wrong(field, "a string is missing");
    return found->get<std::string>();
  }

  double number(const char* field, double low, double high) const {
    const auto found = object_.find(field);
    const bool fits = found != object_.end() && found->is_number() && found->get<double>() >= low &&
                      found->get<double>() <= high;
    if (!fits) throw wrong(field, "a number is missing or out of range");
    return found->get<double>();
  }

  std::int64_t count(const char* field, double low, double high) const {
    return static_cast<std::int64_t>(number(field, low, high));
  }

  std::vector<std::string> labels() const {
    const auto found = object_.find("labels");
    std::vector<std::string> out;
    if (found != object_.end() && found->is_array()) {
      for (const auto& label : *found) {
        if (!label.is_string()) throw wrong("labels", "a label is not a string");
        out.push_back(label.get<std::string>());
      }
    }
    if (out.size() < 2) throw wrong("labels", "there are not two labels");
    return out;
  }

  bool truth(const char* field) const { return object_.value(field, false); }

  Error wrong(const char* field, std::string what) const {
    return Error(Failure::bad_input, std::move(what), where_ + ": " + field,
                 "train the classifier again");
  }

 private:
  const Json& object_;
  const std::string& where_;
};

EncoderKind encoder_kind(const Fields& fields) {
  const auto text = fields.text("encoder");
  for (std::size_t i = 0; i < kEncoders.size(); ++i) {
    if (text == kEncoders[i]) return static_cast<EncoderKind>(i);
  }
  throw fields.wrong("encoder", "there is no encoder " + text);
}

}  // namespace

std::string_view name(EncoderKind kind) {
  return kEncoders[static_cast<std::size_t>(kind)];
}

std::string to_json_text(const ClassifierConfig& config) {
  Json out = {{"format", "heed-classifier"},
              {"encoder", name(config.encoder)},
              {"pool", name(config.pool)},
              {"attention", name(config.attention)},
              {"labels", config.labels},
              {"max_tokens", config.max_tokens},
              {"dropout", config.dropout},
              {"frozen", config.frozen},
              {"temperature", config.temperature},
              {"vocabulary", config.vocabulary},
              {"width", config.width},
              {"hidden", config.hidden},
              {"heads", config.heads},
              {"layers", config.layers}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

ClassifierConfig parse_classifier_config(const std::string& json, const std::string& where) {
  const auto object = parse_json(json, where).take();
  const Fields fields(object, where);
  ClassifierConfig config;
  config.encoder = encoder_kind(fields);
  const auto pool = parse_pool_kind(fields.text("pool"));
  if (!pool) throw fields.wrong("pool", "there is no pooling " + fields.text("pool"));
  config.pool = *pool;
  const auto score = parse_pool_score(fields.text("attention"));
  if (!score) throw fields.wrong("attention", "there is no score " + fields.text("attention"));
  config.attention = *score;
  config.labels = fields.labels();
  config.max_tokens = fields.count("max_tokens", 1, 1e6);
  config.dropout = static_cast<float>(fields.number("dropout", 0, 0.999));
  config.frozen = fields.truth("frozen");
  config.temperature = fields.number("temperature", 1e-3, 1e3);
  config.vocabulary = fields.count("vocabulary", 0, 1e7);
  config.width = fields.count("width", 1, 1e5);
  config.hidden = fields.count("hidden", 1, 1e5);
  config.heads = fields.count("heads", 1, 1e3);
  config.layers = fields.count("layers", 1, 1e3);
  if (config.width % config.heads != 0) throw fields.wrong("heads", "heads do not divide width");
  return config;
}

}  // namespace heed
