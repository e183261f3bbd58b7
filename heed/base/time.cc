#include "heed/base/time.h"

#include <algorithm>
#include <string>

namespace heed {
namespace {

using namespace std::chrono;

// Reads exactly `width` digits and moves past them.
std::optional<int> digits(std::string_view& text, std::size_t width) {
  if (text.size() < width) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < width; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(width);
  return value;
}

bool skip(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text[0]) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

// "Z", "+hh:mm" or "-hhmm": what to take off local time to get UTC.
std::optional<minutes> offset(std::string_view text) {
  if (text == "Z" || text == "z") return minutes{0};
  const bool west = !text.empty() && text[0] == '-';
  if (!skip(text, "+-")) return std::nullopt;
  const auto hour = digits(text, 2);
  skip(text, ":");
  const auto minute = digits(text, 2);
  if (!hour || !minute || *hour > 23 || *minute > 59 || !text.empty()) return std::nullopt;
  const auto span = hours{*hour} + minutes{*minute};
  return west ? -span : span;
}

// The last `width` digits of a number.
void put(std::string& text, std::size_t at, std::size_t width, int value) {
  for (auto i = width; i-- > 0; value /= 10) text[at + i] = static_cast<char>('0' + value % 10);
}

}  // namespace

Time system_now() {
  return floor<seconds>(system_clock::now());
}

std::string to_rfc3339(Time time) {
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  std::string text = "0000-00-00T00:00:00Z";
  put(text, 0, 4, std::clamp(static_cast<int>(date.year()), 0, 9999));  // there are no others
  put(text, 5, 2, static_cast<int>(static_cast<unsigned>(date.month())));
  put(text, 8, 2, static_cast<int>(static_cast<unsigned>(date.day())));
  put(text, 11, 2, static_cast<int>(clock.hours().count()));
  put(text, 14, 2, static_cast<int>(clock.minutes().count()));
  put(text, 17, 2, static_cast<int>(clock.seconds().count()));
  return text;
}

std::optional<Time> parse_rfc3339(std::string_view text) {
  const auto y = digits(text, 4);
  if (!y || !skip(text, "-")) return std::nullopt;
  const auto m = digits(text, 2);
  if (!m || !skip(text, "-")) return std::nullopt;
  const auto d = digits(text, 2);
  if (!d) return std::nullopt;
  const year_month_day date{year{*y}, month{static_cast<unsigned>(*m)},
                            day{static_cast<unsigned>(*d)}};
  if (!date.ok()) return std::nullopt;
  const Time midnight = sys_days{date};
  if (text.empty()) return midnight;

  if (!skip(text, "Tt ")) return std::nullopt;
  const auto hour = digits(text, 2);
  if (!hour || !skip(text, ":")) return std::nullopt;
  const auto minute = digits(text, 2);
  if (!minute || !skip(text, ":")) return std::nullopt;
  const auto second = digits(text, 2);
  if (!second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  if (skip(text, ".,")) {
    if (!digits(text, 1)) return std::nullopt;
    while (digits(text, 1)) {
    }
  }
  const auto shift = offset(text);
  if (!shift) return std::nullopt;
  return midnight + hours{*hour} + minutes{*minute} + seconds{*second} - *shift;
}

}  // namespace heed
