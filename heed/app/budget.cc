#include "heed/app/budget.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

namespace heed::app {
namespace {

constexpr double kLongest = 1e6;  // two years of minutes: above that it is a mistake

double minutes_in(std::string_view unit) {
  constexpr std::array<std::pair<std::string_view, double>, 12> kUnits = {{{"", 1},
                                                                           {"m", 1},
                                                                           {"min", 1},
                                                                           {"mins", 1},
                                                                           {"minute", 1},
                                                                           {"minutes", 1},
                                                                           {"h", 60},
                                                                           {"hour", 60},
                                                                           {"hours", 60},
                                                                           {"s", 1.0 / 60},
                                                                           {"分钟", 1},
                                                                           {"小时", 60}}};
  for (const auto& [name, minutes] : kUnits) {
    if (name == unit) return minutes;
  }
  return -1;
}

bool is_digit(char c) {
  return (c >= '0' && c <= '9') || c == '.';
}

}  // namespace

Result<double> parse_budget(std::string_view text, std::string_view where) {
  if (text == "all") return kWithoutEnd;
  const Error error(Failure::usage, "\"" + std::string(text) + "\" is no amount of time",
                    std::string(where), "write 30m, 1h30m or all");
  std::string packed;
  for (const char c : text) {
    if (c != ' ') packed += c;
  }
  if (packed.empty()) return error;
  double total = 0;
  for (const char *at = packed.data(), *end = at + packed.size(); at != end;) {
    double amount = 0;
    const auto [after, problem] = std::from_chars(at, end, amount, std::chars_format::fixed);
    if (!is_digit(*at) || problem != std::errc()) return error;
    const char* unit_end = after;
    while (unit_end != end && !is_digit(*unit_end)) ++unit_end;
    const double unit = minutes_in({after, static_cast<std::size_t>(unit_end - after)});
    if (unit < 0 || (unit_end == after && after != end)) return error;
    total += amount * unit;
    at = unit_end;
  }
  if (!(total <= kLongest)) return error;
  return total;
}

}  // namespace heed::app
