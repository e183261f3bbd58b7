// Classifiers against PyTorch: tools/golden_classifiers.py made testdata/classifiers.json.
#include "heed/model/classifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "heed/base/files.h"
#include "heed/base/json.h"
#include "heed/model/lexical.h"
#include "heed/model/static.h"
#include "heed/nn/optimizer.h"
#include "heed/tensor/ops/losses.h"

namespace heed {
namespace {

using testing::HasSubstr;

const std::filesystem::path kData = HEED_SOURCE_DIR "/heed/model/testdata";

WordVocabulary words(int count) {
  std::string text = "[CLS]\n[UNK]\n";
  for (int i = 2; i < count; ++i) text += "w" + std::to_string(i) + "\n";
  return WordVocabulary::parse(text, "words").take();
}

ClassifierConfig small(EncoderKind kind) {
  ClassifierConfig config;
  config.encoder = kind;
  config.labels = {"a", "b", "c"};
  config.width = 4;
  config.hidden = kind == EncoderKind::cnn ? 2 : 3;
  config.heads = 2;
  config.layers = 2;
  config.max_tokens = 6;
  if (kind == EncoderKind::lstm) config.attention = PoolScore::additive;
  return config;
}

class ClassifierOf : public testing::TestWithParam<EncoderKind> {
 protected:
  ClassifierOf() {
    for (const auto& item : golden_["items"]) {
      for (const auto& id : item) ids_.push_back(id.get<std::int32_t>());
      offsets_.push_back(static_cast<std::int32_t>(ids_.size()));
    }
    labels_ = golden_["labels"].get<std::vector<std::int32_t>>();
    for (auto& parameter : classifier_.parameters()) {
      const auto values = one_["values"].at(parameter.name).get<std::vector<float>>();
      std::copy(values.begin(), values.end(), parameter.tensor.data);
    }
    classifier_.parameters().want_gradients();
  }

  float loss_and_gradients() {
    pass_.reset();
    classifier_.parameters().zero_gradients();
    const Tensor loss =
        cross_entropy(pass_, classifier_(pass_, {ids_, {offsets_}}).logits, labels_);
    pass_.backward(loss);
    return loss.data[0];
  }

  void expect_near(const Parameter& parameter, std::span<const float> values, const char* field,
                   float tolerance) {
    const auto expected = one_[field].at(parameter.name).get<std::vector<float>>();
    ASSERT_EQ(values.size(), expected.size()) << parameter.name;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      EXPECT_NEAR(values[i], expected[i], tolerance) << field << " " << parameter.name << " " << i;
    }
  }

  Json golden_ = parse_json(read_file(kData / "classifiers.json"), "classifiers.json").take();
  Json one_ = golden_[std::string(name(GetParam()))];
  Classifier classifier_{small(GetParam()), words(golden_["vocabulary"]), 1};
  std::vector<std::int32_t> ids_, offsets_{0}, labels_;
  Pass pass_{Pass::Mode::train};
};

TEST_P(ClassifierOf, HasPyTorchsLossAndEveryGradient) {
  EXPECT_EQ(one_["values"].size(), classifier_.parameters().size());
  EXPECT_NEAR(loss_and_gradients(), one_["loss"].get<float>(), 1e-5);
  for (const auto& p : classifier_.parameters()) {
    expect_near(p, p.tensor.gradient(), "gradients", 1e-5f);
  }
}

TEST_P(ClassifierOf, HasPyTorchsParametersAfterTenSteps) {
  Adam::Options options;
  options.decay = 0.01f;
  Adam adam(classifier_.parameters(), options);
  for (int step = 0; step < 10; ++step) {
    loss_and_gradients();
    classifier_.parameters().clip_gradients(1);
    adam.step(golden_["rate"].get<float>());
  }
  for (const auto& p : classifier_.parameters()) {
    if (p.name == "pooling.query.bias") continue;
    // Biases of keys and of scores shift all logits of a softmax alike: their gradient is nothing
    // but rounding, which Adam scales up to whole steps.
    const bool has_keys = p.name.ends_with("in_proj.bias");
    const auto values = p.tensor.values();
    const auto expected = one_["after"].at(p.name).get<std::vector<float>>();
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (has_keys && i / 4 == 1) continue;
      EXPECT_NEAR(values[i], expected[i], 1e-4) << p.name << " " << i;
    }
  }
}

TEST_P(ClassifierOf, ReadsWhatItWrote) {
  const TemporaryFolder folder;
  classifier_.set_temperature(1.5);
  classifier_.save(folder.path());
  const auto again = Classifier::load(folder.path());
  EXPECT_EQ(again.config(), classifier_.config());
  EXPECT_EQ(again.encode("w3 w4").ids, classifier_.encode("w3 w4").ids);
  EXPECT_EQ(again.token(3), "w3");
  Pass a(Pass::Mode::infer), b(Pass::Mode::infer);
  const auto x = classifier_(a, {ids_, {offsets_}}).logits, y = again(b, {ids_, {offsets_}}).logits;
  for (std::int64_t i = 0; i < x.count(); ++i) EXPECT_EQ(x.data[i], y.data[i]);
}

INSTANTIATE_TEST_SUITE_P(Encoder, ClassifierOf,
                         testing::Values(EncoderKind::cnn, EncoderKind::lstm,
                                         EncoderKind::transformer),
                         [](const auto& which) { return std::string(name(which.param)); });

