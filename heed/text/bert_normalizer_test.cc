#include "heed/text/bert_normalizer.h"

#include <gtest/gtest.h>

#include "heed/base/utf8.h"

namespace heed {
namespace {

Normalized normalize(std::string_view text, BertRules rules = {}) {
  Normalized out;
  BertNormalizer(rules).normalize(text, out);
  return out;
}

TEST(BertNormalizerTest, CleansSpacesStripsAndLowers) {
  EXPECT_EQ(normalize("É\tÜ中\u00adX\x01").text(), "e u 中 x");
  EXPECT_EQ(normalize("ÉX", {true, true, false, true}).text(), "éx");
  EXPECT_EQ(normalize("ÉX", {true, true, true, false}).text(), "EX");
  EXPECT_EQ(normalize("a\tb\x01中", {false, false, false, false}).text(), "a\tb\x01中");
}

TEST(BertNormalizerTest, KeepsPlainTextAsItIs) {
  const auto out = normalize("Hello, World");
  EXPECT_TRUE(out.identity);
  EXPECT_EQ(out.text(), "hello, world");
}

TEST(BertNormalizerTest, SaysWhereEachByteComesFrom) {
  const auto out = normalize("aé中b");  // "ae 中 b"
  ASSERT_EQ(out.text(), "ae 中 b");
  EXPECT_EQ(out.begin(1), 1u);
  EXPECT_EQ(out.end(2), 3u);
  EXPECT_EQ(out.begin(2), 3u);
  EXPECT_EQ(out.end(7), 6u);
  EXPECT_EQ(out.begin(7), 6u);
}

// U+1D16D (class 226) and U+1D165 (216) are kept: they are put in canonical order, and each takes
// the place in the text that it then has.
TEST(BertNormalizerTest, OrdersTheMarksThatItKeeps) {
  const auto out = normalize("x\U0001D16D\U0001D165");
  EXPECT_EQ(out.text(), "x\U0001D165\U0001D16D");
  EXPECT_EQ(out.begin(1), 1u);
  EXPECT_EQ(out.begin(5), 5u);
}

// The room for the output is made before the work, from the length of the input alone.
TEST(BertNormalizerTest, GrowsAtMostThreefoldForEveryCodePoint) {
  for (const BertRules rules : {BertRules{}, BertRules{false, true, false, true}}) {
    const BertNormalizer normalizer(rules);
    Normalized out;
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
      if (c >= 0xD800 && c < 0xE000) continue;
      std::string text;
      append_utf8(text, c);
      normalizer.normalize(text, out);
      ASSERT_LE(out.text().size(), 3 * text.size()) << static_cast<unsigned>(c);
    }
  }
}

}  // namespace
}  // namespace heed
