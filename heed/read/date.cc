#include "heed/read/date.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "heed/read/ascii.h"
#include "heed/read/date_marks.h"
#include "heed/read/month_names.h"
#include "heed/read/name_table.h"
#include "heed/read/pieces.h"
#include "heed/read/time_zone.h"

namespace heed::read {
namespace {

using namespace std::chrono;

// "Febuary", "septembris": by how it begins, but for Tuesdays ("mardi", "martes").
std::optional<int> month_misspelt(std::string_view word) {
  if (word.size() < 4 || word.starts_with("mard") || word.starts_with("mart")) return std::nullopt;
  constexpr std::pair<std::string_view, int> kBeginnings[] = {
      {"jan", 1}, {"feb", 2}, {"mar", 3},  {"apr", 4},  {"jun", 6},  {"jul", 7},
      {"aug", 8}, {"sep", 9}, {"oct", 10}, {"okt", 10}, {"nov", 11}, {"dec", 12},
  };
  for (const auto& [beginning, month] : kBeginnings) {
    if (word.starts_with(beginning)) return month;
  }
  return std::nullopt;
}

// By its name in any language, in lower case.
std::optional<int> month_named(std::string_view word) {
  static const auto table = [] {
    NameTable<int, 2048> months;
    for (auto names : kMonthNames) {
      for (int month = 1; month <= 12; ++month) {
        const auto of_month = names.substr(0, names.find('|'));
        each_name(of_month, [&](std::string_view name) { months[name] = month; });
        names.remove_prefix(std::min(names.size(), of_month.size() + 1));
      }
    }
    return months;
  }();
  if (const auto* found = table.find(word)) return *found;
  if (const auto month = month_misspelt(word)) return month;
  constexpr std::string_view kVietnamese = "tháng";  // and a number
  if (!word.starts_with(kVietnamese)) return std::nullopt;
  const auto month = number(word.substr(kVietnamese.size()));
  return month && *month <= 12 ? month : std::nullopt;
}

// What has been made out so far.
struct Parts {
  std::optional<int> year, month, day, hour, zone;
  int minute = 0, second = 0;
  bool afternoon = false, morning = false;
  bool may_be_tuesday = false;  // and no month
  bool is_cst = false;          // the zone, America's or China's

  // Of several months the first counts, but Tuesday is "mar" before a day in half of Europe.
  void name_month(std::string_view word, int named) {
    if (month && (!may_be_tuesday || year)) return;
    may_be_tuesday = !month && !day && word == "mar";
    month = named;
  }

