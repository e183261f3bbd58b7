// When a source is to be asked again: at its own rhythm, never within the hour, and not when it
// said that it would rather not be.
#pragma once

#include <bitset>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "heed/base/time.h"

namespace heed::read {

struct Rhythm {
  Time asked;                                       // when it was last asked
  std::vector<Time> published;                      // of its newest items, in any order
  std::optional<std::chrono::minutes> ttl;          // of the feed
  std::optional<std::chrono::seconds> max_age;      // of the answer's Cache-Control
  std::optional<std::chrono::seconds> retry_after;  // of the answer
  std::bitset<24> skip_hours;                       // of the day, UTC
  std::bitset<7> skip_days;                         // from Sunday
  int failures = 0;                                 // in a row
  std::uint64_t salt = 0;                           // of the source: spreads sources by up to 10 %
};

// What a Retry-After asks for, seconds or a date; nothing where it is neither.
std::optional<std::chrono::seconds> delay_of(std::string_view retry_after, Time now);

// At least an hour after `asked`. Half the median gap between items, within 1 to 24 hours; ttl,
// max-age and Retry-After lengthen it up to a week; failures double it up to two days, and after
// one Retry-After is kept up to thirty.
Time next_due(const Rhythm& rhythm);

}  // namespace heed::read
