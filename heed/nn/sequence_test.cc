// Against PyTorch: tools/golden_sequence.py made testdata/sequence.json.
#include "heed/nn/sequence.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>

#include "heed/base/files.h"
#include "heed/base/json.h"
#include "heed/base/threads.h"
#include "heed/tensor/gradient_check.h"
#include "heed/tensor/ops/unfold.h"

namespace heed {
namespace {

using Numbers = std::vector<float>;
using Layer = std::function<Tensor(Pass&, Tensor, Ragged)>;

const Json& golden() {
  static const Json json =
      parse_json(read_file(HEED_SOURCE_DIR "/heed/nn/testdata/sequence.json"), "golden").take();
  return json;
}

std::vector<std::int32_t> offsets() {
  std::vector<std::int32_t> offsets{0};
  for (const auto& length : golden()["lengths"]) {
    offsets.push_back(offsets.back() + length.get<std::int32_t>());
  }
  return offsets;
}

void expect_near(std::span<const float> got, const Json& expected, const std::string& what) {
  const auto numbers = expected.get<Numbers>();
  ASSERT_EQ(got.size(), numbers.size()) << what;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    ASSERT_NEAR(got[i], numbers[i], 2e-5) << what << " at " << i;
  }
}

void expect_golden(const Json& expected, Parameters& parameters, const Layer& layer) {
  for (auto& parameter : parameters) {
    const auto name = parameter.name.substr(parameter.name.find('.') + 1);
    const auto values = expected["parameters"][name].get<Numbers>();
    std::copy(values.begin(), values.end(), parameter.tensor.data);
  }
  parameters.want_gradients();
  const Variable x({13, 4}, golden()["x"].get<Numbers>());
  const auto cuts = offsets();
  Pass pass(Pass::Mode::train);
  const Tensor y = layer(pass, x, {cuts});
  pass.on_backward([=] {
    for (std::int64_t i = 0; i < y.count(); ++i) y.grad[i] += std::cos(static_cast<float>(i));
  });
  pass.backward(pass.make({1}));
  expect_near(y.values(), expected["y"], "y");
  expect_near(x.tensor().gradient(), expected["dx"], "dx");
  for (const auto& parameter : parameters) {
    const auto name = parameter.name.substr(parameter.name.find('.') + 1);
    expect_near(parameter.tensor.gradient(), expected["gradients"][name], name);
  }
}

TEST(Convolution, OfEachWidthIsPyTorchs) {
  for (const int width : {1, 2, 3, 5}) {
    Parameters parameters;
    const Convolution convolution(parameters, "c", 4, 2, width);
    expect_golden(golden()["convolution " + std::to_string(width)], parameters,
                  [&](Pass& pass, Tensor x, Ragged items) {
                    return convolution(pass, x, items, Activation::relu);
                  });
  }
}

TEST(Recurrent, BothWaysIsPyTorchs) {
  for (const auto& [name, kind] :
       {std::pair{"lstm", Recurrent::Kind::lstm}, std::pair{"gru", Recurrent::Kind::gru}}) {
    Parameters parameters;
    const Recurrent layer(parameters, "r", kind, 4, 3, true);
    expect_golden(golden()[name], parameters,
                  [&](Pass& pass, Tensor x, Ragged items) { return layer(pass, x, items); });
  }
}

TEST(Recurrent, HasItsGradientAndIsTheSameForAnyNumberOfThreads) {
  const std::vector<std::int32_t> cuts = {0, 2, 2, 7, 8};  // one item is empty
  for (const auto kind : {Recurrent::Kind::lstm, Recurrent::Kind::gru}) {
    Parameters parameters(4);
    const Recurrent layer(parameters, "r", kind, 3, 5, false);
    parameters.want_gradients();
    const Variable x({8, 3}, 1);
    std::vector<Tensor> inputs = {x};
    for (const auto& parameter : parameters) inputs.push_back(parameter);
    const auto forward = [&](Pass& pass) { return layer(pass, x, {cuts}); };
    const auto check = check_gradients(inputs, forward);
    EXPECT_LT(check.worst, 2e-3) << check.where;
    std::vector<Numbers> results;
    for (const int count : {1, 2}) {
      set_threads(count);
      Pass pass(Pass::Mode::infer);
      const Tensor y = forward(pass);
      results.emplace_back(y.values().begin(), y.values().end());
    }
    EXPECT_EQ(results[0], results[1]);
  }
}

TEST(Recurrent, ItemsDoNotTouchEachOther) {
  Parameters parameters(4);
  const Recurrent layer(parameters, "r", Recurrent::Kind::lstm, 3, 5, true);
  const Variable x({7, 3}, 1);
  Pass pass(Pass::Mode::infer);
  const std::vector<std::int32_t> both = {0, 4, 7}, second = {0, 3};
  const Tensor tail{{3, 3}, x.tensor().row(4), nullptr};
  const Tensor together = layer(pass, x, {both}), alone = layer(pass, tail, {second});
  for (std::int64_t i = 0; i < alone.count(); ++i) {
    ASSERT_NEAR(together.row(4)[i], alone.data[i], 1e-6);
  }
}

TEST(Unfold, RefusesOffsetsThatDoNotFit) {
  const Variable x({7, 3}, 1);
  const std::vector<std::int32_t> cuts = {0, 6};
  Pass pass(Pass::Mode::infer);
  EXPECT_THROW(unfold(pass, x, {cuts}, 3), Error);
}

}  // namespace
}  // namespace heed
