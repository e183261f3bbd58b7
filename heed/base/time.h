// Points in time, in whole seconds of UTC. heed never reads the clock between its edges: `now`
// comes in as a value (from --now or the system), so that every answer can be repeated.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace heed {

using Time = std::chrono::sys_seconds;

Time system_now();

// RFC 3339: "2026-11-22T18:07:00Z".
std::string to_rfc3339(Time time);

// Reads an RFC 3339 time with any offset ("2026-11-22T18:07:00.25+01:00", also with a space or a
// lower-case t), or a bare date (midnight UTC). Fractions are dropped. Nothing for anything else.
std::optional<Time> parse_rfc3339(std::string_view text);

}  // namespace heed
