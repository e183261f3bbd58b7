#include "heed/read/duration.h"

#include <gtest/gtest.h>

#include <optional>

namespace heed::read {
namespace {

TEST(Durations, AreSeconds) {
  EXPECT_EQ(parse_duration("1:02:03"), 3723);
  EXPECT_EQ(parse_duration("62:03"), 3723);
  EXPECT_EQ(parse_duration("3723"), 3723);
  EXPECT_EQ(parse_duration("PT1H2M3S"), 3723);
  EXPECT_EQ(parse_duration("PT0.5S"), 0.5);
  EXPECT_EQ(parse_duration("45 min"), 2700);
  EXPECT_EQ(parse_duration("1h"), 3600);
  EXPECT_EQ(parse_duration("1h 30m"), 5400);
  EXPECT_EQ(parse_duration("1 hr 5 min"), 3900);
  EXPECT_EQ(parse_duration("2 Hours 1 minute 3secs"), 7263);
  for (const auto* text :
       {"min", "5 miles", "1h 30", "1h -5m", "inf s", "nan min", "1e5s", "soon"}) {
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
  }
  EXPECT_EQ(parse_duration("1:2:3:4"), std::nullopt);
  EXPECT_EQ(parse_duration(""), std::nullopt);
}

}  // namespace
}  // namespace heed::read
