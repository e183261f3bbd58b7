#include "heed/cli/home.h"

#include <charconv>

#include "heed/base/error.h"

namespace heed::cli {
namespace {

std::optional<std::chrono::seconds> parse_age(std::string_view text) {
  std::int64_t count = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (problem != std::errc() || count < 0 || count > 100'000 ||
      end + 1 != text.data() + text.size()) {
    return std::nullopt;
  }
  switch (*end) {
    case 'm':
      return std::chrono::minutes(count);
    case 'h':
      return std::chrono::hours(count);
    case 'd':
      return std::chrono::days(count);
    case 'w':
      return std::chrono::weeks(count);
    default:
      return std::nullopt;
  }
}

}  // namespace

app::Options home_options(const Context& context) {
  return {context.home, context.now, context.seed};
}

std::optional<Time> when(const Arguments& arguments, std::string_view flag, Time now) {
  if (!arguments.has(flag)) return std::nullopt;
  const auto text = arguments.text(flag);
  if (const auto time = parse_rfc3339(text)) return time;
  if (const auto age = parse_age(text)) return now - *age;
  throw Error(Failure::usage, "\"" + text + "\" is not a time", std::string(flag),
              "write 2026-11-22T18:00:00Z, 2026-11-22, or an age such as 12h or 7d");
}

std::optional<int> limit(const Arguments& arguments) {
  if (!arguments.has("--limit")) return std::nullopt;
  return static_cast<int>(arguments.integer("--limit", 0, 0, 1'000'000'000));
}

}  // namespace heed::cli
