#include "heed/read/page/published.h"

#include "heed/read/date.h"

namespace heed::read {
namespace {

// "/2019/10/22/" or "/2019-10-22" in an address.
std::optional<Time> date_in_path(std::string_view url) {
  for (auto at = url.find("/20"); at != url.npos; at = url.find("/20", at + 1)) {
    const auto day = url.substr(at + 1, 10);
    const bool fits = day.size() == 10 && (day[4] == '/' || day[4] == '-') && day[7] == day[4];
    if (!fits) continue;
    if (const auto date = parse_date(day)) return date;
  }
  return std::nullopt;
}

// "11/01/2023": of the two days that it may be the one that the page also shows beyond doubt.
std::optional<Time> settled_day(const Claims& claims, const std::string& text, DayOrder order) {
  using enum DayOrder;
  const auto date = parse_date(text, order);
  const auto other = parse_date(text, order == day_first ? month_first : day_first);
  if (!date || !other || *date == *other) return date;
  for (const auto name : {"time:written", "date:marked", "date:line"}) {
    const auto shown = first_of(claims, {name});
    const auto day = parse_date(shown, day_first);
    const bool sure = day && day == parse_date(shown, month_first);
    if (sure && floor<std::chrono::days>(*day) == floor<std::chrono::days>(*other)) return other;
  }
  return date;
}

// From what is written for machines to what is just shown.
constexpr std::string_view kDates[] = {"ld:date",
                                       "article:published_time",
                                       "datepublished",
                                       "dc.date.issued",
                                       "dcterms.issued",
                                       "dc.date",
                                       "dc:date",
                                       "parsely-pub-date",
                                       "date",
                                       "pubdate",
                                       "publishdate",
                                       "publish-date",
                                       "publication_date",
                                       "citation_publication_date",
                                       "sailthru.date",
                                       "dcterms.created",
                                       "og:published_time",
                                       "time:published",
                                       "/",
                                       "time:stated",
                                       "time:written",
                                       "date:marked",
                                       "date:line"};

}  // namespace

std::optional<Time> published_time(const Claims& claims, std::string_view address,
                                   std::string_view language, std::optional<Time> now) {
  using namespace std::chrono;
  const auto order = day_order_of(language);
  const auto year_of = [](Time time) { return year_month_day(floor<days>(time)).year(); };
  const auto plausible = [&](std::optional<Time> date) {
    return date && year_of(*date) >= year(1990) &&
           (!now || year_of(*date) <= year_of(*now) + years(1));
  };
  std::optional<Time> day;
  for (const auto name : kDates) {
    const auto text = first_of(claims, {name});
    const auto date = name == "/" ? date_in_path(address) : settled_day(claims, text, order);
    if (!plausible(date)) continue;
    if (*date != floor<days>(*date)) {
      const bool agrees =
          !day || floor<days>(*date) == *day || text.starts_with(to_rfc3339(*day).substr(0, 10));
      if (agrees) return date;
    }
    if (!day) day = date;
  }
  return day;
}

}  // namespace heed::read
