#include <nlohmann/json.hpp>

#include "heed/read/ascii.h"
#include "heed/read/export/export.h"
#include "heed/read/json_fields.h"
#include "heed/read/jsonl/jsonl.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

// Pinboard calls the title "description", and its tags are one text.
bool is_pinboard(const Json& theirs) {
  return theirs.contains("href") && theirs.contains("description") && !theirs.contains("title");
}

Json in_our_words_from_pinboard(const Json& theirs) {
  return {{"title", first_string(theirs, {"description", "href"})},
          {"url", string_field(theirs, "href")},
          {"text", string_field(theirs, "extended")},
          {"published", string_field(theirs, "time")},
          {"tags", split(string_field(theirs, "tags"), " ")}};
}

// Pocket, Readwise and Omnivore have names of their own for the usual fields.
Json in_our_words(const Json& theirs) {
  if (is_pinboard(theirs)) return in_our_words_from_pinboard(theirs);
  Json ours = theirs;
  const auto rename = [&](const char* name, std::initializer_list<std::string_view> names) {
    const auto value = first_string(theirs, names);
    if (!value.empty()) ours[name] = value;
  };
  rename("title", {"resolved_title", "given_title", "title"});
  rename("url", {"source_url", "resolved_url", "given_url", "url", "link"});
  rename("text", {"text", "excerpt", "summary", "description"});
  rename("published", {"published", "published_date", "published_at", "time_added", "saved_at",
                       "savedAt", "created_at"});
  // Tags as an object: its keys are the tags.
  if (theirs.contains("tags") && theirs["tags"].is_object()) {
    ours["tags"] = Json::array();
    for (const auto& [tag, ignored] : theirs["tags"].items()) ours["tags"].push_back(tag);
  }
  // A book or article of Readwise: its highlights are its text, a line each.
  std::string highlights;
  for (const auto& highlight : array_field(theirs, "highlights")) {
    highlights += string_field(highlight, "text") + "\n";
  }
  if (!highlights.empty()) ours["text"] = highlights;
  return ours;
}

// Whether the person is done with it: as Omnivore, Readwise, Wallabag and Pocket say it.
bool is_archived(const Json& theirs) {
  const auto state = lower(first_string(theirs, {"state", "location"}));
  const bool done = state == "archived" || state == "archive";
  const bool pocket = theirs.contains("item_id") && string_field(theirs, "status") == "1";
  return done || pocket || number_field(theirs, "is_archived").value_or(0) == 1 ||
         (theirs.contains("is_archived") && theirs["is_archived"] == true);
}

// The articles of an export: under one of the usual names, an array or an object of objects.
const Json* articles(const Json& json) {
  for (const auto* name : {"results", "list", "articles", "entries", "bookmarks", "links"}) {
    const auto found = json.find(name);
    if (found != json.end() && found->is_structured() && !found->empty()) return &*found;
  }
  return nullptr;
}

bool is_article(const Json& json) {
  if (!json.is_object()) return false;
  const auto ours = in_our_words(json);
  return ours.contains("title") && (is_web_url(string_field(ours, "url")) || ours.contains("text"));
}

}  // namespace

std::optional<ItemList> read_json_export(const Json& json, std::string_view where) {
  const auto* list = json.is_array() ? &json : json.is_object() ? articles(json) : nullptr;
  if (list == nullptr || list->empty()) return std::nullopt;
  if (json.is_object() && !is_article(list->front())) return std::nullopt;
  ItemList out;
  out.kind = "json";
  int number = 0;
  for (const auto& entry : *list) {
    if (out.is_full()) break;
    ++number;
    auto item = item_from_json(entry.is_object() ? in_our_words(entry) : entry);
    if (item) {
      item->read = is_archived(entry);
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
