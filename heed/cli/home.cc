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
  if (const auto time = parse_moment(text, now)) return time;
  throw Error(Failure::usage, "\"" + text + "\" is not a time", std::string(flag),
              "write 2026-11-22T18:00, 2026-11-22, 2026-11, or an age: 90m, 12h, 7d or 2w");
}

std::optional<int> limit(const Arguments& arguments) {
  if (!arguments.has("--limit")) return std::nullopt;
  return static_cast<int>(arguments.integer("--limit", 0, 0, 1'000'000'000));
}

}  // namespace heed::cli
