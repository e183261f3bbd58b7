#include "heed/choice/stories.h"

#include <gtest/gtest.h>

namespace heed::choice {
namespace {

using Leaders = std::vector<std::size_t>;

TEST(Stories, NearlyTheSameTitleIsTheSameStory) {
  const std::vector<Telling> tellings = {
      {"Harbour bridge closes for six months", 0},
      {"Football: Rovers win again", 1},
      {"HARBOUR BRIDGE closes for six months!", 5},
      {"The harbour bridge closes for six months", 70},
      {"Harbour bridge closes for six months", 80},  // another closure: outside the window
      {"北岸地铁三号线今日开通", 3},
      {"北岸地铁三号线今日开通（图）", 4},
      {"北岸足球队三比零取胜", 4},
  };
  EXPECT_EQ(join_stories(tellings, {}, 0, 1), (Leaders{0, 1, 0, 0, 4, 5, 5, 7}));
}

TEST(Stories, ShortTitlesAloneSayTooLittle) {
  const std::vector<Telling> tellings = {{"Today", 0}, {"Today", 1}, {"", 1},
                                         {"", 1},      {"今日", 1},  {"今日", 1}};
  EXPECT_EQ(join_stories(tellings, {}, 0, 1), (Leaders{0, 1, 2, 3, 4, 5}));
}

TEST(Stories, CloseVectorsJoinWhereTitlesShareSomething) {
  const std::vector<Telling> tellings = {{"Storm Ada floods the old town", 0},
                                         {"Old town under water after storm", 2},
                                         {"Festival opens on the hill", 2},
                                         {"Storm Ada floods, in pictures", 200}};
  const std::vector<float> vectors = {1, 0, 0.9f, 0.43589f, 0.9f, 0.43589f, 1, 0};
  const Rows rows{vectors, 2};
  EXPECT_EQ(join_stories(tellings, rows, 0.1, 0.14), (Leaders{0, 0, 2, 3}));
  EXPECT_EQ(join_stories(tellings, rows, 0.1, 0.2), (Leaders{0, 1, 2, 3}));  // 4 deviations
}

TEST(Stories, FoldUnderALeaderNeverUnderAFriend) {
  // Each lies 25° from the next: the third is close to the second but not to the first.
  const std::vector<Telling> tellings = {
      {"storm floods town", 0}, {"storm floods town hall", 1}, {"town hall flooded by storm", 2}};
  StorySettings settings;
  settings.same_title = 2;  // by vectors alone
  const std::vector<float> vectors = {1, 0, 0.9063f, 0.4226f, 0.6428f, 0.766f};
  EXPECT_EQ(join_stories(tellings, {vectors, 2}, 0, 0.168, settings), (Leaders{0, 0, 2}));
}

TEST(Stories, JaccardIsTheShareOfWhatIsCommon) {
  EXPECT_EQ(jaccard(Leaders{1, 2, 3}, Leaders{2, 3, 4}), 0.5);
  EXPECT_EQ(jaccard({}, {}), 0);
  EXPECT_EQ(title_shingles("AB-c").size(), 1);
  EXPECT_EQ(title_shingles("ab C"), title_shingles("ABC"));
  EXPECT_TRUE(title_shingles("ab").empty());
  EXPECT_EQ(title_shingles("今日开通").size(), 3);
}

}  // namespace
}  // namespace heed::choice
