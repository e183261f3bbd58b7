#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "heed/base/json.h"
#include "tests/run_heed.h"

namespace heed {
namespace {

using testing::HasSubstr;

// A model small enough to be kept here: its weights from testdata, and a vocabulary for them.
class Embed : public testing::Test {
 protected:
  Embed() {
    std::filesystem::create_directories(model());
    for (const auto* name : {"config.json", "model.safetensors"}) {
      std::filesystem::copy(
          std::filesystem::path(HEED_SOURCE_DIR "/heed/model/testdata/tiny_bert") / name,
          model() / name);
    }
    std::string vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n";
    for (int i = 4; i < 45; ++i) vocabulary += "w" + std::to_string(i) + "\n";
    write_file(model() / "vocab.txt", vocabulary);
  }

  std::filesystem::path model() const { return folder_.path() / "tiny"; }

  Outcome embed(std::vector<std::string> more, std::string_view lines) const {
    std::vector<std::string> words = {"embed", "--model", model().string()};
    words.insert(words.end(), more.begin(), more.end());
    return home_.heed(words, lines);
  }

  static std::vector<std::vector<double>> vectors(const std::string& out) {
    std::vector<std::vector<double>> rows;
    for (std::size_t at = 0; at < out.size();) {
      const auto end = out.find('\n', at);
      const auto json = parse_json(out.substr(at, end - at), "stdout").take();
      rows.push_back(json["vector"].get<std::vector<double>>());
      at = end + 1;
    }
    return rows;
  }

  TestHome home_;
  TemporaryFolder folder_;
};

TEST_F(Embed, PrintsOneVectorOfLengthOneForEachLine) {
  const auto said = embed({"--json"}, "w17 w5 w39\n\nw40 w4 w4\nlast");
  ASSERT_EQ(said.code, 0) << said.err;
  const auto rows = vectors(said.out);
  ASSERT_EQ(rows.size(), 4u);
  for (const auto& row : rows) {
    ASSERT_EQ(row.size(), 24u);
    double squares = 0;
    for (const double x : row) squares += x * x;
    EXPECT_NEAR(squares, 1, 1e-6);
  }
  EXPECT_EQ(embed({}, "").out, "");
  EXPECT_EQ(vectors(embed({}, "\n").out), (std::vector<std::vector<double>>{rows[1]}));
}

TEST_F(Embed, GivesTheSameForAnyThreadsAndNearlyForAnyBatch) {
  std::string lines;
  for (int i = 0; i < 300; ++i) lines += "w" + std::to_string(4 + i % 40) + " w7 w9 w8\n";
  const auto one = embed({"--threads", "1"}, lines), two = embed({"--threads", "2"}, lines);
  EXPECT_EQ(one.out, two.out);
  const auto alone = vectors(embed({"--batch", "1"}, lines).out), all = vectors(one.out);
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t c = 0; c < 24; ++c) ASSERT_NEAR(alone[i][c], all[i][c], 1e-5);
  }
}

TEST_F(Embed, CutsToMaxTokensKeepingTheEnds) {
  EXPECT_EQ(embed({"--max-tokens", "4"}, "w5 w6 w7 w8 w9").out, embed({}, "w5 w6").out);
  EXPECT_EQ(embed({}, "w5 w6 w7 w8 w9 w10 w11 w12 w13 w14 w15").out,  // the model takes 12
            embed({}, "w5 w6 w7 w8 w9 w10 w11 w12 w13 w14").out);
}

TEST_F(Embed, WritesNumPysFormat) {
  const auto path = (folder_.path() / "v.npy").string();
  const auto said = embed({"--out", path}, "w5\nw6\nw7\n");
  ASSERT_EQ(said.code, 0) << said.err;
  EXPECT_EQ(said.out, "");
  const auto bytes = read_file(path);
  EXPECT_THAT(bytes, HasSubstr("'descr': '<f4'"));
  EXPECT_THAT(bytes, HasSubstr("(3, 24)"));
  EXPECT_EQ(bytes.size() % 64, 3 * 24 * 4 % 64);
  embed({"--out", path}, "");
  EXPECT_THAT(read_file(path), HasSubstr("(0, 24)"));
}

TEST_F(Embed, PoolsAndLeavesLengthsAsAsked) {
  const auto mean = vectors(embed({"--no-normalize"}, "w5 w6").out);
  const auto first = vectors(embed({"--no-normalize", "--pool", "cls"}, "w5 w6").out);
  const auto most = vectors(embed({"--no-normalize", "--pool", "max"}, "w5 w6").out);
  for (std::size_t c = 0; c < 24; ++c) {
    EXPECT_GE(most[0][c], first[0][c]);
    EXPECT_GE(most[0][c] + 1e-9, mean[0][c]);
  }
}

TEST_F(Embed, RefusesWhatItCannotDo) {
  EXPECT_EQ(embed({"--precision", "int4"}, "w5").code, 2);
  EXPECT_EQ(embed({"--max-tokens", "1"}, "w5").code, 2);
  EXPECT_EQ(home_.heed({"embed", "--model", "nobody"}, "w5").code, 4);
  auto bytes = read_file(model() / "model.safetensors");
  write_file(model() / "model.safetensors", bytes.substr(0, bytes.size() / 2));
  const auto damaged = embed({"--json"}, "w5");
  EXPECT_EQ(damaged.code, 3);
  EXPECT_THAT(damaged.err, HasSubstr("model.safetensors"));
  EXPECT_THAT(damaged.out, HasSubstr("\"bad_input\""));
}

}  // namespace
}  // namespace heed
