// A small random BERT against PyTorch: tools/golden_bert.py made testdata/tiny_bert.
#include "heed/model/bert.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "heed/base/files.h"
#include "heed/base/json.h"
#include "heed/base/threads.h"
#include "heed/model/weights.h"
#include "heed/nn/optimizer.h"

namespace heed {
namespace {

const std::filesystem::path kFolder = HEED_SOURCE_DIR "/heed/model/testdata/tiny_bert";

struct Golden {
  Json json = parse_json(read_file(kFolder / "golden.json"), "golden.json").take();
  std::vector<std::int32_t> ids;
  std::vector<std::int32_t> offsets{0};

  Golden() {
    for (const auto& item : json["items"]) {
      for (const auto& id : item) ids.push_back(id.get<std::int32_t>());
      offsets.push_back(static_cast<std::int32_t>(ids.size()));
    }
  }
};

BertConfig tiny(HiddenAct act) {
  auto config = read_bert_config(kFolder / "config.json");
  config.hidden_act = act;
  config.hidden_dropout = config.attention_dropout = 0;  // as PyTorch's model in eval mode
  return config;
}

TEST(Bert, GivesPyTorchsHiddenStates) {
  const Golden golden;
  const Safetensors file(kFolder / "model.safetensors");
  for (const auto& [name, act] :
       {std::pair{"gelu", HiddenAct::gelu}, std::pair{"gelu_new", HiddenAct::gelu_tanh},
        std::pair{"relu", HiddenAct::relu}}) {
    Parameters parameters;
    const Bert bert(parameters, tiny(act));
    load_weights(parameters, file);
    Pass pass(Pass::Mode::infer);
    const Tensor hidden = bert(pass, golden.ids, {golden.offsets});
    const auto expected = golden.json["hidden"][name].get<std::vector<float>>();
    ASSERT_EQ(hidden.count(), static_cast<std::int64_t>(expected.size()));
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ASSERT_NEAR(hidden.data[i], expected[i], 2e-5) << name << " at " << i;
    }
  }
}

TEST(Bert, GivesPyTorchsGradients) {
  const Golden golden;
  const Safetensors file(kFolder / "model.safetensors"), slopes(kFolder / "gradients.safetensors");
  Parameters parameters;
  const Bert bert(parameters, tiny(HiddenAct::gelu));
  load_weights(parameters, file);
  parameters.want_gradients();
  Pass pass(Pass::Mode::train);
  const Tensor hidden = bert(pass, golden.ids, {golden.offsets});
  const Tensor loss = pass.make({1});
  loss.data[0] = 0;
  for (std::int64_t i = 0; i < hidden.count(); ++i) {
    loss.data[0] += hidden.data[i] * std::cos(static_cast<float>(i));
  }
  pass.on_backward([=] {
    for (std::int64_t i = 0; i < hidden.count(); ++i) {
      hidden.grad[i] += std::cos(static_cast<float>(i));
    }
  });
  pass.backward(loss);
  EXPECT_NEAR(loss.data[0], golden.json["loss"].get<float>(), 1e-4);
  for (const auto& parameter : parameters) {
    const auto* stored = slopes.find(parameter.name);
    ASSERT_NE(stored, nullptr) << parameter.name;
    const auto expected = slopes.read(*stored);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ASSERT_NEAR(parameter.tensor.grad[i], expected[i],
                  1e-4 * std::max(1.0f, std::abs(expected[i])))
          << parameter.name << " at " << i;
    }
  }
}

TEST(Bert, LearnsWithDropoutTheSameForAnyNumberOfThreads) {
  const Golden golden;
  const auto train = [&](int count) {
    set_threads(count);
    Parameters parameters(5);
    auto config = tiny(HiddenAct::gelu);
    config.hidden_dropout = config.attention_dropout = 0.2f;
    const Bert bert(parameters, config);
    parameters.want_gradients();
    Adam adam(parameters);
    Pass pass(Pass::Mode::train);
    for (std::uint64_t step = 0; step < 3; ++step) {
      pass.reset(step);
      parameters.zero_gradients();
      const Tensor hidden = bert(pass, golden.ids, {golden.offsets});
      pass.on_backward([=] { std::copy_n(hidden.data, hidden.count(), hidden.grad); });
      pass.backward(pass.make({1}));
      adam.step(1e-2f);
    }
    const auto values = bert.layers[0].query.weight->tensor.values();
    return std::vector<float>(values.begin(), values.end());
  };
  const auto one = train(1), two = train(2);
  EXPECT_EQ(one, two);
}

TEST(Bert, OfAnySizeHasTheParametersThatItShould) {
  BertConfig config;
  config.vocab_size = 30522;
  config.width = 384;
  config.layers = 6;
  config.heads = 12;
  config.intermediate = 1536;
  Parameters parameters;
  const Bert bert(parameters, config);
  EXPECT_EQ(parameters.count(), 22565376);  // PyTorch's count for MiniLM-L6 without its pooler
}

TEST(Weights, SavedAndLoadedAreTheSame) {
  const TemporaryFolder folder;
  Parameters first(1), second(2);
  const Bert a(first, tiny(HiddenAct::gelu)), b(second, tiny(HiddenAct::gelu));
  save_weights(first, folder.path() / "model.safetensors");
  const Safetensors file(folder.path() / "model.safetensors");
  load_weights(second, file);
  for (const auto& parameter : first) {
    const auto* other = second.find(parameter.name);
    ASSERT_TRUE(std::equal(parameter.tensor.values().begin(), parameter.tensor.values().end(),
                           other->tensor.data));
  }
}

TEST(Weights, OfAnotherModelAreRefused) {
  const Safetensors file(kFolder / "model.safetensors");
  auto wider = tiny(HiddenAct::gelu), deeper = tiny(HiddenAct::gelu);
  wider.intermediate = 41;
  deeper.layers = 3;
  for (const auto& config : {wider, deeper}) {
    Parameters parameters;
    const Bert bert(parameters, config);
    EXPECT_THROW(load_weights(parameters, file), Error);
  }
}

}  // namespace
}  // namespace heed
