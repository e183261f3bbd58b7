#include "heed/choice/story_words.h"

#include <gtest/gtest.h>

namespace heed::choice {
namespace {

TEST(StoryWords, WordsMeetInTheirForms) {
  EXPECT_EQ(story_words("acquires"), story_words("ACQUIRING"));
  EXPECT_EQ(story_words("helped"), story_words("helping"));
  EXPECT_EQ(story_words("Steps down"), story_words("stepping down"));
  EXPECT_NE(story_words("bring"), story_words("bred")) << "three letters stay";
  EXPECT_EQ(story_words("$160M"), story_words("160 m"));
  EXPECT_TRUE(story_words("the of and").empty());
  EXPECT_EQ(story_words("地铁开通").size(), 3u);
}

std::uint64_t form(std::string_view title) {
  std::string scratch;
  std::vector<Word> words;
  fold_words(title, scratch, words);
  return title_words(words).form;
}

TEST(StoryWords, TheFormOfATitleLeavesNumbersOut) {
  EXPECT_EQ(form("8月2日基金交易提示"), form("4月14日基金交易提示"));
  EXPECT_EQ(form("Rates at 5.25 pct"), form("Rates at 5.50 pct"));
  EXPECT_NE(form("Rates up at 5.25 pct"), form("Prices up at 5.25 pct"));
  EXPECT_EQ(form(""), 0u);
}

}  // namespace
}  // namespace heed::choice
