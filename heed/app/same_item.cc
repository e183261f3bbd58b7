#include "heed/app/same_item.h"

#include <charconv>

#include "heed/read/ascii.h"
#include "heed/read/url.h"

namespace heed::app {
namespace {

// An id that counts versions: "https://a.org/storm#2", "oai:arXiv.org:2310.00001v2".
struct Version {
  std::string_view of;
  int number = 0;
};

std::optional<Version> version_in(std::string_view guid) {
  constexpr std::size_t kDigits = 4;
  const auto end = guid.find_last_not_of("0123456789");
  if (end == guid.npos || end == 0) return std::nullopt;
  const auto digits = guid.substr(end + 1);
  const bool counts = guid[end] == '#' || (guid[end] == 'v' && read::is_digit(guid[end - 1]));
  if (!counts || digits.empty() || digits.size() > kDigits) return std::nullopt;
  Version version{guid.substr(0, end)};
  std::from_chars(digits.data(), digits.data() + digits.size(), version.number);
  return version;
}

// How much later the item is as a version of the known one; nothing where it is none.
std::optional<int> versions_later(const store::Known& known, const store::NewItem& item) {
  const auto before = version_in(known.guid), after = version_in(item.guid);
  if (!before || !after || before->of != after->of) return std::nullopt;
  return after->number - before->number;
}

// A time that is no day's beginning in any zone is not shared by chance.
bool is_exact(Time time) {
  return time.time_since_epoch() % std::chrono::minutes(15) != std::chrono::seconds(0);
}

bool have_the_same_words(const store::Known& known, const store::NewItem& item,
                         store::Items& items) {
  return !item.text.empty() && items.body(known.row).text == item.text;
}

// Of a series that has one title and one page.
bool is_next_issue(const store::Known& known, const store::NewItem& item,
                   const Comparison& has_other_words) {
  if (!is_dated(item) || known.time == known.seen) return false;
  if (apart(known, item) < least_apart(item)) return false;
  return item.is_episode || (!item.text.empty() && has_other_words(known));
}

}  // namespace

bool is_dated(const store::NewItem& item) {
  return item.time != item.seen;
}

bool is_unnamed(const store::NewItem& item) {
  return item.guid.empty() && item.canonical.empty();
}

std::chrono::seconds apart(const store::Known& known, const store::NewItem& item) {
  return known.time < item.time ? item.time - known.time : known.time - item.time;
}

std::chrono::seconds least_apart(const store::NewItem& item) {
  return item.is_episode && !item.guid.empty() ? kAtOnce : std::chrono::hours(20);
}

bool have_two_titles(const store::Known& known, const store::NewItem& item) {
  return item.title_key != 0 && known.title_key != 0 && item.title_key != known.title_key;
}

// Where a page's text has taken the place of the feed's, nothing can be told.
bool have_other_words(const store::Known& known, const store::NewItem& item, store::Items& items) {
  if (known.digest == item.digest) return false;
  const auto body = items.body(known.row);
  return !body.whole && body.text != item.text;
}

// The known may have been stored when items still kept the links of click counters.
bool contradicts(const store::Known& known, const store::NewItem& item, store::Items& items) {
  if (item.canonical.empty() || known.canonical.empty() || item.canonical == known.canonical ||
      !have_two_titles(known, item) ||
      item.canonical == read::canonical_url(read::plain_link(known.url))) {
    return false;
  }
  const bool is_of_then = is_dated(item) && known.time == item.time;
  return !is_of_then || !(is_exact(item.time) || have_the_same_words(known, item, items));
}

bool is_at_its_address(const store::Known& there, const store::NewItem& item) {
  return there.guid == item.guid ||
         (there.time == item.time && (there.guid.empty() || there.title_key == item.title_key));
}

bool is_older_version(const store::Known& known, const store::NewItem& item) {
  return versions_later(known, item).value_or(0) < 0;
}

bool is_another_there(const store::Known& known, const store::NewItem& item,
                      const Comparison& has_other_words) {
  const auto place = [](const std::string& url) { return read::parse_url(url).fragment; };
  const bool is_version = !item.is_episode && versions_later(known, item);
  if (!have_two_titles(known, item)) {
    return !is_version && is_next_issue(known, item, has_other_words);
  }
  const bool at_another = !place(item.url).empty() && place(item.url) != place(known.url);
  const bool came_anew = !item.guid.empty() && item.time != known.time && is_dated(item);
  const bool is_renamed = is_version && apart(known, item) < least_apart(item);
  return at_another || (came_anew && !is_renamed);
}

}  // namespace heed::app
