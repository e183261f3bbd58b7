#include "heed/read/minutes.h"

#include <gtest/gtest.h>

#include <string>

namespace heed::read {
namespace {

TEST(Minutes, CountsWordsAndCharacters) {
  const auto length = measure("It's a well-known fact: 3.5 wolves — 人工智能 and more.");
  EXPECT_EQ(length.words, 8u);
  EXPECT_EQ(length.characters, 4u);
}

TEST(Minutes, FollowTheLanguage) {
  std::string english;
  for (int i = 0; i < 476; ++i) english += "word ";
  EXPECT_NEAR(reading_minutes(english, "en-US"), 2.0, 1e-9);
  EXPECT_NEAR(reading_minutes(english, "en", 2.0), 1.0, 1e-9);
  EXPECT_GT(reading_minutes(english, "de"), 2.0);
  std::string chinese;
  for (int i = 0; i < 600; ++i) chinese += "字";
  EXPECT_NEAR(reading_minutes(chinese, "zh"), 2.0, 1e-9);
}

TEST(Minutes, ShortTextsTakeAMomentAndNoneNothing) {
  EXPECT_EQ(reading_minutes("", "en"), 0.0);
  EXPECT_EQ(reading_minutes(" — ", "en"), 0.0);
  EXPECT_DOUBLE_EQ(reading_minutes("Hello", "en"), 0.1);
}

TEST(Minutes, CountNoWordAnewAtAVowelSignOrAnAccent) {
  EXPECT_EQ(measure("हिन्दी में लिखा").words, 3u);
  EXPECT_EQ(measure("தமிழ் மொழி").words, 2u);
  EXPECT_EQ(measure("كِتَابٌ جَدِيدٌ").words, 2u);
  EXPECT_EQ(measure("e\u0301te\u0301 deja\u0300").words, 2u);
  EXPECT_EQ(measure("می\u200Cخواهم").words, 1u);
}

}  // namespace
}  // namespace heed::read
