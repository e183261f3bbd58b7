#include "heed/model/embedder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "heed/base/json.h"
#include "heed/base/threads.h"
#include "heed/model/registry.h"

namespace heed {
namespace {

const std::filesystem::path kData = HEED_SOURCE_DIR "/heed/model/testdata";

struct Items {
  std::vector<std::int32_t> ids;
  std::vector<std::int32_t> offsets{0};

  explicit Items(const std::vector<std::vector<std::int32_t>>& items) {
    for (const auto& item : items) {
      ids.insert(ids.end(), item.begin(), item.end());
      offsets.push_back(static_cast<std::int32_t>(ids.size()));
    }
  }
};

const std::vector<std::vector<std::int32_t>> kItems = {
    {2, 17, 5, 39, 3}, {2, 3}, {2, 11, 11, 8, 44, 29, 7, 30, 21, 13, 3}, {2, 40, 3}};

std::vector<float> encode(const Embedder& embedder, const Items& items, EmbedOptions options = {}) {
  std::vector<float> out(items.offsets.size() * embedder.width() - embedder.width());
  embedder.encode(items.ids, {items.offsets}, options, out);
  return out;
}

std::vector<float> golden_hidden() {
  const auto json = parse_json(read_file(kData / "tiny_bert/golden.json"), "golden").take();
  return json["hidden"]["gelu"].get<std::vector<float>>();
}

double cosine(const float* a, const float* b, std::size_t width) {
  double ab = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < width; ++i) {
    ab += double{a[i]} * b[i];
    aa += double{a[i]} * a[i];
    bb += double{b[i]} * b[i];
  }
  return ab / std::sqrt(aa * bb);
}

TEST(Embedder, PoolsAsAsked) {
  const Embedder embedder(kData / "tiny_bert");
  const Items items(kItems);
  const auto hidden = golden_hidden();
  const auto width = static_cast<std::size_t>(embedder.width());
  for (const auto pooling : {Pooling::mean, Pooling::cls, Pooling::max}) {
    EmbedOptions options;
    options.pool = pooling;
    options.normalize = false;
    const auto vectors = encode(embedder, items, options);
    for (std::size_t i = 0; i < kItems.size(); ++i) {
      for (std::size_t c = 0; c < width; ++c) {
        double mean = 0, most = -1e9;
        for (auto t = items.offsets[i]; t < items.offsets[i + 1]; ++t) {
          mean += hidden[t * width + c] / static_cast<double>(kItems[i].size());
          most = std::max<double>(most, hidden[t * width + c]);
        }
        const double first = hidden[items.offsets[i] * width + c];
        const double expected = pooling == Pooling::mean  ? mean
                                : pooling == Pooling::cls ? first
                                                          : most;
        ASSERT_NEAR(vectors[i * width + c], expected, 2e-5);
      }
    }
  }
}

TEST(Embedder, GivesUnitVectorsInTheOrderOfItemsWhateverTheBatch) {
  const Embedder embedder(kData / "tiny_bert");
  const Items items(kItems);
  const auto together = encode(embedder, items);
  EmbedOptions alone;
  alone.batch = 1;
  const auto each = encode(embedder, items, alone);
  for (std::size_t i = 0; i < together.size(); ++i) ASSERT_NEAR(together[i], each[i], 1e-6);
  double squares = 0;
  for (std::int64_t c = 0; c < embedder.width(); ++c) squares += together[c] * together[c];
  EXPECT_NEAR(squares, 1, 1e-6);
}

TEST(Embedder, IsTheSameForAnyNumberOfThreads) {
  const Embedder embedder(kData / "tiny_bert");
  std::vector<std::vector<std::int32_t>> many;
  for (int i = 0; i < 50; ++i) many.insert(many.end(), kItems.begin(), kItems.end());
  set_threads(1);
  const auto one = encode(embedder, Items(many));
  set_threads(2);
  EXPECT_EQ(encode(embedder, Items(many)), one);
}

TEST(Embedder, LowerPrecisionsStayNearFloat32) {
  const Items items(kItems);
  const auto exact = encode(Embedder(kData / "tiny_bert"), items);
  for (const auto& [precision, least] :
       {std::pair{Precision::bf16, 0.999}, std::pair{Precision::int8, 0.995}}) {
    const auto near = encode(Embedder(kData / "tiny_bert", precision), items);
    EXPECT_NE(near, exact);
    for (std::size_t i = 0; i < kItems.size(); ++i) {
      EXPECT_GT(cosine(&near[i * 24], &exact[i * 24], 24), least);
    }
  }
}

TEST(Embedder, CutsLongItemsButKeepsTheirEnds) {
  const Embedder embedder(kData / "tiny_bert");
  std::vector<std::int32_t> longer = {2};
  for (std::int32_t i = 0; i < 30; ++i) longer.push_back(10 + i);
  longer.push_back(3);
  std::vector<std::int32_t> cut(longer.begin(), longer.begin() + 11);  // the model takes 12
  cut.push_back(3);
  EXPECT_EQ(encode(embedder, Items({longer})), encode(embedder, Items({cut})));
  EmbedOptions few;
  few.max_tokens = 4;
  EXPECT_EQ(encode(embedder, Items({longer}), few), encode(embedder, Items({{2, 10, 11, 3}})));
}

TEST(Embedder, RefusesTokensBeyondTheVocabulary) {
  const Embedder embedder(kData / "tiny_bert");
  EXPECT_THROW(encode(embedder, Items({{2, 45, 3}})), Error);
  EXPECT_THROW(encode(embedder, Items({{2, -1, 3}})), Error);
  EXPECT_TRUE(encode(embedder, Items({})).empty());
}

TEST(Embedder, GivesPyTorchsMiniLmVectors) {
  const auto folder = models_folder() / "minilm";
  if (!std::filesystem::exists(folder / "model.safetensors")) {
    GTEST_SKIP() << "the minilm model is not in " << models_folder() << ": ./start gets it";
  }
  const auto golden = parse_json(read_file(kData / "minilm_golden.json"), "golden").take();
  const auto texts = golden["texts"].get<std::vector<std::string>>();
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  const auto tokenizer = Tokenizer::open(folder);
  EmbedOptions options;
  options.max_tokens = 256;
  for (const auto& [precision, least] :
       {std::pair{Precision::f32, 0.99999}, std::pair{Precision::bf16, 0.999},
        std::pair{Precision::int8, 0.995}}) {
    std::vector<float> vectors(texts.size() * 384);
    Embedder(folder, precision).encode(tokenizer, views, options, vectors);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto expected = golden["vectors"][i].get<std::vector<float>>();
      EXPECT_GT(cosine(&vectors[i * 384], expected.data(), 384), least)
          << texts[i] << ", precision " << static_cast<int>(precision);
    }
  }
}

}  // namespace
}  // namespace heed
