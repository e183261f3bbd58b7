#include "heed/read/feed/json_feed.h"

#include <nlohmann/json.hpp>

#include "heed/read/ascii.h"
#include "heed/read/feed/construct.h"
#include "heed/read/feed/entry.h"
#include "heed/read/html/tree.h"
#include "heed/read/json_fields.h"
#include "heed/read/url.h"

namespace heed::read::feed {
namespace {

std::string text_field(const Json& object, std::string_view name) {
  return plain_line(string_field(object, name));
}

std::string link_field(const Json& object, std::string_view name, std::string_view base) {
  const auto link = string_field(object, name);
  if (link.empty()) return {};
  auto url = resolve_url(base, link);
  return is_safe_link(url) ? url : std::string();
}

// Of an item, or of the feed. Version 1.0 has one author, 1.1 a list of them.
std::string read_authors(const Json& given) {
  return plain_line(names_field(given, {"authors", "author"}));
}

void read_attachments(const Json& given, std::string_view base, Item& item) {
  for (const auto& attachment : array_field(given, "attachments")) {
    Enclosure found;
    found.url = link_field(attachment, "url", base);
    found.type = string_field(attachment, "mime_type");
    if (const auto size = number_field(attachment, "size_in_bytes");
        size && *size >= 0 && *size < 1e15) {
      found.length = static_cast<long long>(*size);
    }
    const auto seconds = number_field(attachment, "duration_in_seconds");
    if (seconds && *seconds > 0 && !item.minutes) item.minutes = *seconds / 60.0;
    if (!found.url.empty()) item.enclosures.push_back(std::move(found));
  }
}

Item read_item(const Json& given, std::string_view url) {
  Item item;
  item.id = string_field(given, "id");
  item.title = text_field(given, "title");
  item.link = link_field(given, "url", url);
  if (item.link.empty()) item.link = link_field(given, "external_url", url);
  item.author = read_authors(given);
  item.published = meant_date(date_field(given, "date_published"));
  item.updated = meant_date(date_field(given, "date_modified"));
  item.language = string_field(given, "language");
  for (const auto& tag : labels_field(given, "tags")) item.categories.push_back(plain_line(tag));
  read_attachments(given, url, item);

  const auto base = item.link.empty() ? std::string(url) : item.link;
  const auto html = string_field(given, "content_html");
  const Construct summary{string_field(given, "summary"), false, base, item.link};
  const Construct content{html.empty() ? string_field(given, "content_text") : html, !html.empty(),
                          base, item.link};
  set_bodies(item, summary, content);
  return item;
}

// What relative links are seen from: where the feed lies or says that it does, or else its page.
std::string base_of(const Json& document, std::string_view known_url) {
  if (!known_url.empty()) return std::string(known_url);
  for (const auto name : {"feed_url", "home_page_url"}) {
    if (auto url = link_field(document, name, {}); is_web_url(url)) return url;
  }
  return {};
}

}  // namespace

std::optional<Feed> read_json_feed(const Json& document, std::string_view known_url) {
  if (!document.is_object() || !document.contains("items")) return std::nullopt;
  constexpr std::string_view kMark = "jsonfeed.org/version/";
  const auto version = string_field(document, "version");
  const auto at = version.find(kMark);
  if (at == std::string::npos && !document.contains("title")) return std::nullopt;

  const auto url = base_of(document, known_url);
  Feed feed;
  feed.format = "json";
  if (at != std::string::npos) feed.version = version.substr(at + kMark.size());
  if (feed.version == "1") feed.version = "1.0";
  feed.title = text_field(document, "title");
  feed.link = link_field(document, "home_page_url", url);
  feed.description = text_field(document, "description");
  feed.language = string_field(document, "language");
  if (at == std::string::npos) feed.warnings.push_back("names no version of JSON Feed");
  for (const auto& item : array_field(document, "items")) {
    if (feed.items.size() == kMostItems) {
      feed.warnings.emplace_back(kCut);
      break;
    }
    if (item.is_object()) feed.items.push_back(read_item(item, url));
  }
  lend_authors(read_authors(document), feed.items);
  lend_language(feed.language, feed.items);
  return feed;
}

}  // namespace heed::read::feed
