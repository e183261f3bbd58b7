// What many commands share: the home that they work in, and options that several of them take.
#pragma once

#include <optional>

#include "heed/app/home.h"
#include "heed/cli/command.h"

namespace heed::cli {

app::Options home_options(const Context& context);

// A time as people give it (parse_moment), or a usage error.
std::optional<Time> when(const Arguments& arguments, std::string_view flag, Time now);

std::optional<int> limit(const Arguments& arguments);  // --limit

inline constexpr Option kSince = {
    "--since", "T", "from this day, month, year or RFC 3339 time on, or an age: 90m, 12h, 7d"};
inline constexpr Option kLimit = {"--limit", "N", "at most N"};

}  // namespace heed::cli
