// The engine on its own: which of three texts is nearest to a phrase, and a small attention model
// that learns, from the gradients of one tape, to look at the token that decides.
#include <cstdio>
#include <string_view>
#include <vector>

#include "heed/attention/pooling.h"
#include "heed/base/random.h"
#include "heed/model/encoder.h"
#include "heed/nn/layers.h"
#include "heed/nn/optimizer.h"
#include "heed/tensor/ops/losses.h"

namespace {

void nearest() {
  const auto encoder = heed::open_encoder("lexical");  // needs no download
  const std::string_view texts[] = {"A new battery chemistry without cobalt",
                                    "Football league fines two clubs", "固态电池的新进展"};
  const auto vectors = encoder.encode(texts);
  const auto phrase = encoder.encode("battery research");
  for (std::size_t i = 0; i < vectors.rows; ++i) {
    float cosine = 0;
    for (std::size_t c = 0; c < vectors.width; ++c) cosine += phrase[c] * vectors.row(i)[c];
    std::printf("%6.3f  %.*s\n", static_cast<double>(cosine), static_cast<int>(texts[i].size()),
                texts[i].data());
  }
}

// Items of five tokens; the one whose first number is 1 says the class in its second.
float learn() {
  constexpr std::int64_t kItems = 64, kTokens = 5, kWidth = 8;
  heed::Parameters parameters(1);
  const heed::Linear score(parameters, "score", kWidth, 1);
  const heed::Linear classify(parameters, "classify", kWidth, 2);
  parameters.want_gradients();
  heed::Adam adam(parameters);
  heed::Pass pass(heed::Pass::Mode::train);
  heed::Random random(7);

  std::vector<std::int32_t> offsets, labels(kItems);
  for (std::int64_t i = 0; i <= kItems; ++i) {
    offsets.push_back(static_cast<std::int32_t>(i * kTokens));
  }
  float loss = 0;
  for (int step = 0; step < 300; ++step) {
    pass.reset();
    parameters.zero_gradients();
    const heed::Tensor x = pass.make({kItems * kTokens, kWidth});
    for (auto& value : x.values()) value = static_cast<float>(random.normal());
    for (std::int64_t i = 0; i < kItems; ++i) {
      labels[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(random.below(2));
      float* token = x.row(i * kTokens + static_cast<std::int64_t>(random.below(kTokens)));
      token[0] = 4;
      token[1] = labels[static_cast<std::size_t>(i)] == 1 ? 3.0f : -3.0f;
    }
    const heed::Ragged items{offsets};
    const heed::Tensor weights = heed::item_softmax(pass, score(pass, x), items);
    const heed::Tensor pooled = heed::weighted_pool(pass, weights, x, items);
    const heed::Tensor mean_loss = heed::cross_entropy(pass, classify(pass, pooled), labels);
    loss = mean_loss.data[0];
    pass.backward(mean_loss);
    adam.step(0.02f);
  }
  return loss;
}

}  // namespace

int main() {
  nearest();
  const float loss = learn();
  std::printf("loss after 300 steps: %.3f\n", static_cast<double>(loss));
  return loss < 0.2f ? 0 : 1;
}
