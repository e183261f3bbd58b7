#include "heed/read/fuller.h"

#include <gtest/gtest.h>

namespace heed::read {
namespace {

bool is_fuller(const char* summary, const char* content) {
  Item item;
  item.summary_html = summary;
  item.content_html = content;
  return is_summary_fuller(item);
}

TEST(FullerText, HasMoreWords) {
  EXPECT_TRUE(is_fuller("The river rose and fell.", "The river rose."));
  EXPECT_TRUE(is_fuller("The river rose.", ""));
  EXPECT_FALSE(is_fuller("The river rose.", "<p>The river rose and fell.</p>"));
  EXPECT_FALSE(is_fuller("", "The river rose."));
  EXPECT_FALSE(is_fuller("", ""));
}

TEST(FullerText, IsFormattedWhereBothSayTheSame) {
  EXPECT_TRUE(is_fuller("<a href='/b'>Notes</a><ul><li>one</li></ul>", "Notes one"));
  EXPECT_TRUE(is_fuller("We read <a href='https://b.example'>a book on bees</a> aloud.",
                        "We read a book on bees aloud: b.io."));
  EXPECT_FALSE(is_fuller("Notes one", "<a href='/b'>Notes</a><ul><li>one</li></ul>"));
  EXPECT_FALSE(is_fuller("<a href='/b'>Notes</a>", "Notes on what we heard and what we read"));
  EXPECT_FALSE(is_fuller("<b>Same</b>", "<b>Same</b>"));
}

}  // namespace
}  // namespace heed::read
