#include <algorithm>

#include "heed/read/ascii.h"
#include "heed/read/date.h"
#include "heed/read/export/export.h"
#include "heed/read/export/records.h"
#include "heed/read/feed/construct.h"
#include "heed/read/feed/entry.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

// /r/NAME/comments/ID/words_of_the_title/…
struct Place {
  std::string community;
  std::string title;
};

Place place_of(const std::string& permalink) {
  const auto parts = split(parse_url(permalink).path, "/");
  Place place;
  if (parts.size() >= 2 && parts[0] == "r") place.community = parts[1];
  if (parts.size() >= 5 && parts[2] == "comments") {
    place.title = parts[4];
    std::replace(place.title.begin(), place.title.end(), '_', ' ');
  }
  return place;
}

bool is_reddit(std::string_view url) {
  const auto host = parse_url(url).host();
  return is_web_url(url) && (host == "reddit.com" || host.ends_with(".reddit.com"));
}

std::optional<Item> item_of(const Columns& columns, const Record& record) {
  const auto permalink = std::string(trim(columns.get(record, "permalink")));
  const auto vote = columns.get(record, "direction");
  if (!is_reddit(permalink) || (columns.has("direction") && vote != "up")) return std::nullopt;
  const auto place = place_of(permalink);
  Item item;
  item.id = trim(columns.get(record, "id"));
  item.link = permalink;
  item.title = fold_space(columns.get(record, "title"));
  if (item.title.empty()) item.title = place.title.empty() ? permalink : place.title;
  feed::set_bodies(item, feed::Construct{columns.get(record, "body"), false, item.link}, {});
  item.published = parse_date(columns.get(record, "date"));
  if (!place.community.empty()) item.categories.push_back("r/" + place.community);
  return item;
}

SubscriptionList communities(std::string_view text) {
  SubscriptionList list;
  list.title = "Reddit";
  while (!text.empty()) {
    const auto name = std::string(trim(next_record(text)[0]));
    const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
      return is_alphanumeric(c) || c == '_';
    });
    if (!plain) continue;
    const auto site = "https://www.reddit.com/r/" + name + "/";
    list.subscriptions.push_back({site + ".rss", "r/" + name, site, {"Reddit"}});
  }
  return list;
}

}  // namespace

std::optional<std::variant<ItemList, SubscriptionList>> read_reddit_table(std::string_view text) {
  const auto first = trim(text.substr(0, text.find('\n')));
  if (first.size() > 1024) return std::nullopt;
  const Columns columns(next_record(text));
  if (first == "subreddit") return communities(text);
  if (!columns.has("id") || !columns.has("permalink")) return std::nullopt;
  ItemList list;
  list.kind = "reddit";
  list.title = "Reddit";
  while (!text.empty() && !list.is_full()) {
    const auto record = next_record(text);
    if (record.size() == 1 && trim(record[0]).empty()) continue;
    if (auto item = item_of(columns, record)) {
      list.items.push_back(std::move(*item));
    } else {
      ++list.skipped;
    }
  }
  return list;
}

}  // namespace heed::read
