#include "heed/app/title_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heed::app {
namespace {

using testing::ElementsAre;

TEST(TitleWords, PiecesMakeTheTitleAgain) {
  EXPECT_THAT(title_pieces("Rovers win cup"), ElementsAre("Rovers ", "win ", "cup"));
  EXPECT_THAT(title_pieces("北岸足球队"), ElementsAre("北岸", "足球", "队"));
  EXPECT_THAT(title_pieces("iPhone新品 today"), ElementsAre("iPhone", "新品", " ", "today"));
  EXPECT_TRUE(title_pieces("").empty());
}

}  // namespace
}  // namespace heed::app
