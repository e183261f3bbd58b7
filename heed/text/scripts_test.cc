#include "heed/text/scripts.h"

#include <gtest/gtest.h>

#include "heed/base/utf8.h"
#include "heed/text/tokenizer.h"

namespace heed {
namespace {

// Words of so many letters each, made of those that follow `first`.
void add_words(std::vector<std::string>& tokens, char32_t first, int letters, int count) {
  for (int i = 0; i < count; ++i) {
    std::string word;
    for (int k = 0, rest = i; k < letters; ++k, rest /= 26) append_utf8(word, first + rest % 26);
    tokens.push_back(word);
  }
}

KnownScripts scripts(std::vector<std::string> tokens) {
  TokenizerParts parts;
  parts.tokens = std::move(tokens);
  parts.tokens.insert(parts.tokens.begin(), {"[UNK]", "[CLS]", "[SEP]"});
  return KnownScripts(Tokenizer(std::move(parts)));
}

TEST(KnownScripts, AreThoseThatTheVocabularyHasWordsOf) {
  std::vector<std::string> tokens;
  add_words(tokens, U'a', 3, 3000);
  add_words(tokens, U'\u0430', 1, 26);  // single Cyrillic letters
  add_words(tokens, U'\u4e2d', 1, 26);  // a few Chinese ones
  const auto known = scripts(tokens);
  EXPECT_TRUE(known.read("The cat, 12 °C"));
  EXPECT_TRUE(known.read("")) << "nor letters";
  EXPECT_TRUE(known.read("Москва says that it will build another bridge"));
  EXPECT_FALSE(known.read("Ёлка в Москве"));
  EXPECT_FALSE(known.read("宁德时代 iPhone 17"));
  EXPECT_FALSE(known.read("서울 지하철"));
}

TEST(KnownScripts, MayBeSeveral) {
  std::vector<std::string> tokens;
  for (char32_t c = 0x4E00; c < 0x4E00 + 2000; ++c) append_utf8(tokens.emplace_back(), c);
  add_words(tokens, U'\u0430', 3, 1500);
  const auto known = scripts(tokens);
  EXPECT_TRUE(known.read("中国"));
  EXPECT_TRUE(known.read("в Москве"));
  EXPECT_FALSE(known.read("The cat"));
}

TEST(KnownScripts, OfATinyVocabularyIsTheOneItHas) {
  EXPECT_TRUE(scripts({"ab", "c"}).read("The cat"));
}

}  // namespace
}  // namespace heed
