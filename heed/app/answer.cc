#include "heed/app/answer.h"

#include <nlohmann/json.hpp>

#include "heed/app/outcome.h"
#include "heed/read/charset.h"
#include "heed/read/url.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

// A host without "www.", and its port, one for all that are their scheme's own: a page that moves
// between these stays its publisher's.
std::string publisher_of(const std::string& url) {
  constexpr std::string_view kWorldWideWeb = "www.";
  const auto parsed = read::parse_url(url);
  auto host = parsed.host();
  if (host.starts_with(kWorldWideWeb)) host.erase(0, kWorldWideWeb.size());
  const bool is_own = parsed.port() == (parsed.scheme == "https" ? 443 : 80);
  return host + ":" + (is_own ? "" : std::to_string(parsed.port()));
}

bool was_feed(const store::Source& source) {
  return source.kind != "feed";
}

Error no_feed(const Asking& asking, const read::Document& document, const read::Response& answer) {
  const auto where = read::shown_url(asking.url);
  const auto* page = std::get_if<read::Page>(&document);
  if (!asking.is_own()) {
    return {Failure::bad_input, "the feed that its page names is none", where,
            "heed add the feed's own address, or heed sources rm this one"};
  }
  if (was_feed(asking.source)) {
    return {Failure::bad_input, "there is no feed any more", where,
            "look at it in a browser, or heed sources rm it"};
  }
  const bool names_others = page != nullptr && !page->feeds.empty() &&
                            publisher_of(answer.url) != publisher_of(asking.url);
  if (names_others) {
    return {Failure::bad_input,
            "it leads to a page at another address, " + read::host_and_port(answer.url), where,
            "look at it in a browser; heed add its new address if it moved there"};
  }
  return {Failure::bad_input, "a page that names no feed", where,
          "heed add the feed's own address, or heed sources rm this one"};
}

// Where a source was never a feed, as lists of subscriptions name pages: the feeds that its page
// names. What a router that wants a login says, it says under an address of its own.
void find_feeds(Asking& asking, const read::Document& document, const read::Response& answer) {
  const auto* page = std::get_if<read::Page>(&document);
  if (page == nullptr || !asking.is_own() || was_feed(asking.source)) return;
  if (publisher_of(answer.url) != publisher_of(asking.url)) return;
  for (const auto& feed : page->feeds) {
    if (feed.url != asking.url) asking.feeds.push_back(feed.url);
  }
}

// The other source that brings what lies there, unless it is gone for good and not asked any more.
std::optional<store::Source> other_at(Home& home, const std::string& url,
                                      const store::Source& source) {
  auto other = home.store().sources.also_asked_at(url, source);
  if (other && other->next_fetch && *other->next_fetch > home.now() + std::chrono::years(1)) {
    other.reset();
  }
  return other;
}

void say_same_feed(Home& home, Ingest& ingest, const store::Source& source,
                   const store::Source& other) {
  const auto message = "the same feed as source " + other.id + ", which brings its items";
  if (!note_same_feed(home, source, message)) return;
  ingest.report({{"warning", {{"message", message}, {"where", read::shown_url(source.url)}}}});
}

// No feed came: whether there is another that may be asked.
bool goes_on(Asking& asking) {
  asking.left -= std::chrono::duration<double>(Asking::Clock::now() - asking.started).count();
  if (asking.feeds.empty()) return false;
  asking.url = read::normal_url(asking.feeds.front());
  asking.feeds.pop_front();
  constexpr double kLeast = 0.1;  // seconds that a request is given
  const bool late = asking.left < kLeast;
  if (late && !asking.failure) {
    asking.failure = Error(Failure::network, "the feed that its page names was not asked in time",
                           read::shown_url(asking.url), "give a longer --timeout");
  }
  return !late;
}

// `feed`: null where it is not modified.
void take_feed(Home& home, const Intake& intake, Ingest& ingest, Asking& asking,
               const read::Response& answer, const read::Feed* feed) {
  auto& source = asking.source;
  if (!answer.moved.empty()) {
    const auto other = other_at(home, read::normal_url(answer.moved), source);
    if (other) return say_same_feed(home, ingest, source, *other);
  }
  if (feed != nullptr) {
    describe(source, *feed, intake.name());
    ingest.warn_of_cut(feed->warnings, read::shown_url(asking.url));
    // After an interruption the next time is now.
    if (!ingest.store(source, feed->items)) return;
  }
  note_success(home, source, {asking.url, answer, feed, intake.name()});
}

}  // namespace

Result<read::Document> document_of(const read::Response& response, const std::string& url,
                                   Time now) {
  if (const auto problem = read::failure_of(response)) return *problem;
  return read::read_document(response.body, {read::shown_url(url), response.url,
                                             read::charset_of(response.content_type), now});
}

std::optional<Asking> take_answer(Home& home, Intake& intake, Ingest& ingest, Asking asking,
                                  const Result<read::Response>& answer) {
  auto stored = home.store().sources.again(asking.source);
  if (!stored) return std::nullopt;
  stored->url = asking.source.url;  // that was asked
  asking.source = std::move(*stored);
  if (answer && answer->not_modified()) {
    take_feed(home, intake, ingest, asking, *answer, nullptr);
    return std::nullopt;
  }
  const auto document = answer ? document_of(*answer, asking.url, home.now())
                               : Result<read::Document>(answer.error());
  if (const auto* feed = document ? std::get_if<read::Feed>(&*document) : nullptr) {
    take_feed(home, intake, ingest, asking, *answer, feed);
    return std::nullopt;
  }
  const auto* own_response = answer && asking.is_own() ? &*answer : nullptr;
  if (document) find_feeds(asking, *document, *answer);
  const bool leads_on = asking.is_own() && !asking.feeds.empty();
  if (!leads_on && !asking.failure) {
    asking.failure = document ? no_feed(asking, *document, *answer) : document.error();
  }
  if (goes_on(asking)) {
    const auto other = other_at(home, asking.url, asking.source);
    if (!other) return asking;
    say_same_feed(home, ingest, asking.source, *other);
    return std::nullopt;
  }
  note_failure(home, asking.source, *asking.failure, own_response);
  throw Error(*asking.failure);
}

}  // namespace heed::app
