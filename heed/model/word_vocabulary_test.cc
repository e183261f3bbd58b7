#include "heed/model/word_vocabulary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heed {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// The tokens as they stand in the text, cut out by their offsets.
std::vector<std::string> cut_out(std::string_view text) {
  const std::vector<std::string> texts = {std::string(text)};
  const auto encoded = WordVocabulary::build(texts, 1, 1000).encode(text, 1000);
  std::vector<std::string> out;
  for (std::size_t i = 1; i < encoded.ids.size(); ++i) {
    const auto span = encoded.spans[i];
    out.emplace_back(text.substr(span.begin, span.end - span.begin));
  }
  return out;
}

TEST(WordVocabulary, CutsWordsCharactersAndMarks) {
  EXPECT_THAT(cut_out("Don't stop, it’s 2026!"),
              ElementsAre("Don't", "stop", ",", "it’s", "2026", "!"));
  EXPECT_THAT(cut_out("北京time 'a'"), ElementsAre("北", "京", "time", "'", "a", "'"));
  EXPECT_THAT(cut_out("Ελλάδα한국 ไทย"), ElementsAre("Ελλάδα한국", "ไ", "ท", "ย"));
  EXPECT_THAT(cut_out("e\xcc\x81t\xc2\xa0x"), ElementsAre("e\xcc\x81t", "x"));
  EXPECT_THAT(cut_out("a\xffz"), ElementsAre("a", "\xff", "z"));
  EXPECT_THAT(cut_out("\n\t "), ElementsAre());
}

TEST(WordVocabulary, KeepsTheMostFrequentAndLowersCase) {
  const std::vector<std::string> texts = {"b a B c", "É é a b"};
  const auto v = WordVocabulary::build(texts, 2, 100);
  EXPECT_EQ(v.to_text(), "[CLS]\n[UNK]\nb\na\né\n");
  EXPECT_EQ(WordVocabulary::build(texts, 1, 4).to_text(), "[CLS]\n[UNK]\nb\na\n");
  EXPECT_THAT(v.encode("A c b", 10).ids, ElementsAre(0, 3, 1, 2));
}

TEST(WordVocabulary, CutsLongTextsAndSaysSo) {
  const auto v = WordVocabulary::build(std::vector<std::string>{"a"}, 1, 10);
  EXPECT_FALSE(v.encode("a a a", 4).cut);
  EXPECT_TRUE(v.encode("a a a", 3).cut);
  EXPECT_THAT(v.encode("a a a", 3).ids, ElementsAre(0, 2, 2));
  EXPECT_THAT(v.encode("", 3).spans, ElementsAre(TokenSpan{}));
}

TEST(WordVocabulary, ReadsWhatItWrote) {
  const auto v = WordVocabulary::build(std::vector<std::string>{"x y [CLS]"}, 1, 10);
  const auto again = WordVocabulary::parse(v.to_text(), "v").take();
  EXPECT_EQ(again.to_text(), v.to_text());
  EXPECT_EQ(again.encode("y x z", 9).ids, v.encode("y x z", 9).ids);
  EXPECT_FALSE(WordVocabulary::parse("", "v").ok());
  EXPECT_FALSE(WordVocabulary::parse("[CLS]\n[UNK]\na\na\n", "v").ok());
  EXPECT_THAT(WordVocabulary::parse("a\nb\n", "v").error().what(), HasSubstr("v"));
}

}  // namespace
}  // namespace heed
