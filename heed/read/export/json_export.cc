#include <nlohmann/json.hpp>

#include "heed/read/ascii.h"
#include "heed/read/export/export.h"
#include "heed/read/export/labels.h"
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

// Adds to a text of lines, each a paragraph.
void add_line(std::string& text, const std::string& line) {
  if (line.empty()) return;
  text += (text.empty() ? "" : "\n") + line;
}

// An excerpt, or what was highlighted in a book or article of Readwise, and what the person noted.
std::string words_of(const Json& theirs) {
  std::string words;
  for (const auto& highlight : array_field(theirs, "highlights")) {
    add_line(words, string_field(highlight, "text"));
    add_line(words, string_field(highlight, "note"));
  }
  if (words.empty()) words = first_string(theirs, {"text", "excerpt", "summary", "description"});
  add_line(words, first_string(theirs, {"document_note", "note"}));
  return words;
}

// Of Wallabag a list of names, of Pocket an object of objects.
std::string authors_of(const Json& theirs) {
  std::string byline = string_field(theirs, "author");
  if (!byline.empty()) return byline;
  auto names = labels_field(theirs, "published_by");
  if (theirs.contains("authors") && theirs["authors"].is_object()) {
    for (const auto& [id, author] : theirs["authors"].items()) {
      names.push_back(string_field(author, "name"));
    }
  }
  for (const auto& name : names) {
    if (!name.empty()) byline += (byline.empty() ? "" : ", ") + name;
  }
  return byline;
}

bool says_yes(const Json& theirs, std::string_view name) {
  const auto found = theirs.find(name);
  return found != theirs.end() && (*found == true || number_field(theirs, name) == 1);
}

Json labels_of(const Json& theirs) {
  Json labels = Json::array();
  for (const auto name : {"tags", "labels", "book_tags"}) {
    for (auto& label : labels_field(theirs, name)) labels.push_back(std::move(label));
  }
  // Tags as an object: its keys are the tags.
  if (theirs.contains("tags") && theirs["tags"].is_object()) {
    for (const auto& [tag, ignored] : theirs["tags"].items()) labels.push_back(tag);
  }
  for (const auto name : {"favorite", "is_starred", "starred"}) {  // Pocket, Wallabag, GoodLinks
    if (says_yes(theirs, name)) labels.push_back(kFavourite);
  }
  return labels;
}

// Pocket, Readwise and Omnivore have names of their own for the usual fields.
Json in_our_words(const Json& theirs) {
  if (is_pinboard(theirs)) return in_our_words_from_pinboard(theirs);
  Json ours = theirs;
  const auto set = [&](const char* name, const std::string& value) {
    if (!value.empty()) ours[name] = value;
  };
  set("title", first_string(theirs, {"resolved_title", "given_title", "title"}));
  set("url", first_string(theirs, {"source_url", "resolved_url", "given_url", "url", "link"}));
  set("text", words_of(theirs));
  set("author", authors_of(theirs));
  set("published", first_string(theirs, {"published", "published_date", "published_at",
                                         "time_added", "saved_at", "savedAt", "created_at"}));
  if (!ours.contains("published") && theirs.contains("addedAt")) {
    ours["published"] = theirs["addedAt"];  // GoodLinks, in seconds
  }
  ours["tags"] = labels_of(theirs);
  return ours;
}

// Pocket says so with a number.
bool has_status(const Json& theirs, std::string_view status) {
  return theirs.contains("item_id") && string_field(theirs, "status") == status;
}

// Whether the person is done with it: as Omnivore, Readwise, Wallabag, GoodLinks and
// Pocket say it.
bool is_archived(const Json& theirs) {
  const auto state = lower(first_string(theirs, {"state", "location"}));
  return state == "archived" || state == "archive" || has_status(theirs, "1") ||
         says_yes(theirs, "is_archived") || number_field(theirs, "readAt").value_or(0) > 0;
}

bool is_deleted(const Json& theirs) {
  return has_status(theirs, "2") || says_yes(theirs, "is_deleted") ||
         lower(string_field(theirs, "state")) == "deleted";
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
    if (entry.is_object() && is_deleted(entry)) {
      ++out.skipped;
      continue;
    }
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
