#include "heed/choice/bait.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <string>

namespace heed::choice {
namespace {

TEST(Bait, NamesTheCuesThatFired) {
  const Bait bait = find_bait("17 Things You Won’t Believe");
  EXPECT_GT(bait.score, 0.9);
  EXPECT_THAT(bait.cues,
              testing::ElementsAre("a numbered list", "you won't believe", "things", "you"));
  EXPECT_GT(find_bait("震惊！这种食物竟然不能吃").score, 0.8);
}

TEST(Bait, LeavesPlainTitlesAlone) {
  for (const auto* title :
       {"Parliament passes budget after long debate", "央行宣布下调存款准备金率",
        "2000 evacuated as river rises", "Thistle crops fail in Youngstown", ""}) {
    EXPECT_EQ(find_bait(title).score, 0) << title;
  }
}

// The share of (bait, plain) pairs that the score puts in the right order, on labelled titles.
TEST(Bait, TellsBaitFromNews) {
  const auto file =
      std::filesystem::path(HEED_SOURCE_DIR) / "../shared/data/clickbait/clickbait_shared.tsv.gz";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << file << " is not here";
  FILE* lines = popen(("zcat '" + file.string() + "'").c_str(), "r");
  ASSERT_NE(lines, nullptr);
  double counts[2][1001] = {};
  for (char line[4096]; std::fgets(line, sizeof line, lines) != nullptr;) {
    std::string_view row = line;
    row = row.substr(0, row.find('\n'));
    if (row.size() > 2)
      ++counts[row[0] == '1'][static_cast<int>(1000 * find_bait(row.substr(2)).score)];
  }
  pclose(lines);
  double below = 0, right = 0, plain = 0, bait = 0;
  for (int i = 0; i <= 1000; ++i) {
    right += counts[1][i] * (below + counts[0][i] / 2);
    below += counts[0][i];
    plain += counts[0][i], bait += counts[1][i];
  }
  const double auc = right / (plain * bait);
  std::printf("bait against news: AUC %.3f over %.0f titles\n", auc, plain + bait);
  EXPECT_GT(auc, 0.8);
}

}  // namespace
}  // namespace heed::choice
