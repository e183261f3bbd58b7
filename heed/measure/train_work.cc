// train PRECISION BATCH LENGTH: a step of MiniLM with attention pooling and a linear layer:
// forward, backward, AdamW, from random weights. Counted in texts. PRECISION is f32 or bf16.
#include <memory>

#include "heed/attention/pooling.h"
#include "heed/base/error.h"
#include "heed/base/random.h"
#include "heed/measure/work.h"
#include "heed/model/bert.h"
#include "heed/model/registry.h"
#include "heed/nn/optimizer.h"
#include "heed/tensor/ops/losses.h"

namespace heed::measure {
namespace {

struct State {
  State(const std::filesystem::path& folder, Precision precision)
      : pass(Pass::Mode::train, 0, precision),
        bert(parameters, read_bert_config(folder / "config.json")),
        score(parameters, "score", bert.config.width, 1),
        classes(parameters, "classes", bert.config.width, 4) {}

  void step() {
    pass.reset();
    parameters.zero_gradients();
    const Ragged items{offsets};
    const Tensor tokens = bert(pass, ids, items);
    const Tensor weights = item_softmax(pass, score(pass, tokens), items);
    const Tensor logits = classes(pass, weighted_pool(pass, weights, tokens, items));
    pass.backward(cross_entropy(pass, logits, labels));
    optimizer->step(1e-5f);
  }

  Pass pass;
  Parameters parameters;
  Bert bert;
  Linear score, classes;
  std::unique_ptr<Adam> optimizer;
  std::vector<std::int32_t> ids, offsets = {0}, labels;
};

}  // namespace

Work train_work(const std::vector<std::string>& arguments) {
  require(arguments.at(0) == "f32" || arguments.at(0) == "bf16", "PRECISION is f32 or bf16");
  const std::size_t batch = std::stoul(arguments.at(1)), length = std::stoul(arguments.at(2));
  auto state = std::make_shared<State>(model_folder("minilm"),
                                       arguments.at(0) == "f32" ? Precision::f32 : Precision::bf16);
  state->parameters.want_gradients();
  state->optimizer = std::make_unique<Adam>(state->parameters, Adam::Options{.decay = 0.01f});
  Random random(0);
  for (std::size_t i = 0; i < batch; ++i) {
    for (std::size_t t = 0; t < length; ++t) {
      state->ids.push_back(static_cast<std::int32_t>(1000 + random.below(29000)));
    }
    state->offsets.push_back(static_cast<std::int32_t>(state->ids.size()));
    state->labels.push_back(static_cast<std::int32_t>(random.below(4)));
  }
  return {static_cast<double>(batch), [state] { state->step(); }};
}

}  // namespace heed::measure
