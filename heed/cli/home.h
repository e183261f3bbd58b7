// What many commands share: the home that they work in, and options that several of them take.
#pragma once

#include <optional>

#include "heed/app/home.h"
#include "heed/cli/command.h"

namespace heed::cli {

app::Options home_options(const Context& context);

// A time as people give it: RFC 3339, or an age before `now` such as 90m, 12h, 7d or 2w.
std::optional<Time> when(const Arguments& arguments, std::string_view flag, Time now);

std::optional<int> limit(const Arguments& arguments);  // --limit

inline constexpr Option kSince = {"--since", "T",
                                  "from this time on: RFC 3339, or an age: 12h, 7d"};
inline constexpr Option kLimit = {"--limit", "N", "at most N"};

}  // namespace heed::cli
