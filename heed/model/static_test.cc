#include "heed/model/static.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "heed/base/error.h"
#include "heed/base/files.h"
#include "heed/base/random.h"
#include "heed/model/config.h"
#include "heed/model/encoder.h"
#include "heed/model/principal.h"
#include "heed/model/registry.h"
#include "heed/model/safetensors.h"
#include "heed/model/staged_folder.h"

namespace heed {
namespace {

constexpr std::size_t kWidth = 3;

// Rows for "a", "##b" and "c" after five marks.
std::filesystem::path make_static(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  write_file(folder / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n##b\nc\n");
  write_file(folder / "config.json",
             R"({"model_type": "heed-static", "hidden_size": 3, "vocab_size": 8})");
  std::vector<float> rows(8 * kWidth);
  rows[5 * kWidth] = 3;
  rows[6 * kWidth + 1] = 4;
  rows[7 * kWidth + 2] = 1;
  const TensorToStore tensor = {"embeddings", {8, kWidth}, rows};
  write_safetensors(folder / "model.safetensors", {&tensor, 1});
  return folder;
}

TEST(StaticTest, AddsTheRowsOfTokens) {
  const TemporaryFolder folder;
  const auto encoder = open_encoder(make_static(folder.path() / "static").string());
  EXPECT_EQ(encoder.width(), kWidth);
  EXPECT_THAT(encoder.encode("ab"), testing::ElementsAre(0.6f, 0.8f, 0));
  EXPECT_THAT(encoder.encode("C"), testing::ElementsAre(0, 0, 1));
  EXPECT_THAT(encoder.encode("?"), testing::ElementsAre(0, 0, 0));
  EXPECT_THAT(encoder.encode(""), testing::ElementsAre(0, 0, 0));
}

TEST(StaticTest, TextsInOtherScriptsAreReadByTheirLetters) {
  const TemporaryFolder folder;
  const auto name = make_static(folder.path() / "static").string();
  const auto encoder = open_encoder_of_any_script(name);
  EXPECT_NE(encoder.fingerprint(), open_encoder(name).fingerprint());
  const std::string_view texts[] = {"ab", "电池工厂", "C", "电池工厂"};
  const auto vectors = encoder.encode(texts);
  EXPECT_THAT(vectors.row(0), testing::ElementsAre(0.6f, 0.8f, 0));
  EXPECT_THAT(vectors.row(2), testing::ElementsAre(0, 0, 1));
  EXPECT_THAT(vectors.row(1), testing::ElementsAreArray(vectors.row(3)));
  float length = 0;
  for (const float x : vectors.row(1)) length += x * x;
  EXPECT_NEAR(length, 1, 1e-6);
  EXPECT_THAT(encoder.encode("…"), testing::ElementsAre(0, 0, 0));
}

TEST(StaticTest, LoadedAheadGivesTheSameOrSaysWhatIsWrong) {
  const TemporaryFolder folder;
  const auto path = make_static(folder.path() / "static");
  const auto encoder = open_encoder_of_any_script(path.string());
  const auto damaged = open_encoder(path.string());
  encoder.begin();
  encoder.begin();
  EXPECT_THAT(encoder.encode("ab"), testing::ElementsAre(0.6f, 0.8f, 0));
  write_file(path / "vocab.txt", "[PAD]\n[UNK]\n");
  damaged.begin();
  EXPECT_THROW(damaged.encode("ab"), Error);
  open_encoder("lexical").begin();
}

TEST(StaticTest, RefusesRowsThatDoNotFitTheVocabulary) {
  const TemporaryFolder folder;
  make_static(folder.path() / "static");
  write_file(folder.path() / "static/vocab.txt",
             "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nb\nc\nd\n");
  EXPECT_THROW(StaticEncoder(folder.path() / "static"), Error);
}

TEST(StaticTest, DistilsOnlyIntoANewPlace) {
  const TemporaryFolder folder;
  const auto taken = make_static(folder.path() / "static");
  EXPECT_THROW(distill(taken, folder.path() / "new", {}, [](double) {}), Error) << "no BERT";
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "new"));
}

TEST(StagedFolderTest, AppearsWholeOrNotAtAll) {
  const TemporaryFolder folder;
  const auto target = folder.path() / "above/target";
  {
    const StagedFolder dropped(target);
    write_file(dropped.path() / "file", "half");
  }
  EXPECT_FALSE(std::filesystem::exists(target));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path() / "above"));
  StagedFolder kept(target);
  write_file(kept.path() / "file", "whole");
  EXPECT_FALSE(std::filesystem::exists(target));
  kept.commit();
  EXPECT_EQ(read_file(target / "file"), "whole");
  EXPECT_THROW(StagedFolder{target}, Error);
}

TEST(PrincipalTest, FindsEigenvectors) {
  constexpr std::size_t n = 20;
  Random random(1);
  std::vector<double> matrix(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) matrix[i * n + j] = matrix[j * n + i] = random.normal();
  }
  const auto original = matrix;
  std::vector<double> values, vectors;
  symmetric_eigen(matrix, n, values, vectors);
  for (std::size_t k = 0; k < n; ++k) {
    EXPECT_LE(values[k], values[k == 0 ? 0 : k - 1]);
    double length = 0;
    for (std::size_t i = 0; i < n; ++i) {
      double product = 0;
      for (std::size_t j = 0; j < n; ++j) product += original[i * n + j] * vectors[k * n + j];
      EXPECT_NEAR(product, values[k] * vectors[k * n + i], 1e-9);
      length += vectors[k * n + i] * vectors[k * n + i];
    }
    EXPECT_NEAR(length, 1, 1e-12);
  }
}

TEST(PrincipalTest, FindsTheDirectionOfMostVariance) {
  Random random(2);
  std::vector<float> rows;
  for (int i = 0; i < 2000; ++i) {
    const double along = random.normal() * 5, across = random.normal();
    rows.push_back(static_cast<float>(7 + 0.6 * along - 0.8 * across));
    rows.push_back(static_cast<float>(-1 + 0.8 * along + 0.6 * across));
  }
  const auto found = principal_components(rows, 2, 1);
  EXPECT_NEAR(found.mean[0], 7, 0.3);
  EXPECT_NEAR(found.directions[0], 0.6, 0.02);
  EXPECT_NEAR(found.directions[1], 0.8, 0.02);
  EXPECT_NEAR(found.variances[0], 25, 2);
}

// The real thing, where MiniLM is installed: a few entries' vectors keep the model's neighbours.
TEST(StaticTest, KeepsNeighboursOfMiniLm) {
  const auto folder = models_folder() / "static";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no static model in " << models_folder();
  const auto encoder = open_encoder(folder.string());
  const auto cosine = [&](std::string_view a, std::string_view b) {
    const auto x = encoder.encode(a), y = encoder.encode(b);
    float sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
    return sum;
  };
  EXPECT_GT(cosine("the football match", "a soccer game"), cosine("the football match", "tax law"));
}

}  // namespace
}  // namespace heed
