#include "heed/text/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heed/base/utf8.h"

namespace heed {
namespace {

using testing::ElementsAre;

std::vector<std::string> words(std::string_view text) {
  std::string scratch;
  std::vector<Word> found;
  fold_words(text, scratch, found);
  std::vector<std::string> out;
  for (const auto& word : found) out.push_back((word.joined ? "+" : "") + std::string(word.text));
  return out;
}

TEST(WordsTest, FoldsCaseMarksAndCompatibilityForms) {
  EXPECT_THAT(words("Crème BRÛLÉE, ﬁne Ｗ３Ｃ"), ElementsAre("creme", "brulee", "fine", "w3c"));
  EXPECT_THAT(words("e\u0301t\u200de"), ElementsAre("ete"));
}

TEST(WordsTest, CutsScriptsWithoutSpacesIntoLetters) {
  EXPECT_THAT(words("注意 力"), ElementsAre("注", "+意", "力"));
  EXPECT_THAT(words("新news闻"), ElementsAre("新", "+news", "+闻"));
  EXPECT_THAT(words("カナ"), ElementsAre("カ", "+ナ"));
}

TEST(WordsTest, KeepsHangulSyllablesInWords) {
  EXPECT_THAT(words("한국 뉴스"), ElementsAre("한국", "뉴스"));
}

TEST(WordsTest, SeparatesAtAllElse) {
  EXPECT_THAT(words("a-b\xff"
                    "c😀d"),
              ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(words(" …\xe4"), ElementsAre());
}

// No code point may outgrow the room that is made for it.
TEST(WordsTest, FitsEveryCodePoint) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    std::string text;
    append_utf8(text, c);
    std::size_t bytes = 0;
    for (const auto& word : words(text)) bytes += word.size();
    ASSERT_LE(bytes, text.size() * 7 + 16) << std::hex << static_cast<unsigned>(c);
  }
}

}  // namespace
}  // namespace heed
