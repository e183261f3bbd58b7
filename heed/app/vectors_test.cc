#include "heed/app/vectors.h"

#include <gmock/gmock.h>

#include "heed/app/settings.h"
#include "heed/app/test_home.h"
#include "heed/base/utf8.h"
#include "heed/model/encoder.h"

namespace heed::app {
namespace {

TEST(EncoderText, CutsBetweenCharacters) {
  EXPECT_EQ(encoder_text("T", "text"), "T\ntext");
  std::string chinese;
  for (int i = 0; i < 1000; ++i) chinese += "字";
  for (const auto* first : {"", "a", "ab"}) {
    const auto text = encoder_text("T", first + chinese);
    EXPECT_TRUE(is_utf8(text));
    EXPECT_GT(text.size(), 1190U);
    EXPECT_LE(text.size(), 1202U);
  }
}

class VectorsTest : public HomeTest {
 protected:
  void fill(int count) {
    set_setting(home, "encoder", "lexical");
    std::vector<read::Item> all;
    for (int i = 0; i < count; ++i) {
      const auto n = std::to_string(i);
      all.push_back(item(n, "Title " + n, "https://a.org/" + n, "text number " + n));
    }
    store(all);
  }
};

TEST_F(VectorsTest, AreMadeOnceForEachItem) {
  fill(7);
  int calls = 0;
  const auto count = [&](std::size_t done, std::size_t total) {
    ++calls;
    EXPECT_EQ(done, total);
    return true;
  };
  fill_vectors(home, count);
  fill_vectors(home, count);
  EXPECT_EQ(calls, 1);
  const auto table = item_vectors(home);
  EXPECT_EQ(table.items.size(), 7U);
  EXPECT_EQ(static_cast<std::size_t>(table.width), home.encoder().width());
  for (std::size_t i = 0; i < 7; ++i) {
    double length = 0;
    for (int c = 0; c < table.width; ++c) {
      const float x = table.values[i * static_cast<std::size_t>(table.width) + c];
      length += double{x} * x;
    }
    EXPECT_NEAR(length, 1, 1e-5);
  }
}

TEST_F(VectorsTest, AnInterruptionKeepsWhatWasDone) {
  fill(1100);
  fill_vectors(home, [](std::size_t, std::size_t) { return false; });
  const auto first = item_vectors(home).items.size();
  EXPECT_GT(first, 0U);
  EXPECT_LT(first, 1100U);
  fill_vectors(home);
  EXPECT_EQ(item_vectors(home).items.size(), 1100U);
}

TEST_F(VectorsTest, PhrasesAreKept) {
  fill(1);
  const auto made = phrase_vector(home, "battery research");
  EXPECT_EQ(made, home.encoder().encode("battery research"));
  EXPECT_EQ(phrase_vector(home, "battery research"), made);
  auto& vectors = home.store().vectors;
  const auto encoder =
      vectors.encoder(home.encoder().fingerprint(), static_cast<int>(home.encoder().width()));
  EXPECT_EQ(vectors.phrase(encoder, "battery research"), made);
}

}  // namespace
}  // namespace heed::app
