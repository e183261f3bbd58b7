// A BERT encoder's sizes, as Hugging Face's config.json gives them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace heed {

enum class HiddenAct { gelu, gelu_tanh, relu };  // gelu by erf; gelu_new, gelu_pytorch_tanh: tanh

struct BertConfig {
  std::int64_t vocab_size = 0;
  std::int64_t width = 0;         // hidden_size
  std::int64_t layers = 0;        // num_hidden_layers
  std::int64_t heads = 0;         // num_attention_heads; divides width
  std::int64_t intermediate = 0;  // intermediate_size
  std::int64_t max_positions = 512;
  std::int64_t token_types = 2;
  std::int64_t pad_token = 0;
  HiddenAct hidden_act = HiddenAct::gelu;
  float layer_norm_eps = 1e-12f;
  float hidden_dropout = 0.1f;     // in training
  float attention_dropout = 0.1f;  // in training
};

// Throws Error, naming the field, where one is missing, of the wrong type or out of range, and
// where the model is of another family or has positions other than absolute.
BertConfig read_bert_config(const std::filesystem::path& path);
BertConfig parse_bert_config(const std::string& json, const std::string& where);

// The text of a config.json that transformers' BertModel opens.
std::string to_config_json(const BertConfig& config);

}  // namespace heed
