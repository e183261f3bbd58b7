#include "heed/model/registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "heed/base/error.h"
#include "heed/base/files.h"
#include "heed/model/config.h"
#include "heed/model/encoder.h"
#include "heed/model/safetensors.h"

namespace heed {
namespace {

using testing::HasSubstr;

class RegistryTest : public testing::Test {
 protected:
  void SetUp() override { ::setenv("HEED_MODELS", (folder_.path() / "models").c_str(), 1); }
  void TearDown() override { ::unsetenv("HEED_MODELS"); }

  // A folder that has the parts of a BERT, with two weights.
  std::filesystem::path make_model(const std::string& name, std::vector<float> values = {1, 2}) {
    const auto model = folder_.path() / name;
    std::filesystem::create_directories(model);
    BertConfig config;
    config.vocab_size = 5;
    config.width = 8;
    config.layers = 1;
    config.heads = 2;
    config.intermediate = 16;
    write_file(model / "config.json", to_config_json(config));
    write_file(model / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n");
    const std::vector<TensorToStore> tensors = {{"a", {2}, values}};
    write_safetensors(model / "model.safetensors", tensors);
    return model;
  }

  TemporaryFolder folder_;
};

TEST_F(RegistryTest, FindsModelsByNameAndByFolder) {
  const auto model = make_model("models/tiny");
  EXPECT_EQ(model_folder("tiny"), model);
  EXPECT_EQ(model_folder(model.string()), model);
  for (const auto* none : {"other", "./tiny", "models/tiny"}) {
    try {
      model_folder(none);
      ADD_FAILURE() << none;
    } catch (const Error& error) {
      EXPECT_EQ(error.failure, Failure::not_found);
    }
  }
}

TEST_F(RegistryTest, RefusesAnEmptyName) {
  try {
    model_folder("");
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.failure, Failure::usage);
  }
}

TEST_F(RegistryTest, LooksWhereTheEnvironmentSays) {
  EXPECT_EQ(models_folder(), folder_.path() / "models");
  ::unsetenv("HEED_MODELS");
  ::setenv("XDG_DATA_HOME", "/data", 1);
  EXPECT_EQ(models_folder(), "/data/heed/models");
  ::unsetenv("XDG_DATA_HOME");
  EXPECT_THAT(models_folder().string(), HasSubstr("/.local/share/heed/models"));
}

TEST_F(RegistryTest, ListsLexicalFirstAndSaysWhatIsDamaged) {
  make_model("models/tiny");
  make_model("models/broken");
  std::ofstream(folder_.path() / "models/broken/model.safetensors") << "short";
  const auto models = list_models();
  ASSERT_EQ(models.size(), 3u);
  EXPECT_EQ(models[0].name, "lexical");
  EXPECT_EQ(models[1].name, "broken");
  EXPECT_THAT(models[1].problem, HasSubstr("model.safetensors"));
  EXPECT_EQ(models[2].kind, "bert");
  EXPECT_EQ(models[2].width, 8);
  EXPECT_EQ(models[2].parameters, 2);
  EXPECT_EQ(models[2].problem, "");
}

TEST_F(RegistryTest, AddsWholeModelsOnly) {
  const auto source = make_model("elsewhere/tiny");
  const auto added = add_model(source);
  EXPECT_EQ(added.name, "tiny");
  EXPECT_EQ(model_fingerprint(model_folder("tiny")), model_fingerprint(source));
  EXPECT_THROW(add_model(source), Error) << "the name is taken";
  EXPECT_EQ(add_model(source, "second").name, "second");

  const auto nan = make_model("elsewhere/nan", {1, std::nanf("")});
  EXPECT_THROW(add_model(nan), Error);
  for (const auto* name : {"lexical", ".hidden", "a/b"})
    EXPECT_THROW(add_model(source, name), Error);
  int folders = 0;
  for (const auto& entry : std::filesystem::directory_iterator(models_folder())) {
    folders += entry.exists() ? 1 : 0;
  }
  EXPECT_EQ(folders, 2) << "nothing half done is left behind";
}

TEST_F(RegistryTest, FingerprintsFollowTheBytes) {
  const auto a = make_model("a"), b = make_model("b"), c = make_model("c", {1, 2.0000002f});
  EXPECT_EQ(model_fingerprint(a), model_fingerprint(b));
  EXPECT_NE(model_fingerprint(a), model_fingerprint(c));
}

TEST_F(RegistryTest, OpensTheLexicalEncoder) {
  const auto encoder = open_encoder("lexical");
  EXPECT_EQ(encoder.name(), "lexical");
  const std::string_view texts[] = {"a feed", "another feed"};
  const auto vectors = encoder.encode(texts);
  EXPECT_EQ(vectors.values.size(), 2 * encoder.width());
  EXPECT_THROW(open_encoder("nothing"), Error);
}

TEST(BertConfigTest, ReadsWhatItWrites) {
  BertConfig config;
  config.vocab_size = 100;
  config.width = 12;
  config.layers = 3;
  config.heads = 4;
  config.intermediate = 7;
  config.max_positions = 33;
  config.hidden_act = HiddenAct::gelu_tanh;
  config.layer_norm_eps = 1e-5f;
  EXPECT_EQ(to_config_json(parse_bert_config(to_config_json(config), "x")), to_config_json(config));
}

TEST(BertConfigTest, NamesTheFieldThatIsWrong) {
  const auto refusal = [](const std::string& json) -> std::string {
    try {
      parse_bert_config(json, "config.json");
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  };
  const std::string sizes =
      R"("vocab_size":9,"hidden_size":8,"num_hidden_layers":1,"intermediate_size":4,)";
  EXPECT_EQ(refusal("{" + sizes + R"("num_attention_heads":2})"), "");
  EXPECT_THAT(refusal("{" + sizes + R"("num_attention_heads":3})"), HasSubstr("does not divide"));
  EXPECT_THAT(refusal("{" + sizes + R"("num_attention_heads":"2"})"),
              HasSubstr("num_attention_heads"));
  EXPECT_THAT(refusal("{" + sizes + R"("num_attention_heads":2,"hidden_act":"swish"})"),
              HasSubstr("hidden_act"));
  EXPECT_THAT(refusal("{" + sizes + R"("num_attention_heads":2,"model_type":"gpt2"})"),
              HasSubstr("model_type"));
  EXPECT_THAT(refusal("{" + sizes + R"("num_attention_heads":2,"layer_norm_eps":-1})"),
              HasSubstr("layer_norm_eps"));
  EXPECT_THAT(refusal("{}"), HasSubstr("vocab_size is missing"));
  EXPECT_THAT(refusal("[]"), HasSubstr("not an object"));
  EXPECT_THAT(refusal("{"), HasSubstr("config.json, line 1"));
}

}  // namespace
}  // namespace heed
