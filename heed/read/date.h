// Dates as feeds and pages write them: RFC 822 and 2822 with names of zones, ISO 8601 in its many
// cuts, asctime, "March 3, 2024", and dates in Chinese, Japanese, Korean, Vietnamese and the
// languages whose months month_names.h lists.
#pragma once

#include <optional>
#include <string_view>

#include "heed/base/time.h"

namespace heed::read {

// Which of the numbers in "04/05/2022" and "02-11-22" is what, where the text does not tell.
enum class DayOrder {
  unknown,  // month first between strokes, the year first in the short form of ISO 8601
  month_first,
  day_first,
  year_first
};

// As people write who use a language, given as a BCP 47 tag.
DayOrder day_order_of(std::string_view language);

// Digits alone are a year, a day, or seconds or milliseconds since 1970. Without a zone UTC is
// meant, without a time midnight; nothing where no day can be made out. Between dots the day is
// always first.
std::optional<Time> parse_date(std::string_view text, DayOrder order = DayOrder::unknown);

// A count since 1970 of seconds, or of the thousandth, millionth … parts of one that programs
// write: a second is meant where that lies before the year 5138. Nothing beyond the years 1 to
// 9999.
std::optional<Time> time_since_1970(double count);

}  // namespace heed::read
