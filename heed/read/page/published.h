// When a page was published, of the many days that it states and shows.
#pragma once

#include <optional>

#include "heed/base/time.h"
#include "heed/read/page/claims.h"

namespace heed::read {

// What is trusted most among a page's days, to the minute where another claim knows that of the
// same day, there or in UTC. `address` is the page's, whose path may hold the day; `language`, a
// BCP 47 tag or "", decides what 3/4/2024 means. A day before the web, or in a year after `now`'s
// next, is a mistake.
std::optional<Time> published_time(const Claims& claims, std::string_view address,
                                   std::string_view language, std::optional<Time> now);

}  // namespace heed::read
