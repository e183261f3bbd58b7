#include "heed/cli/fetch_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heed/cli/screen.h"

namespace heed::cli {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(FetchTable, ShowsTheLongestFirstAndTheTotals) {
  EXPECT_THAT(table_lines({{"Quick", seconds{0}}, {"Slow", seconds{12}}}, 40, 10, 2, 60),
              ElementsAre("  12 s  Slow", "   0 s  Quick", "12 of 40, 2 failed, 2 on their way"));
}

TEST(FetchTable, StaysSmallAndWithinTheTerminal) {
  std::vector<std::pair<std::string, seconds>> many(60, {std::string(200, 'x'), seconds{1}});
  const auto lines = table_lines(many, 1000, 0, 0, 40);
  ASSERT_EQ(lines.size(), 10u);
  EXPECT_THAT(lines[8], HasSubstr("and 52 more"));
  for (const auto& line : lines) EXPECT_LT(columns(line), 40u);
}

TEST(FetchTable, LetsNoTitleSpeakToTheTerminal) {
  const auto lines = table_lines({{"a\x1b[2Jb", seconds{0}}}, 1, 0, 0, 80);
  EXPECT_EQ(lines[0].find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace heed::cli
