#include "heed/cli/home.h"

#include "heed/base/age.h"
#include "heed/base/error.h"

namespace heed::cli {
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
