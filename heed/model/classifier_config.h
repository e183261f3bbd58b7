// What a classifier is made of, as its folder's classifier.json keeps it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "heed/model/token_pooling.h"

namespace heed {

enum class EncoderKind { cnn, lstm, transformer, bert, fixed, lexical };

std::string_view name(EncoderKind kind);  // "cnn", …, "bert", "static", "lexical"

struct ClassifierConfig {
  EncoderKind encoder = EncoderKind::cnn;
  PoolKind pool = PoolKind::attention;
  PoolScore attention = PoolScore::dot;
  std::vector<std::string> labels;  // at least two
  std::int64_t max_tokens = 512;    // of a text, the class token included; longer texts are cut
  float dropout = 0;                // in training
  bool frozen = false;              // the encoder's weights stayed as they were
  double temperature = 1;           // of the probabilities
  // Of encoders trained from scratch.
  std::int64_t vocabulary = 0, width = 128, hidden = 128, heads = 4, layers = 2;

  bool operator==(const ClassifierConfig&) const = default;
};

std::string to_json_text(const ClassifierConfig& config);

// Throws Error, naming the field, where one is missing or out of range.
ClassifierConfig parse_classifier_config(const std::string& json, const std::string& where);

}  // namespace heed
