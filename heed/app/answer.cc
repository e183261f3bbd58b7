#include "heed/app/answer.h"

#include "heed/app/fetch.h"
#include "heed/base/hash.h"
#include "heed/read/charset.h"
#include "heed/read/fetch/schedule.h"
#include "heed/read/url.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

constexpr std::chrono::days kNever{36500};  // for what is gone for good
constexpr int kMoves = 3;                   // answers in a row that name the same new address …
constexpr std::chrono::days kMovesOver{2};  // … over so long

// The times of the newest items, from the store where the answer has none.
std::vector<Time> publishing_times(Home& home, const store::Source& source,
                                   const read::Feed* feed) {
  std::vector<Time> times;
  if (feed != nullptr) {
    for (const auto& item : feed->items) {
      if (item.published) times.push_back(*item.published);
    }
    return times;
  }
  store::ItemFilter newest{source.row, std::nullopt, 20};
  for (const auto& item : home.store().items.list(newest)) times.push_back(item.time);
  return times;
}

read::Rhythm rhythm(Home& home, const store::Source& source, const read::Feed* feed = nullptr) {
  read::Rhythm rhythm;
  rhythm.asked = home.now();
  rhythm.published = publishing_times(home, source, feed);
  rhythm.failures = source.failures;
  rhythm.salt = hash_bytes(source.id);
  if (source.ttl > 0) rhythm.ttl = std::chrono::minutes{source.ttl};
  rhythm.skip_hours = static_cast<unsigned>(source.skip_hours);
  rhythm.skip_days = static_cast<unsigned>(source.skip_days);
  return rhythm;
}

// An address that a page named and that proved to be no feed is not kept.
void note_failure(Home& home, store::Source& source, const Error& error,
                  const read::Response* response) {
  const auto stored = home.store().sources.at(source.row);
  if (!stored) return;  // another heed forgot it meanwhile
  source.url = stored->url;
  ++source.failures;
  source.last_error = error.message;
  auto when = rhythm(home, source);
  if (response != nullptr) when.retry_after = read::delay_of(response->retry_after, home.now());
  const bool gone = response != nullptr && response->gone();
  source.next_fetch = gone ? home.now() + kNever : read::next_due(when);
  home.store().sources.update(source);
}

void describe(store::Source& source, const read::Feed& feed) {
  const auto untitled = read::shown_url(source.url);
  if (!feed.title.empty() && (source.title.empty() || source.title == untitled)) {
    source.title = feed.title;
  }
  if (source.title.empty()) source.title = untitled;
  if (!feed.link.empty()) source.site = feed.link;
  source.kind = feed.format;
}

// An address moves by what it says again and again: a router that wants a login says it once.
void note_move(store::Source& source, const read::Response& answer, Time now) {
  if (answer.moved != source.moved_to) {
    source.moved_to = answer.moved;
    source.moves = 0;
    source.moved_since = now;
  }
  if (answer.moved.empty()) {
    source.moved_since.reset();
    return;
  }
  ++source.moves;
  if (source.moves < kMoves || now - *source.moved_since < kMovesOver) return;
  source.url = answer.moved;
  source.moved_to.clear();
  source.moves = 0;
  source.moved_since.reset();
}

void note_success(Home& home, store::Source& source, const read::Response& response,
                  const read::Feed* feed) {
  source.failures = 0;
  source.last_error.clear();
  if (feed != nullptr) {
    // What came in part is asked for again: the server would say "not modified".
    source.etag = feed->breaks_off ? "" : response.etag;
    source.last_modified = feed->breaks_off ? "" : response.last_modified;
    source.validated = response.url;
    source.ttl = feed->ttl ? static_cast<int>(feed->ttl->count()) : 0;
    source.skip_hours = static_cast<int>(feed->skip_hours.to_ulong());
    source.skip_days = static_cast<int>(feed->skip_days.to_ulong());
  }
  auto when = rhythm(home, source, feed);
  when.max_age = response.max_age;
  when.retry_after = read::delay_of(response.retry_after, home.now());
  source.next_fetch = read::next_due(when);
  home.store().sources.update(source);
}

// A source that was never a feed, as lists of subscriptions name pages: whether the page names its
// feed, which then is to be the source's address.
bool finds_feed(store::Source& source, const read::Document& document,
                const read::Response& answer) {
  const auto* page = std::get_if<read::Page>(&document);
  const bool was_feed = source.kind != "feed";
  if (page == nullptr || page->feeds.empty() || was_feed) return false;
  // What a router that wants a login says, it says under an address of its own.
  if (read::host_and_port(answer.url) != read::host_and_port(source.url)) return false;
  if (page->feeds.front().url == source.url) return false;
  source.url = page->feeds.front().url;
  return true;
}

Error no_feed(const store::Source& source) {
  const bool was_feed = source.kind != "feed";
  return {Failure::bad_input, was_feed ? "there is no feed any more" : "a page that names no feed",
          read::shown_url(source.url),
          was_feed ? "look at it in a browser, or heed sources rm it"
                   : "heed add the feed's own address, or heed sources rm this one"};
}

}  // namespace

Result<read::Document> document_of(const read::Response& response, const std::string& url,
                                   Time now) {
  if (const auto problem = read::failure_of(response)) return *problem;
  return read::read_document(response.body, {read::shown_url(url), response.url,
                                             read::charset_of(response.content_type), now});
}

std::optional<store::Source> take_answer(Home& home, Intake& intake, Ingest& ingest,
                                         store::Source source, const Result<read::Response>& answer,
                                         Pages pages) {
  if (!answer) {
    source.last_fetch = home.now();
    note_failure(home, source, answer.error(), nullptr);
    throw answer.error();
  }
  if (answer->not_modified()) {
    note_move(source, *answer, home.now());
    source.last_fetch = home.now();
    note_success(home, source, *answer, nullptr);
    return std::nullopt;
  }
  const auto document = document_of(*answer, source.url, home.now());
  const auto* feed = document ? std::get_if<read::Feed>(&*document) : nullptr;
  if (feed == nullptr) {
    const bool leads_on =
        pages == Pages::lead_on && document && finds_feed(source, *document, *answer);
    if (leads_on) return source;
    const Error error = document ? no_feed(source) : document.error();
    source.last_fetch = home.now();
    note_failure(home, source, error, &*answer);
    throw error;
  }
  describe(source, *feed);
  note_move(source, *answer, home.now());
  source.last_fetch = home.now();
  if (!intake.name().empty()) source.title = intake.name();
  ingest.warn_of_cut(feed->warnings, read::shown_url(source.url));
  // After an interruption the next time is now.
  if (ingest.store(source, feed->items)) note_success(home, source, *answer, feed);
  return std::nullopt;
}

}  // namespace heed::app