// A BERT folder with a vocabulary of its own; the weights are tiny_bert's.
void make_bert(const std::filesystem::path& folder) {
  const auto config = read_bert_config(kData / "tiny_bert/config.json");
  std::string vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";
  for (std::int64_t i = 5; i < config.vocab_size; ++i) {
    vocabulary += "w" + std::to_string(i) + "\n";
  }
  write_file(folder / "vocab.txt", vocabulary);
  for (const auto* file : {"config.json", "model.safetensors"}) {
    std::filesystem::copy_file(kData / "tiny_bert" / file, folder / file);
  }
}

TEST(ClassifierOnBert, IsCompleteByItself) {
  TemporaryFolder folder;
  const auto base = folder.path() / "base", out = folder.path() / "out";
  std::filesystem::create_directory(base);
  make_bert(base);
  ClassifierConfig config;
  config.labels = {"a", "b"};
  config.dropout = -1;
  const Classifier classifier(config, base, 3);
  EXPECT_EQ(classifier.config().encoder, EncoderKind::bert);
  EXPECT_EQ(classifier.config().max_tokens, read_bert_config(base / "config.json").max_positions);
  const auto text = classifier.encode("W6 w5");
  classifier.save(out);
  std::filesystem::remove_all(base);

  const auto again = Classifier::load(out);
  EXPECT_EQ(again.encode("W6 w5").ids, text.ids);
  EXPECT_EQ(again.token(text.ids[1]), "w6");
  const std::vector<std::int32_t> offsets = {0, static_cast<std::int32_t>(text.ids.size())};
  Pass a(Pass::Mode::infer), b(Pass::Mode::infer);
  const auto x = classifier(a, {text.ids, {offsets}}).logits;
  const auto y = again(b, {text.ids, {offsets}}).logits;
  for (std::int64_t i = 0; i < x.count(); ++i) EXPECT_EQ(x.data[i], y.data[i]);
  // It is also an encoder's folder: its weights carry BertModel's names.
  EXPECT_NE(Safetensors(out / "model.safetensors").find("embeddings.word_embeddings.weight"),
            nullptr);
  EXPECT_EQ(read_bert_config(out / "config.json").layers, again.config().layers);
}

TEST(ClassifierOnStatic, TakesTheTableAndIsCompleteByItself) {
  TemporaryFolder folder;
  const auto base = folder.path() / "base", table = folder.path() / "table",
             out = folder.path() / "out";
  std::filesystem::create_directory(base);
  make_bert(base);
  distill(base, table, {4}, [](double) {});
  ClassifierConfig config;
  config.labels = {"a", "b"};
  config.dropout = -1;
  const Classifier classifier(config, table, 3);
  EXPECT_EQ(classifier.config().encoder, EncoderKind::fixed);
  EXPECT_EQ(classifier.feature_width(), 4);
  const auto text = classifier.encode("w6 w5");
  const std::vector<std::int32_t> offsets = {0, static_cast<std::int32_t>(text.ids.size())};
  Pass a(Pass::Mode::infer), b(Pass::Mode::infer);
  const auto rows = classifier.features(a, {text.ids, {offsets}});
  const auto stored =
      Safetensors(table / "model.safetensors")
          .read("embeddings", std::vector{classifier.config().vocabulary, std::int64_t{4}});
  EXPECT_EQ(rows.row(1)[2], stored[text.ids[1] * 4 + 2]);
  classifier.save(out);
  std::filesystem::remove_all(table);
  const auto again = Classifier::load(out);
  const auto x = classifier(a, {text.ids, {offsets}}).logits;
  const auto y = again(b, {text.ids, {offsets}}).logits;
  for (std::int64_t i = 0; i < x.count(); ++i) EXPECT_EQ(x.data[i], y.data[i]);
}

TEST(ClassifierOnLexical, ReadsWordsThatItNeverSaw) {
  ClassifierConfig config = small(EncoderKind::lexical);
  config.max_tokens = 20;
  const Classifier classifier(config, words(2), 1);
  const auto text = classifier.encode("unseen 北京");
  EXPECT_THAT(text.words, testing::ElementsAre("", "unseen", "北京", "京"));
  const std::vector<std::string_view> views(text.words.begin(), text.words.end());
  const std::vector<std::int32_t> offsets = {0, 4};
  Pass pass(Pass::Mode::infer);
  const auto rows = classifier.features(pass, {text.ids, {offsets}, views});
  std::vector<float> expected(LexicalEncoder::kWidth);
  const std::string_view word = "unseen";
  LexicalEncoder().encode({&word, 1}, expected);
  EXPECT_TRUE(std::equal(expected.begin(), expected.end(), rows.row(1)));
  EXPECT_TRUE(std::all_of(rows.row(0), rows.row(1), [](float f) { return f == 0; }));
}

TEST(ClassifierFolder, RefusesWhatIsNone) {
  const TemporaryFolder folder;
  EXPECT_THROW(Classifier::load(folder.path()), Error);
  Classifier(small(EncoderKind::cnn), words(10), 1).save(folder.path());
  write_file(folder.path() / "classifier.json",
             to_json_text(small(EncoderKind::lstm)));  // another architecture's weights
  EXPECT_THROW(Classifier::load(folder.path()), Error);
  write_file(folder.path() / "classifier.json", "{}");
  try {
    Classifier::load(folder.path());
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("classifier.json: format"));
  }
}

TEST(ClassifierConfig, IsReadBackAsItWas) {
  auto config = small(EncoderKind::transformer);
  config.pool = PoolKind::max;
  config.temperature = 1.25;
  config.vocabulary = 77;
  config.frozen = true;
  EXPECT_EQ(parse_classifier_config(to_json_text(config), "f"), config);
  config.labels = {"one"};
  EXPECT_THROW(parse_classifier_config(to_json_text(config), "f"), Error);
}

}  // namespace
}  // namespace heed
