// The examples of docs/api, one function each. Every page quotes its lines from here.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string_view>
#include <vector>

#include "heed/attention/multi_head.h"
#include "heed/attention/scores.h"
#include "heed/attention/weights.h"
#include "heed/base/random.h"
#include "heed/model/encoder.h"
#include "heed/nn/layers.h"
#include "heed/nn/optimizer.h"
#include "heed/tensor/ops/losses.h"
#include "heed/text/tokenizer.h"
#include "heed/train/dataset.h"
#include "heed/train/metrics.h"

namespace {

bool near(double a, double b) {
  return std::abs(a - b) < 1e-5;
}

bool tensors() {
  heed::Pass pass(heed::Pass::Mode::train);
  const heed::Tensor x = pass.make({3, 2});  // three rows of two numbers, and their gradient
  std::fill_n(x.data, x.count(), 1.0f);
  const std::vector<std::int32_t> labels = {0, 1, 1};
  const heed::Tensor loss = heed::cross_entropy(pass, x, labels);
  pass.backward(loss);  // x.grad: (softmax − target) / 3
  return near(loss.data[0], std::log(2.0)) && near(x.grad[0], -0.5 / 3) && near(x.grad[1], 0.5 / 3);
}

heed::Tensor some(heed::Pass& pass, heed::Shape shape) {
  heed::Random random(1);
  const heed::Tensor x = pass.make(shape);
  for (float& value : x.values()) value = static_cast<float>(random.normal());
  return x;
}

bool fused_attention() {
  heed::Pass pass(heed::Pass::Mode::infer);
  const heed::Tensor qkv = some(pass, {5, 24});
  const std::vector<std::int32_t> offsets = {0, 3, 5};  // two items: three tokens, two tokens
  const heed::Ragged items{offsets};
  heed::MultiHead options;
  options.heads = 2;
  options.causal = true;
  const heed::Tensor y = heed::self_attention(pass, qkv, items, options);  // [5, 3·8] → [5, 8]
  // The first token of an item sees itself alone: its output is its value.
  return y.rows() == 5 && y.cols() == 8 && near(y.data[0], qkv.data[16]);
}

bool attention_in_steps() {
  heed::Pass pass(heed::Pass::Mode::infer);
  const heed::Tensor q = some(pass, {5, 4}), k = some(pass, {5, 4}), v = some(pass, {5, 2});
  const std::vector<std::int32_t> offsets = {0, 3, 5};
  const heed::Ragged items{offsets};
  const heed::Grid grid = heed::make_grid(pass, items, items);
  const heed::Tensor logits = heed::cosine_scores(pass, q, k, 0.1f, grid);
  const heed::Tensor weights = heed::attention_weights(pass, logits, grid);
  const heed::Tensor output = heed::weighted_values(pass, weights, v, grid);
  return near(weights.data[0] + weights.data[1] + weights.data[2], 1) && output.rows() == 5;
}

bool learning() {
  heed::Pass pass(heed::Pass::Mode::train);
  std::vector<float> values = {0, 0, 0, 1, 1, 0, 1, 1};
  const heed::Tensor xor_inputs{{4, 2}, values.data(), nullptr};
  const std::vector<std::int32_t> xor_labels = {0, 1, 1, 0};
  double last = 0;
  heed::Parameters parameters(/*seed=*/1);
  const heed::Linear first(parameters, "first", 2, 16);
  const heed::Linear second(parameters, "second", 16, 2);
  parameters.want_gradients();
  heed::Adam adam(parameters);
  for (int step = 0; step < 200; ++step) {
    pass.reset();
    parameters.zero_gradients();
    const heed::Tensor hidden = first(pass, xor_inputs, heed::Activation::tanh);
    const heed::Tensor loss = heed::cross_entropy(pass, second(pass, hidden), xor_labels);
    pass.backward(loss);
    adam.step(0.05f);
    last = loss.data[0];  // below 0.01 in the end: the network has learned XOR
  }
  return last < 0.01;
}

bool tokens() {
  const heed::Tokenizer tokenizer(heed::parse_vocabulary(
      "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\npage\n##s\nend\n", /*lowercase=*/true, "example"));
  heed::Encoding encoding;
  tokenizer.encode("The pages end", encoding);  // ids 2 4 5 6 7 3, spans in bytes of the text
  return encoding.ids == std::vector<std::int32_t>{2, 4, 5, 6, 7, 3} &&
         encoding.spans[4].begin == 10;
}

bool encoders() {
  const heed::TextEncoder encoder = heed::open_encoder("lexical");       // or "minilm", or a folder
  const std::vector<float> phrase = encoder.encode("battery research");  // length 1
  double length = 0;
  for (const float x : phrase) length += double{x} * x;
  return near(length, 1);
}

bool data_sets() {
  const auto data = heed::parse_dataset("label,text\nyes,good\nno,bad\nyes,fine\nno,poor\n",
                                        heed::DataFormat::csv, "example")
                        .take();
  const auto labels = heed::label_names(data);
  const auto truth = heed::label_ids(data, labels).take();
  const heed::Metrics metrics = heed::measure(truth, truth, labels.size());  // accuracy 1
  return near(metrics.accuracy, 1) && labels.size() == 2;
}

}  // namespace

int main() {
  struct Example {
    const char* page;
    bool (*run)();
  };
  bool all = true;
  for (const auto& [page, run] :
       {Example{"tensor", tensors}, Example{"attention, fused", fused_attention},
        Example{"attention, in steps", attention_in_steps}, Example{"nn", learning},
        Example{"text", tokens}, Example{"model", encoders}, Example{"train", data_sets}}) {
    const bool right = run();
    std::printf("%-20s %s\n", page, right ? "ok" : "FAILED");
    all = all && right;
  }
  return all ? 0 : 1;
}
