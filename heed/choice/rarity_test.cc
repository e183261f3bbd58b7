#include "heed/choice/rarity.h"

#include <gtest/gtest.h>

#include "heed/choice/story_words.h"

namespace heed::choice {
namespace {

std::uint64_t word(std::string_view text) {
  return story_words(text).at(0);
}

std::uint64_t form(std::string_view title) {
  std::string scratch;
  std::vector<Word> words;
  fold_words(title, scratch, words);
  return title_words(words).form;
}

TEST(Counts, KeepWhatWasAddedWhileTheyGrow) {
  Counts counts;
  EXPECT_EQ(counts.of(7), 0u);
  for (std::uint64_t hash = 1; hash <= 5000; ++hash) {
    for (std::uint64_t times = 0; times < 1 + hash % 3; ++times) counts.add(hash << 20);
  }
  for (std::uint64_t hash = 1; hash <= 5000; ++hash) {
    ASSERT_EQ(counts.of(hash << 20), 1 + hash % 3);
  }
  EXPECT_EQ(counts.of(7), 0u);
}

TEST(Rarity, FallsWithEachTextOrTitleThatHasTheWord) {
  std::vector<std::string> texts(400, "The council met");
  texts.resize(800, "Ferries sailed");
  const std::vector<Rarity::Title> titles(900, {1, "Lanterns again"});
  const Rarity rarity(texts, titles);
  EXPECT_EQ(rarity.of(word("quagga")), Rarity(texts).of(word("quagga"))) << "no title has it";
  EXPECT_LT(rarity.of(word("council")), 0.2);
  EXPECT_LT(rarity.of(word("lanterns")), 0.1) << "no text has it, every title does";
  EXPECT_GT(rarity.of(word("quagga")), 0.8);
}

TEST(Rarity, CountsTheTitlesOfOneFormInASource) {
  const std::vector<Rarity::Title> titles = {{1, "Market gets 120 million of help"},
                                             {1, "Market gets 75 million of help"},
                                             {2, "Market gets 40 million of help"},
                                             {1, "Market gets no help"},
                                             {1, "17"}};
  const Rarity rarity({}, titles);
  EXPECT_EQ(rarity.titles(1, form("Market gets 9 million of help")), 2u);
  EXPECT_EQ(rarity.titles(2, form("Market gets 9 million of help")), 1u);
  EXPECT_EQ(rarity.titles(3, form("Market gets 9 million of help")), 0u);
  EXPECT_EQ(rarity.titles(1, form("42")), 0u) << "numbers alone have no form";
}

}  // namespace
}  // namespace heed::choice
