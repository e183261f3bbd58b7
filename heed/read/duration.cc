#include "heed/read/duration.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <system_error>

#include "heed/read/ascii.h"
#include "heed/read/pieces.h"

namespace heed::read {
namespace {

// "1h 30m", "45 min", "1 hr 5 min", "1h2m3.5s": numbers, each with its unit → seconds.
std::optional<double> parse_units(std::string_view text) {
  double total = 0;
  while (!text.empty()) {
    double count = 0;
    const auto [end, problem] =
        std::from_chars(text.data(), text.data() + text.size(), count, std::chars_format::fixed);
    if (problem != std::errc() || !is_digit(text[0])) return std::nullopt;
    text = trim(text.substr(static_cast<std::size_t>(end - text.data())));
    auto unit = text.substr(0, find_where(text, 0, [](char c) { return !is_letter(c); }));
    text = trim(text.substr(unit.size()));
    if (unit.size() > 1 && unit.ends_with('s')) unit.remove_suffix(1);
    if (unit == "h" || unit == "hr" || unit == "hour") {
      total += count * 3600;
    } else if (unit == "m" || unit == "min" || unit == "minute") {
      total += count * 60;
    } else if (unit == "s" || unit == "sec" || unit == "second") {
      total += count;
    } else {
      return std::nullopt;
    }
  }
  return total;
}

}  // namespace

std::optional<double> parse_duration(std::string_view given) {
  const auto text = lower(trim(given));
  if (text.starts_with("pt")) return parse_units(std::string_view(text).substr(2));
  if (std::any_of(text.begin(), text.end(), is_letter)) return parse_units(text);
  double total = 0;
  const Pieces pieces(text, [](char c) { return c == ':'; });
  if (pieces.size() == 0 || pieces.size() > 3) return std::nullopt;
  for (const auto& piece : pieces) {
    const auto value = number(piece.substr(0, piece.find('.')));
    if (!value || *value < 0) return std::nullopt;
    total = total * 60 + *value;
  }
  return total;
}

}  // namespace heed::read