  std::optional<Time> time() const {
    if (!year || !month || !day) return std::nullopt;
    const year_month_day date{std::chrono::year{*year},
                              std::chrono::month(static_cast<unsigned>(*month)),
                              std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok() || *year < 1 || *year > 9999) return std::nullopt;
    int h = hour.value_or(0);
    if (afternoon && h < 12) h += 12;
    if (morning && h == 12) h = 0;
    if (h > 24 || minute > 59 || second > 60) return std::nullopt;
    return Time{sys_days{date}} + hours{h} + minutes{minute} + seconds{second} -
           minutes{zone.value_or(0)};
  }
};

int full_year(int year, std::size_t digits) {
  if (digits > 2) return year;
  return year + (year < 90 ? 2000 : 1900);
}

constexpr auto kColon = [](char c) { return c == ':'; };
constexpr auto kStroke = [](char c) { return c == '-' || c == '/' || c == '.'; };
constexpr auto kBetweenWords = [](char c) {
  return is_space(c) || c == ',' || c == ';' || c == '(' || c == ')' || c == '\'';
};

// "hh:mm[:ss[.fraction]]", a colon before the fraction too. Not "hh.mm", which is a date in half of
// Europe: see read_dotted_clock.
bool read_clock(std::string_view text, Parts& parts) {
  const Pieces pieces(text, kColon);
  if (pieces.size() < 2 || pieces.size() > 4) return false;
  const auto hour = number(pieces[0]);
  const auto minute = number(pieces[1]);
  const auto second =
      pieces.size() > 2 ? number(pieces[2].substr(0, pieces[2].find_first_of(".,"))) : 0;
  if (!hour || !minute || !second) return false;
  parts.hour = hour;
  parts.minute = *minute;
  parts.second = *second;
  return true;
}

// A clock with what may cling to it: "10:20:30Z", "10:20-05:00", "10:20:30.5EST", "3:04pm".
bool read_clock_and_zone(std::string_view text, Parts& parts) {
  const auto end = std::min(text.find_first_not_of("0123456789:.,"), text.size());
  if (!read_clock(text.substr(0, end), parts)) return false;
  const auto rest = text.substr(end);
  if (rest.empty()) return true;
  if (rest == "am" || rest == "pm") {
    (rest == "pm" ? parts.afternoon : parts.morning) = true;
    return true;
  }
  parts.zone = numeric_zone(rest);
  if (!parts.zone) parts.zone = zone_named(rest);
  return true;
}

// "14.05.06", "10h30": after a whole day, where it can't be another.
bool read_dotted_clock(std::string_view word, Parts& parts) {
  if (!parts.year || !parts.day || parts.hour) return false;
  std::string clock(word);
  std::replace_if(
      clock.begin(), clock.end(), [](char c) { return c == '.' || c == 'h'; }, ':');
  auto read = parts;
  if (!read_clock(clock, read) || *read.hour > 24 || read.minute > 59) return false;
  parts = read;
  return true;
}

// Whether the year comes last in three numbers the first of which has not four digits.
bool ends_with_year(std::string_view text, const Pieces& pieces, DayOrder order) {
  if (pieces[2].size() == 4) return true;
  const bool hyphens = text.find('-') != std::string_view::npos;
  const bool short_iso = hyphens && order != DayOrder::day_first;
  return pieces[2].size() == 2 && !short_iso && order != DayOrder::year_first &&
         number(pieces[0]).value_or(0) <= 31;
}

// Of "05.03.2024", "03/05/2024", "5.3.24": year, month and day.
std::vector<int> from_the_end(std::string_view text, const Pieces& pieces, DayOrder order,
                              const std::vector<int>& values) {
  constexpr int kMonthsOfAYear = 12;
  const bool slashes = text.find('/') != std::string_view::npos;
  const bool may_be_american = values[0] <= kMonthsOfAYear;
  const bool must_be_american = values[1] > kMonthsOfAYear;
  const bool american =
      may_be_american && (must_be_american || (slashes && order != DayOrder::day_first));
  const auto year = full_year(values[2], pieces[2].size());
  return american ? std::vector<int>{year, values[0], values[1]}
                  : std::vector<int>{year, values[1], values[0]};
}

// "2024-03-05", "2024/3/5", "2024-03", "2024-065", "20240305", "05.03.2024", "03/05/2024".
bool read_day(std::string_view text, Parts& parts, DayOrder order = DayOrder::unknown) {
  const Pieces pieces(text, kStroke);
  std::vector<int> values;
  for (const auto& piece : pieces) {
    const auto value = number(piece);
    if (!value) return false;
    values.push_back(*value);
  }
  if (values.empty()) return false;
  const auto digits = pieces[0].size();
  if (values.size() == 1 && digits == 8) {
    values = {values[0] / 10000, values[0] / 100 % 100, values[0] % 100};
  } else if (values.size() == 2 && digits == 4 && pieces[1].size() == 3) {
    const auto day = sys_days{year{values[0]} / 1 / 1} + days{values[1] - 1};
    const year_month_day date{day};
    values = {values[0], static_cast<int>(static_cast<unsigned>(date.month())),
              static_cast<int>(static_cast<unsigned>(date.day()))};
  } else if (values.size() == 2 && digits == 4) {
    values.push_back(1);
  } else if (values.size() == 1 && digits == 4) {
    values = {values[0], 1, 1};
  } else if (values.size() == 3 && digits <= 2 && ends_with_year(text, pieces, order)) {
    values = from_the_end(text, pieces, order, values);
  } else if (values.size() == 3 && digits == 2) {
    values[0] = full_year(values[0], 2);
  } else if (digits != 4) {
    return false;
  }
  if (values.size() != 3) return false;
  parts.year = values[0];
  parts.month = values[1];
  parts.day = values[2];
  return true;
}

// "20240305T103000Z", ISO 8601's basic form.
bool read_compact(std::string_view word, Parts& parts) {
  constexpr std::string_view kShape = "00000000t000000";
  const auto fits = [](char shape, char c) { return shape == '0' ? is_digit(c) : c == shape; };
  if (word.size() < kShape.size() ||
      !std::equal(kShape.begin(), kShape.end(), word.begin(), fits) ||
      !read_day(word.substr(0, 8), parts)) {
    return false;
  }
  std::string clock(word.substr(9));
  clock.insert(4, ":").insert(2, ":");
  return read_clock_and_zone(clock, parts);
}

// "2024-március-05T10:00" and the like: a month's name between hyphens.
bool read_day_with_name(std::string_view text, Parts& parts) {
  const Pieces pieces(text, kStroke);
  if (pieces.size() != 3) return false;
  const auto month = month_named(pieces[1]);
  const auto first = number(pieces[0]);
  const auto last = number(pieces[2]);
  if (!month || !first || !last) return false;
  const bool year_first = pieces[0].size() == 4;
  parts.month = month;
  parts.year = year_first ? *first : full_year(*last, pieces[2].size());
  parts.day = year_first ? *last : *first;
  return true;
}

void read_number(std::string_view word, Parts& parts) {
  auto digits = word.substr(0, word.find_first_not_of("0123456789"));
  const auto value = number(digits);
  if (!value) return;
  if (digits.size() <= 2 && !parts.day) {
    parts.day = value;
  } else if (!parts.year && (digits.size() == 4 || digits.size() == 2)) {
    parts.year = full_year(*value, digits.size());
  }
}

void read_word(std::string_view word, Parts& parts, DayOrder order) {
  if (word.starts_with("etc/")) word.remove_prefix(4);
  if (word.size() > 3 && (word.starts_with("gmt") || word.starts_with("utc")))
    word.remove_prefix(3);
  while (word.ends_with('.')) word.remove_suffix(1);
  if (word.empty()) return;
  if (is_digit(word[0])) {
    if (word.ends_with('t')) word.remove_suffix(1);  // a blank follows the T before the clock
    if (read_compact(word, parts)) return;
    if (word.find(':') != std::string_view::npos) {
      const auto t = word.find('t');
      if (t == std::string_view::npos || !is_digit(word[t - 1])) {
        read_clock_and_zone(word, parts);
      } else if (read_day(word.substr(0, t), parts) ||
                 read_day_with_name(word.substr(0, t), parts)) {
        read_clock_and_zone(word.substr(t + 1), parts);
      }
    } else if (word.size() > 3 && word.find_first_of("-/.") != std::string_view::npos &&
               !parts.day) {
      const auto mark = word.find_first_of("-/.");
      const bool ending = mark + 1 < word.size() && !is_digit(word[mark + 1]);  // "7-én"
      if (!read_day(word, parts, order) && !read_day_with_name(word, parts) && ending) {
        read_number(word, parts);
      }
    } else if (!read_dotted_clock(word, parts)) {
      read_number(word, parts);
    }
  } else if (word[0] == '+' || word[0] == '-') {
    if (const auto zone = numeric_zone(word)) parts.zone = zone;
  } else if (word == "pm" || word == "p.m" || word == "م" || word == "下午" || word == "오후") {
    parts.afternoon = true;
  } else if (word == "am" || word == "a.m" || word == "ص" || word == "上午" || word == "오전") {
    parts.morning = true;
  } else if (const auto month = month_named(word)) {
    parts.name_month(word, *month);
  } else if (const auto zone = zone_named(word); zone && parts.hour && !parts.zone) {
    parts.zone = zone;  // a number before it is surer: "+0800 (CST)" is China's
    parts.is_cst = word == "cst";
  }
}

// "mon, 02 nov 2026 10:20:30 gmt" or "+0530" (RFC 5322, section 3.3): what nearly every RSS feed
// has, read by its places. None where one is written in any other way, right or not.
std::optional<Time> parse_rfc5322(std::string_view text) {
  constexpr std::string_view kShape = "www, 00 mmm 0000 00:00:00 ";
  constexpr std::string_view kWeekdays = "mon tue wed thu fri sat sun";
  constexpr std::string_view kMonths = "jan feb mar apr may jun jul aug sep oct nov dec";
  if (text.size() <= kShape.size()) return std::nullopt;
  const auto fits = [](char shape, char c) {
    if (shape == '0') return is_digit(c);
    return shape == 'w' || shape == 'm' ? is_letter(c) : c == shape;
  };
  if (!std::equal(kShape.begin(), kShape.end(), text.begin(), fits)) return std::nullopt;
  const auto month = kMonths.find(text.substr(8, 3));
  const auto zone_text = text.substr(kShape.size());
  const auto zone = zone_text == "gmt" ? 0 : numeric_zone(zone_text);
  if (kWeekdays.find(text.substr(0, 3)) == std::string_view::npos ||
      month == std::string_view::npos || !zone) {
    return std::nullopt;
  }
  const auto value = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  Parts parts;
  parts.day = value(5);
  parts.month = static_cast<int>(month / 4) + 1;
  parts.year = value(12) * 100 + value(14);
  parts.hour = value(17);
  parts.minute = value(20);
  parts.second = value(23);
  parts.zone = zone;
  return parts.time();
}

}  // namespace

DayOrder day_order_of(std::string_view language) {
  if (language.empty()) return DayOrder::unknown;
  const auto tag = lower(language);
  const auto speech = tag.substr(0, tag.find_first_of("-_"));
  for (const auto* year_first : {"zh", "ja", "ko", "hu", "sv", "lt"}) {
    if (speech == year_first) return DayOrder::year_first;
  }
  if (speech != "en" || tag.size() < 5) {
    return speech == "en" ? DayOrder::month_first : DayOrder::day_first;
  }
  const auto region = tag.substr(3, 2);
  return region == "us" || region == "ca" || region == "ph" ? DayOrder::month_first
                                                            : DayOrder::day_first;
}

std::optional<Time> time_since_1970(double count) {
  constexpr double kFirst = -62135596800;  // the year 1
  constexpr double kLongest = 1e11;        // seconds; as milliseconds they end in 1973
  constexpr double kMost = 1e20;           // nanoseconds
  if (!(count >= kFirst && count < kMost)) return std::nullopt;
  while (count >= kLongest) count /= 1000;
  return Time{seconds{static_cast<long long>(count)}};
}

std::optional<Time> parse_date(std::string_view given, DayOrder order) {
  if (given.size() > 200) return std::nullopt;
  auto text = lower(trim(given));
  if (text.ends_with(']')) text.resize(std::min(text.find('['), text.size()));  // RFC 9557: a zone
  if (const auto exact = parse_rfc3339(text)) return exact;
  if (const auto exact = parse_rfc5322(text)) return exact;
  const bool chinese = text.find("年") != std::string::npos;
  const bool korean = use_plain_marks(text);
  Parts parts;
  const Pieces words(text, kBetweenWords);
  if (words.size() == 1 && words[0].find_first_not_of("0123456789") == std::string::npos) {
    if (words[0].size() == 10 || words[0].size() == 13) {
      return time_since_1970(std::strtod(std::string(words[0]).c_str(), nullptr));
    }
    if (words[0].size() == 4 || words[0].size() == 8) read_day(words[0], parts);
    return parts.time();
  }
  for (const auto& word : words) read_word(word, parts, order);
  if (korean && !parts.zone) parts.zone = 540;
  if (chinese && parts.is_cst) parts.zone = 480;
  return parts.time();
}

}  // namespace heed::read
