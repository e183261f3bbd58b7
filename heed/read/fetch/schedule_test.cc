#include "heed/read/fetch/schedule.h"

#include <gtest/gtest.h>

namespace heed::read {
namespace {

using namespace std::chrono;

Rhythm every(hours gap) {
  Rhythm rhythm;
  rhythm.asked = *parse_rfc3339("2026-03-10T12:00:00Z");
  for (int i = 0; i < 10; ++i) rhythm.published.push_back(rhythm.asked - i * gap);
  return rhythm;
}

hours wait(const Rhythm& rhythm) {
  return duration_cast<hours>(next_due(rhythm) - rhythm.asked);
}

TEST(Schedule, FollowsTheSourceWithinAnHourAndADay) {
  Rhythm busy = every(hours{0});
  EXPECT_GE(next_due(busy) - busy.asked, hours{1});
  EXPECT_LE(next_due(busy) - busy.asked, minutes{67});
  EXPECT_GE(wait(every(hours{12})), hours{6});
  EXPECT_LE(wait(every(hours{12})), hours{7});
  EXPECT_LE(wait(every(hours{1000})), hours{27});
  EXPECT_GE(wait(every(hours{1000})), hours{24});
}

TEST(Schedule, AsksTheSilentLessOften) {
  Rhythm silent = every(hours{1});
  for (auto& time : silent.published) time -= days{30};
  EXPECT_GE(wait(silent), hours{24});
}

TEST(Schedule, HonoursWhatTheSourceSays) {
  Rhythm rhythm = every(hours{1});
  rhythm.ttl = minutes{600};
  EXPECT_GE(wait(rhythm), hours{10});
  rhythm.max_age = hours{48};
  EXPECT_GE(wait(rhythm), hours{48});
  rhythm.retry_after = days{5};
  EXPECT_GE(wait(rhythm), days{5});
}

TEST(Schedule, ReadsWhenToAskAgain) {
  const Time now = *parse_rfc3339("2026-11-29T10:00:00Z");
  EXPECT_EQ(delay_of("7200", now), seconds{7200});
  EXPECT_EQ(delay_of(" Sun, 29 Nov 2026 12:00:00 GMT", now), hours{2});
  EXPECT_EQ(delay_of("Sun, 29 Nov 2026 08:00:00 GMT", now), seconds{0}) << "has passed";
  for (const auto* far :
       {"999999999", "99999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"}) {
    EXPECT_EQ(delay_of(far, now), days{30}) << far;
  }
  for (const auto* none : {"", "-5", "soon", "1.5"}) EXPECT_EQ(delay_of(none, now), std::nullopt);
}

TEST(Schedule, WaitsLongerForOneThatRefusesThanForOneThatAnswers) {
  Rhythm rhythm = every(hours{1});
  rhythm.retry_after = days{1000};
  EXPECT_LE(wait(rhythm), days{7});
  rhythm.failures = 1;
  EXPECT_EQ(wait(rhythm), days{30});
}

TEST(Schedule, BacksOffFromFailures) {
  Rhythm rhythm = every(hours{1});
  rhythm.failures = 3;
  EXPECT_GE(wait(rhythm), hours{8});
  rhythm.failures = 1000;
  EXPECT_LE(wait(rhythm), hours{53});
}

TEST(Schedule, SkipsHoursAndDays) {
  Rhythm rhythm = every(hours{1});
  for (std::size_t h = 0; h < 24; ++h) rhythm.skip_hours[h] = h != 5;
  const Time due = next_due(rhythm);
  EXPECT_EQ(to_rfc3339(due).substr(11, 2), "05");
  rhythm.skip_days.set();  // all of them: a mistake; ask all the same, some day
  EXPECT_LE(next_due(rhythm) - rhythm.asked, days{9});
}

TEST(Schedule, IsTheSameForTheSameSource) {
  Rhythm rhythm = every(hours{12});
  const Time first = next_due(rhythm);
  EXPECT_EQ(next_due(rhythm), first);
  rhythm.salt = 7;
  EXPECT_NE(next_due(rhythm), first);
}

}  // namespace
}  // namespace heed::read
