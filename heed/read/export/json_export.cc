#include <algorithm>
#include <nlohmann/json.hpp>

#include "heed/read/export/entry.h"
#include "heed/read/export/export.h"

namespace heed::read {
namespace {

// The articles of an export: under one of the usual names, an array or an object of objects.
const Json* articles(const Json& json) {
  for (const auto* name : {"results", "list", "articles", "entries", "bookmarks", "links"}) {
    const auto found = json.find(name);
    if (found != json.end() && found->is_structured() && !found->empty()) return &*found;
  }
  return nullptr;
}

bool holds_articles(const Json& list) {
  return std::any_of(list.begin(), list.end(), [](const Json& object) {
    return object.is_object() && is_article(entry_of(object));
  });
}

}  // namespace

std::optional<ItemList> read_json_export(const Json& json, std::string_view where) {
  const auto* list = json.is_array() ? &json : json.is_object() ? articles(json) : nullptr;
  if (list == nullptr || list->empty()) return std::nullopt;
  if (json.is_object() && !holds_articles(*list)) return std::nullopt;
  ItemList out;
  out.kind = "json";
  int number = 0;
  for (const auto& object : *list) {
    if (out.is_full()) break;
    ++number;
    const auto entry = object.is_object() ? entry_of(object) : Json();
    if (is_deleted(entry)) {
      ++out.skipped;
      continue;
    }
    if (auto item = item_of(entry)) {
      out.items.push_back(std::move(*item));
    } else {
      out.errors.emplace_back(Failure::bad_input, item.error().message,
                              std::string(where) + ", item " + std::to_string(number),
                              item.error().remedy);
    }
  }
  return out;
}

}  // namespace heed::read
