// Google Reader's streams, in which Inoreader, FreshRSS, The Old Reader and others export what was
// starred or tagged.
#include <nlohmann/json.hpp>

#include "heed/read/ascii.h"
#include "heed/read/export/export.h"
#include "heed/read/feed/construct.h"
#include "heed/read/feed/entry.h"
#include "heed/read/html/tree.h"
#include "heed/read/json_fields.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

// "canonical" and "alternate" are lists of {"href"}.
std::string link_in(const Json& given, std::string_view name) {
  for (const auto& link : array_field(given, name)) {
    if (auto href = std::string(trim(string_field(link, "href"))); is_web_url(href)) return href;
  }
  return {};
}

std::string content_in(const Json& given, const char* name) {
  return given.contains(name) ? string_field(given[name], "content") : std::string();
}

// "user/123/label/Science" is the person's label; other names of theirs are states, as "read".
void take_category(std::string category, Item& item) {
  if (!category.starts_with("user/")) return item.categories.push_back(std::move(category));
  item.read = item.read || category.ends_with("/state/com.google/read");
  constexpr std::string_view kLabel = "/label/";
  const auto at = category.find(kLabel);
  if (at != category.npos) item.categories.push_back(category.substr(at + kLabel.size()));
}

Item item_of(const Json& given) {
  Item item;
  item.id = string_field(given, "id");
  item.title = html::plain_text(string_field(given, "title"));
  item.link = link_in(given, "canonical");
  if (item.link.empty()) item.link = link_in(given, "alternate");
  item.author = fold_space(string_field(given, "author"));
  item.published = date_field(given, "published");
  item.updated = date_field(given, "updated");
  if (given.contains("origin")) item.source = fold_space(string_field(given["origin"], "title"));
  for (auto& category : labels_field(given, "categories")) take_category(std::move(category), item);
  feed::set_bodies(item, feed::Construct{content_in(given, "summary"), true, item.link},
                   feed::Construct{content_in(given, "content"), true, item.link});
  return item;
}

}  // namespace

std::optional<ItemList> read_reader_stream(const Json& json) {
  const auto& given = array_field(json, "items");
  const auto has_link = [](const Json& entry) {
    return !link_in(entry, "canonical").empty() || !link_in(entry, "alternate").empty();
  };
  if (std::none_of(given.begin(), given.end(), has_link)) return std::nullopt;
  ItemList list;
  list.kind = "json";
  list.title = fold_space(string_field(json, "title"));
  for (const auto& entry : given) {
    if (list.is_full()) break;
    if (entry.is_object()) list.items.push_back(item_of(entry));
  }
  return list;
}

}  // namespace heed::read
