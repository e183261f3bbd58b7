#include "heed/cli/screen.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heed::cli {
namespace {

using testing::ElementsAre;

TEST(Screen, CountsColumnsNotBytes) {
  EXPECT_EQ(columns("abc"), 3);
  EXPECT_EQ(columns("电池ab"), 6);
  EXPECT_EQ(columns("e\u0301"), 1);  // a letter and its accent
  EXPECT_EQ(columns(""), 0);
}

TEST(Screen, BreaksAtSpacesAndBetweenWideLetters) {
  EXPECT_THAT(wrap("one two three", 8), ElementsAre("one two", "three"));
  EXPECT_THAT(wrap("新电池问世", 4), ElementsAre("新电", "池问", "世"));
  EXPECT_THAT(wrap("", 8), ElementsAre(""));
  EXPECT_THAT(wrap("unbreakable", 4), ElementsAre("unbreakable"));
}

TEST(Screen, CutsWithinTheWidth) {
  EXPECT_EQ(cut("short", 5), "short");
  EXPECT_EQ(cut("longer", 5), "long…");
  EXPECT_EQ(cut("电池问世", 5), "电池…");
}

TEST(Screen, TakesControlOutOfForeignText) {
  EXPECT_EQ(plain("a\x1b[31mb\x07\nc"), "a[31mb c");
  EXPECT_EQ(plain("a\u202Eb"), "ab");  // no turning of the direction
}

TEST(Screen, SpeaksOfTimeAsPeopleDo) {
  EXPECT_EQ(minutes_in_words(0), "0 min");
  EXPECT_EQ(minutes_in_words(0.001), "1 s");
  EXPECT_EQ(minutes_in_words(0.4), "24 s");
  EXPECT_EQ(minutes_in_words(4.4), "4 min");
  EXPECT_EQ(minutes_in_words(60), "1 h");
  EXPECT_EQ(minutes_in_words(80), "1 h 20 min");
  const Time now = *parse_rfc3339("2026-11-22T12:00:00Z");
  EXPECT_EQ(age_in_words(*parse_rfc3339("2026-11-22T11:00:00Z"), now), "1 hour ago");
  EXPECT_EQ(age_in_words(*parse_rfc3339("2026-11-20T11:00:00Z"), now), "2 days ago");
  EXPECT_EQ(age_in_words(*parse_rfc3339("2026-01-02T00:00:00Z"), now), "2026-01-02");
}

}  // namespace
}  // namespace heed::cli
