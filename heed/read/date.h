// Dates as feeds and pages write them: RFC 822 and 2822 with names of zones, ISO 8601 in its many
// cuts, asctime, "March 3, 2024", and dates in Chinese, Japanese, Korean, Greek, Hungarian and the
// larger languages of Europe.
#pragma once

#include <optional>
#include <string_view>

#include "heed/base/time.h"

namespace heed::read {

enum class Slashes { month_first, day_first };  // "04/05/2023"

// Without a zone UTC is meant, without a time midnight; nothing where no day can be made out.
// Where `slashes` make no date, the other order does.
std::optional<Time> parse_date(std::string_view text, Slashes slashes = Slashes::month_first);

// "1:02:03", "62:03", "3723", "PT1H2M3S" → seconds.
std::optional<double> parse_duration(std::string_view text);

}  // namespace heed::read
