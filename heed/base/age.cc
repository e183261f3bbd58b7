#include "heed/base/age.h"

#include <charconv>
#include <string>

namespace heed {

using namespace std::chrono;

std::optional<seconds> parse_age(std::string_view text) {
  std::int64_t count = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (problem != std::errc() || count < 0 || count > 100'000 ||
      end + 1 != text.data() + text.size()) {
    return std::nullopt;
  }
  switch (*end) {
    case 'm':
      return minutes(count);
    case 'h':
      return hours(count);
    case 'd':
      return days(count);
    case 'w':
      return weeks(count);
    default:
      return std::nullopt;
  }
}

std::optional<Time> parse_moment(std::string_view text, Time now) {
  if (const auto age = parse_age(text)) return now - *age;
  for (const auto* rest : {"", "-01", "-01-01", "Z", ":00Z"}) {
    if (const auto time = parse_rfc3339(std::string(text) + rest)) return time;
  }
  return std::nullopt;
}

}  // namespace heed
