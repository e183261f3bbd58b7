// Every op against PyTorch: output and gradients, from testdata/goldens.json, which
// tools/golden_attention.py writes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "heed/attention/multi_head.h"
#include "heed/attention/pooling.h"
#include "heed/attention/positions.h"
#include "heed/attention/scores.h"
#include "heed/attention/top_k.h"
#include "heed/attention/weights.h"
#include "heed/base/files.h"
#include "heed/base/json.h"
#include "heed/tensor/gradient_check.h"

namespace heed {
namespace {

struct Golden {
  Json options;
  std::vector<std::int32_t> q_at, k_at;
  std::map<std::string, Variable> inputs;
  std::vector<float> slopes;

  explicit Golden(const Json& json)
      : options(json["options"]), q_at(json["queries"]), k_at(json["keys"]) {
    for (const auto& [name, input] : json["inputs"].items()) {
      const std::vector<std::int64_t> n = input["shape"];
      const Shape shape = n.size() == 1 ? Shape{n[0]} : Shape{n[0], n[1]};
      inputs.emplace(name, Variable(shape, input["values"].get<std::vector<float>>()));
    }
    if (options.contains("slopes")) slopes = options["slopes"].get<std::vector<float>>();
  }

  Tensor in(const char* name) const { return inputs.at(name); }
  Ragged queries() const { return {q_at}; }
  Ragged keys() const { return {k_at}; }
};

Tensor multi_head(Pass& pass, const Golden& g) {
  MultiHead o;
  o.heads = g.options["heads"];
  o.kv_heads = g.options.value("kv_heads", 0);
  o.causal = g.options.value("causal", false);
  o.window = g.options.value("window", -1);
  o.block = g.options.value("block", 0);
  o.stride = g.options.value("stride", 1);
  o.slopes = g.slopes;
  return multi_head_attention(pass, g.in("q"), g.in("k"), g.in("v"), g.queries(), g.keys(), o);
}

Tensor scored(Pass& pass, const Golden& g, const std::string& op) {
  const Grid grid = make_grid(pass, g.queries(), g.keys());
  const Tensor q = g.in("q"), k = g.in("k");
  Tensor logits;
  if (op == "dot") logits = dot_scores(pass, q, k, grid);
  if (op == "scaled") logits = scaled_scores(pass, q, k, grid);
  if (op == "general") logits = general_scores(pass, q, k, g.in("w"), grid);
  if (op == "additive") {
    logits = additive_scores(pass, q, k, g.in("w_q"), g.in("w_k"), g.in("v_a"), grid);
  }
  if (op == "cosine") logits = cosine_scores(pass, q, k, g.options["temperature"], grid);
  return weighted_values(pass, attention_weights(pass, logits, grid), g.in("v"), grid);
}

Tensor run(Pass& pass, const Golden& g, const std::string& op) {
  if (op == "multi_head") return multi_head(pass, g);
  if (op == "top_k") {
    return top_k_attention(pass, g.in("q"), g.in("k"), g.in("v"), g.queries(), g.keys(),
                           {.heads = g.options["heads"], .keep = g.options["keep"]});
  }
  if (op == "attention_pool") {
    return attention_pool(pass, g.in("x"), g.in("w"), g.in("b"), g.queries()).rows;
  }
  if (op == "mean_pool") return mean_pool(pass, g.in("x"), g.queries());
  if (op == "max_pool") return max_pool(pass, g.in("x"), g.queries());
  if (op == "cls_pool") return cls_pool(pass, g.in("x"), g.queries());
  if (op == "rotary") {
    const bool neighbours = g.options["neighbours"];
    return rotary(pass, g.in("x"), g.queries(), g.options["heads"],
                  neighbours ? RotaryPairs::neighbours : RotaryPairs::halves);
  }
  return scored(pass, g, op);
}

void expect_near(std::span<const float> got, const Json& want, const std::string& what) {
  ASSERT_EQ(got.size(), want.size()) << what;
  for (std::size_t i = 0; i < got.size(); ++i) {
    const double x = want[i];
    ASSERT_NEAR(got[i], x, 1e-5 * (1 + std::abs(x))) << what << " " << i;
  }
}

TEST(Goldens, EveryOpAgreesWithPyTorch) {
  const auto file = std::filesystem::path(HEED_SOURCE_DIR) / "heed/attention/testdata/goldens.json";
  const Json cases = parse_json(read_file(file), file.string()).take();
  ASSERT_GE(cases.size(), 18u);
  for (const auto& json : cases) {
    const Golden g(json);
    const std::string op = json["op"], name = op + " " + json["options"].dump();
    const std::vector<float> dout = json["dout"];
    Pass pass(Pass::Mode::train);
    const Tensor y = run(pass, g, op);
    expect_near(y.values(), json["output"], name + " output");
    pass.on_backward([y, &dout] { std::copy(dout.begin(), dout.end(), y.grad); });
    pass.backward(pass.make({1}));
    for (const auto& [input, grad] : json["grads"].items()) {
      expect_near(g.in(input.c_str()).gradient(), grad, name + " d" + input);
    }
  }
}

}  // namespace
}  // namespace heed
