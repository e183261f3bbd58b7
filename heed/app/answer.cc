// What is made of an answer from the network: take_answer for a source that is known, add_address
// for an address that is new.
#include <algorithm>
#include <sstream>

#include "heed/app/fetch.h"
#include "heed/base/hash.h"
#include "heed/read/charset.h"
#include "heed/read/fetch/schedule.h"
#include "heed/read/url.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

constexpr std::chrono::days kNever{36500};  // for what is gone for good

Result<read::Document> document_of(const read::Response& response, const std::string& url) {
  if (const auto problem = read::failure_of(response)) return *problem;
  return read::read_document(response.body,
                             {url, response.url, read::charset_of(response.content_type)});
}

read::Rhythm rhythm(const store::Source& source, Time now) {
  read::Rhythm rhythm;
  rhythm.asked = now;
  rhythm.failures = source.failures;
  rhythm.salt = hash_bytes(source.id);
  return rhythm;
}

void note_failure(Home& home, store::Source& source, const Error& error,
                  const read::Response* response) {
  ++source.failures;
  source.last_error = error.message;
  auto when = rhythm(source, home.now());
  if (response != nullptr) when.retry_after = response->retry_after;
  const bool gone = response != nullptr && response->gone();
  source.next_fetch = gone ? home.now() + kNever : read::next_due(when);
  home.store().sources.update(source);
}

void note_success(Home& home, store::Source& source, const read::Response& response,
                  const read::Feed* feed) {
  source.failures = 0;
  source.last_error.clear();
  auto when = rhythm(source, home.now());
  when.max_age = response.max_age;
  when.retry_after = response.retry_after;
  if (feed != nullptr) {
    for (const auto& item : feed->items) {
      if (item.published) when.published.push_back(*item.published);
    }
    source.etag = response.etag;
    source.last_modified = response.last_modified;
  }
  source.next_fetch = read::next_due(when);
  home.store().sources.update(source);
}

void describe(store::Source& source, const read::Feed& feed) {
  if (!feed.title.empty() && (source.title.empty() || source.title == source.url)) {
    source.title = feed.title;
  }
  if (source.title.empty()) source.title = source.url;
  if (!feed.link.empty()) source.site = feed.link;
  source.kind = feed.format;
}

store::Source subscription(const read::Request& request, const std::string& url,
                           const std::string& name) {
  store::Source source;
  source.identity = source.url = url;
  source.title = name.empty() ? url : name;
  source.kind = "feed";
  if (request.allow_private) source.allowed = host_and_port(url);
  return source;
}

// Another address of the same request: what the person allowed stays with its host and port.
read::Request like(const read::Request& request, const std::string& url) {
  read::Request other = request;
  other.url = url;
  other.allow_private = request.allow_private && host_and_port(url) == host_and_port(request.url);
  return other;
}

// The feed that a page belongs to: as it says, or, for the front of a site, where feeds usually
// lie.
bool subscribe_to_page(Home& home, Intake& intake, Ingest& ingest, const read::Page& page,
                       const read::Request& request) {
  std::vector<std::string> candidates;
  for (const auto& feed : page.feeds) candidates.push_back(feed.url);
  const auto path = read::parse_url(request.url).path;
  if (candidates.empty() && path.size() <= 1) candidates = read::likely_feeds(request.url);
  for (const auto& url : candidates) {
    const auto next = like(request, url);
    auto answer = read::Fetcher().fetch(next);
    if (!answer) continue;
    const auto document = document_of(*answer, url);
    if (!document || !std::holds_alternative<read::Feed>(*document)) continue;
    auto source = intake.source(subscription(next, url, intake.name()));
    take_answer(home, intake, ingest, source, answer);
    return true;
  }
  return false;
}

}  // namespace

void take_answer(Home& home, Intake& intake, Ingest& ingest, store::Source source,
                 const Result<read::Response>& answer) {
  source.last_fetch = home.now();
  if (!answer) {
    note_failure(home, source, answer.error(), nullptr);
    throw answer.error();
  }
  if (answer->not_modified()) return note_success(home, source, *answer, nullptr);
  const auto document = document_of(*answer, source.url);
  const auto* feed = document ? std::get_if<read::Feed>(&*document) : nullptr;
  if (feed == nullptr) {
    const Error error = document
                            ? Error(Failure::bad_input, "there is no feed any more", source.url,
                                    "look at it in a browser, or heed sources rm it")
                            : document.error();
    note_failure(home, source, error, &*answer);
    throw error;
  }
  describe(source, *feed);
  if (!answer->moved.empty()) source.url = answer->moved;
  if (!intake.name().empty()) source.title = intake.name();
  ingest.store(source, feed->items);
  note_success(home, source, *answer, feed);
}

void add_address(Home& home, Intake& intake, Ingest& ingest, const read::Request& request) {
  const auto answer = read::Fetcher().fetch(request);
  if (!answer) throw answer.error();
  if (read::looks_like_json_lines(std::string_view(answer->body).substr(0, 8192))) {
    std::istringstream in(answer->body);
    return intake.take_json_lines(in, request.url);
  }
  const auto document = document_of(*answer, request.url).take();
  if (std::holds_alternative<read::Feed>(document)) {
    auto source = intake.source(subscription(request, request.url, intake.name()));
    return take_answer(home, intake, ingest, source, answer);
  }
  const auto* page = std::get_if<read::Page>(&document);
  if (page != nullptr && subscribe_to_page(home, intake, ingest, *page, request)) return;
  intake.take(document, {request.url, answer->url, ""});
}

}  // namespace heed::app
