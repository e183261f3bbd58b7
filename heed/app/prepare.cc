// One item, made ready: what it is recognised by, how long it takes, what is shown of it.
#include <algorithm>
#include <cmath>

#include "heed/app/ingest.h"
#include "heed/app/same_item.h"
#include "heed/base/hash.h"
#include "heed/base/utf8.h"
#include "heed/read/ascii.h"
#include "heed/read/charset.h"
#include "heed/read/fuller.h"
#include "heed/read/language.h"
#include "heed/read/minutes.h"
#include "heed/read/person.h"
#include "heed/read/url.h"

namespace heed::app {
namespace {

// The beginning of a text, cut between words, for items without a title.
std::string first_words(std::string_view text) {
  constexpr std::size_t kBytes = 90;
  const auto line = text.substr(0, text.find('\n'));
  if (line.size() <= kBytes) return std::string(line);
  const auto blank = line.rfind(' ', kBytes);
  const bool late = blank != std::string_view::npos && blank >= kBytes / 2;
  return std::string(late ? line.substr(0, blank) : start_of_utf8(line, kBytes)) + "…";
}

std::int64_t digest_of(const store::NewItem& item) {
  std::uint64_t digest = 0;
  for (const auto* part :
       {&item.title, &item.url, &item.author, &item.lang, &item.html, &item.text}) {
    digest = hash_bytes(*part, digest);
  }
  return static_cast<std::int64_t>(hash_bytes(std::to_string(item.minutes), digest));
}

// How long the first recording runs, at 128 kbit/s; 0 where there is none, or its length can't be.
double listening_minutes(const read::Item& item) {
  constexpr double kBytes = 16'000 * 60, kDay = 24 * 60;
  for (const auto& enclosure : item.enclosures) {
    if (!enclosure.length || !read::starts_ignoring_case(enclosure.type, "audio/")) continue;
    const auto minutes = static_cast<double>(*enclosure.length) / kBytes;
    return minutes <= kDay ? minutes : 0;
  }
  return 0;
}

// Reading or listening, whichever is longer: what a recording says is often written beside it. In
// tenths, at least 1: even a headline has to be found, weighed and left.
double minutes_of(const read::Item& from, const store::NewItem& item, double pace) {
  const auto reading = read::reading_minutes(item.title + "\n" + item.text, item.lang, pace);
  return std::max(1.0, std::round(std::max(reading, listening_minutes(from)) * 10) / 10);
}

bool is_recording(const read::Enclosure& enclosure) {
  return read::starts_ignoring_case(enclosure.type, "audio/") ||
         read::starts_ignoring_case(enclosure.type, "video/");
}

// An episode without a page of its own is where it is heard.
std::string address_of(const read::Item& item) {
  const bool heard = item.link.empty() && !item.enclosures.empty();
  return read::plain_link(heard ? item.enclosures[0].url : item.link);
}

void set_shown(const read::Item& from, double pace, store::NewItem& item) {
  item.title = from.title;
  item.author = read::without_machines(from.author);
  item.html = read::is_summary_fuller(from) ? from.summary_html : from.content_html;
  item.text = from.text;
  item.unsubscribe = from.unsubscribe;
  item.labels = from.categories;
  item.read = from.read;
  for (const auto& stand_in : {item.text, item.url, item.guid}) {
    if (item.title.empty()) item.title = first_words(stand_in);
  }
  for (auto* line : {&item.title, &item.author, &item.unsubscribe}) read::mend_controls(*line);
  for (auto& label : item.labels) read::mend_controls(label);
  item.lang = read::settle_language(from.language, item.title + "\n" + item.text);
  item.minutes = from.minutes && *from.minutes > 0 ? *from.minutes : minutes_of(from, item, pace);
}

void set_recognised_by(const read::Item& from, const store::Source& source, store::NewItem& item) {
  item.guid = from.id;
  // Many lists have one address for all their letters, which their own ids tell apart.
  const bool is_letter = source.kind == "mail" && !item.guid.empty();
  item.canonical = item.url.empty() || is_letter ? "" : read::canonical_url(item.url);
  // What has neither id nor address nor title is known by its words, or else by a title without
  // any.
  auto key = read::normalised_title(from.title);
  const bool is_nameless = is_unnamed(item) && key.empty();
  if (is_nameless) key = from.text.empty() ? from.title : from.text;
  item.title_key = key.empty() ? 0 : static_cast<std::int64_t>(hash_bytes(key) | 1);
  const auto& own = !item.guid.empty() ? item.guid : !item.canonical.empty() ? item.canonical : key;
  item.identity = source.identity + "\n" + own;
}

}  // namespace

store::NewItem prepare(const read::Item& from, const store::Source& source, double pace, Time now) {
  store::NewItem item;
  item.source = source.row;
  item.url = address_of(from);
  set_recognised_by(from, source, item);
  set_shown(from, pace, item);
  item.is_episode = std::any_of(from.enclosures.begin(), from.enclosures.end(), is_recording);
  item.breaks_off = from.breaks_off;
  item.seen = now;
  // A date to come would hold its item at the top for ever.
  item.time = std::min(from.published ? *from.published : from.updated.value_or(now), now);
  item.digest = digest_of(item);
  if (is_unnamed(item)) {  // namesakes are many: "Untitled"
    item.identity += "\n" + std::to_string(hash_bytes(item.text));
    if (from.published) item.identity += "\n" + to_rfc3339(item.time);
  }
  return item;
}

}  // namespace heed::app
