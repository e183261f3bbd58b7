// Dates as feeds and pages write them: RFC 822 and 2822 with names of zones, ISO 8601 in its many
// cuts, asctime, "March 3, 2024", and dates in Chinese, Japanese, Korean, Greek, Hungarian and the
// larger languages of Europe.
#pragma once

#include <optional>
#include <string_view>

#include "heed/base/time.h"

namespace heed::read {

// Without a zone UTC is meant, without a time midnight; nothing where no day can be made out.
std::optional<Time> parse_date(std::string_view text);

// "1:02:03", "62:03", "3723", "PT1H2M3S" → seconds.
std::optional<double> parse_duration(std::string_view text);

}  // namespace heed::read
