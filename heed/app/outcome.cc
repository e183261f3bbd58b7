#include "heed/app/outcome.h"

#include "heed/base/hash.h"
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

// Lets `change` have the source as it is stored; false where it was forgotten.
template <class Change>
bool change_stored(Home& home, const store::Source& source, const Change& change) {
  auto& store = home.store();
  store::Transaction transaction(store.database);
  auto stored = store.sources.again(source);
  if (!stored) return false;
  stored->last_fetch = home.now();
  change(*stored);
  store.sources.update(*stored);
  transaction.commit();
  return true;
}

// An address moves by what it says again and again: a router that wants a login says it once.
void note_move(Home& home, store::Source& source, const std::string& moved) {
  if (moved != source.moved_to) {
    source.moved_to = moved;
    source.moves = 0;
    source.moved_since = home.now();
  }
  if (moved.empty()) {
    source.moved_since.reset();
    return;
  }
  ++source.moves;
  if (source.moves < kMoves || home.now() - *source.moved_since < kMovesOver) return;
  if (home.store().sources.also_asked_at(moved, source)) return;
  source.url = moved;
  source.moved_to.clear();
  source.moves = 0;
  source.moved_since.reset();
}

void note_feed(store::Source& source, const read::Response& response, const read::Feed& feed) {
  // What came in part is asked for again: the server would say "not modified".
  source.etag = feed.breaks_off ? "" : response.etag;
  source.last_modified = feed.breaks_off ? "" : response.last_modified;
  source.validated = response.url;
  source.ttl = feed.ttl ? static_cast<int>(feed.ttl->count()) : 0;
  source.skip_hours = static_cast<int>(feed.skip_hours.to_ulong());
  source.skip_days = static_cast<int>(feed.skip_days.to_ulong());
}

}  // namespace

void describe(store::Source& source, const read::Feed& feed, const std::string& name) {
  const auto untitled = read::shown_url(source.url);
  if (!feed.title.empty() && (source.title.empty() || source.title == untitled)) {
    source.title = feed.title;
  }
  if (source.title.empty()) source.title = untitled;
  if (!name.empty()) source.title = name;
  if (!feed.link.empty()) source.site = feed.link;
  source.kind = feed.format;
}

void note_success(Home& home, const store::Source& source, const Success& success) {
  const auto& url = success.url;
  const auto& response = success.response;
  const auto* feed = success.feed;
  change_stored(home, source, [&](store::Source& stored) {
    if (feed != nullptr) {
      describe(stored, *feed, success.name);
      note_feed(stored, response, *feed);
    }
    const bool is_led = url != source.url && stored.url == source.url;
    if (is_led && !home.store().sources.also_asked_at(url, stored)) stored.url = url;
    note_move(home, stored, response.moved.empty() ? "" : read::normal_url(response.moved));
    stored.failures = 0;
    stored.last_error.clear();
    auto when = rhythm(home, stored, feed);
    when.max_age = response.max_age;
    when.retry_after = read::delay_of(response.retry_after, home.now());
    stored.next_fetch = read::next_due(when);
  });
}

void note_failure(Home& home, const store::Source& source, const Error& error,
                  const read::Response* response) {
  change_stored(home, source, [&](store::Source& stored) {
    ++stored.failures;
    stored.last_error = error.message;
    auto when = rhythm(home, stored);
    if (response != nullptr) when.retry_after = read::delay_of(response->retry_after, home.now());
    const bool gone = response != nullptr && response->gone();
    stored.next_fetch = gone ? home.now() + kNever : read::next_due(when);
  });
}

bool note_same_feed(Home& home, const store::Source& source, const std::string& message) {
  bool is_new = false;
  change_stored(home, source, [&](store::Source& stored) {
    is_new = stored.last_error != message;
    stored.failures = 0;
    stored.last_error = message;
    stored.next_fetch = read::next_due(rhythm(home, stored));
  });
  return is_new;
}

}  // namespace heed::app
