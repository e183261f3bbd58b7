#include "heed/app/full_text.h"

#include <algorithm>
#include <cmath>

#include "heed/app/fetch.h"
#include "heed/app/items.h"
#include "heed/app/settings.h"
#include "heed/read/charset.h"
#include "heed/read/minutes.h"
#include "heed/read/page/page.h"
#include "heed/read/url.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

constexpr std::size_t kSummary = 1200;       // bytes of text that may be all that a feed carries
constexpr int kNewest = 30;                  // items of a source
constexpr std::chrono::days kAskedAgain{3};  // after an item was first seen
constexpr double kTimeout = 15;              // seconds for a page

struct Wanted {
  store::Item item;
  read::Request request;
};

bool lacks_text(const store::Item& item, const store::Body& body) {
  const bool lacks = body.whole ? body.outdated : body.text.size() < kSummary;
  return lacks && read::is_web_url(item.url);
}

// What a page must say more than: than the summary or, where its own text is renewed, than half of
// that, since an article may be cut but not down to a notice.
std::size_t most_refused(const store::Body& body) {
  return body.outdated ? body.text.size() / 2 : body.text.size();
}

// What a page says, or nothing where the answer is none.
read::Item page_in(const read::Response& answer) {
  const bool is_page =
      answer.status == 200 && answer.content_type.find("html") != std::string::npos;
  if (!is_page) return {};
  const auto html = read::decode_bytes(answer.body, read::charset_of(answer.content_type)).text;
  return read::read_page(html, answer.url).item;
}

// A page that says no more, or is no page, changes nothing but that it has been asked.
bool take_page(Home& home, const Wanted& wanted, const Result<read::Response>& answer) {
  if (!answer) return false;
  const auto page = page_in(*answer);
  auto& store = home.store();
  store::Transaction transaction(store.database);
  const auto item = store.items.find(wanted.item.id);  // its row may be another's by now
  if (!item) return false;
  if (page.text.size() <= most_refused(store.items.body(item->row))) {
    store.items.keep_whole(item->row);
    transaction.commit();
    return false;
  }
  const auto minutes = read::reading_minutes(item->title + "\n" + page.text, item->lang,
                                             number_setting(home, "pace"));
  store.items.set_whole(item->row, {page.content_html, page.text, true},
                        std::max(1.0, std::round(minutes * 10) / 10));
  transaction.commit();
  return true;
}

}  // namespace

void fetch_full_texts(Home& home, std::span<const store::Source> sources, double timeout,
                      const std::function<bool()>& stop) {
  std::vector<Wanted> wanted;
  for (const auto& asked : sources) {
    const auto source = home.store().sources.again(asked);
    if (!source || source->full_text != "always") continue;
    for (auto& item : home.store().items.list({source->row, std::nullopt, kNewest})) {
      const auto body = home.store().items.body(item.row);
      const bool is_late = home.now() - item.seen > kAskedAgain && !body.outdated;
      if (is_late || !lacks_text(item, body)) continue;
      const auto request = request_to(*source, item.url, std::min(timeout, kTimeout));
      wanted.push_back({std::move(item), request});
    }
  }
  std::vector<read::Request> requests;
  requests.reserve(wanted.size());
  for (const auto& one : wanted) requests.push_back(one.request);
  read::Fetcher().fetch(
      requests,
      [&](std::size_t i, const Result<read::Response>& answer) {
        if (!stop()) take_page(home, wanted[i], answer);
      },
      stop);
}

bool fetch_full_text(Home& home, std::string_view id) {
  auto item = find_item(home, id);
  const auto body = home.store().items.body(item.row);
  const auto source = home.store().sources.at(item.source);
  if (!source || source->full_text == "never" || !lacks_text(item, body)) return body.whole;
  const Wanted wanted{std::move(item), {}};
  return take_page(home, wanted,
                   read::Fetcher().fetch(request_to(*source, wanted.item.url, kTimeout)));
}

}  // namespace heed::app
