#include "heed/read/export/entry.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "heed/read/ascii.h"
#include "heed/read/export/field_names.h"
#include "heed/read/export/labels.h"
#include "heed/read/feed/construct.h"
#include "heed/read/html/tree.h"
#include "heed/read/json_fields.h"
#include "heed/read/jsonl/jsonl.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

void rename(Json& entry, const char* from, const char* to) {
  if (!entry.contains(from)) return;
  entry[to] = std::move(entry[from]);
  entry.erase(from);
}

// Names that mean something else in the company of others.
void settle_names(Json& entry) {
  if (entry.contains("href") && entry.contains("description") && !entry.contains("title")) {
    rename(entry, "description", "title");  // Pinboard
    rename(entry, "extended", "description");
    rename(entry, "time", "published");
    entry["tags"] = split(string_field(entry, "tags"), " ");
  }
  if (entry.contains("full_text")) rename(entry, "name", "author");  // a post of X
}

bool says_yes(const Json& entry, std::string_view name) {
  const auto found = entry.find(name);
  return found != entry.end() && (*found == true || number_field(entry, name) == 1 ||
                                  same_ignoring_case(trim(text_of(*found)), "true"));
}

bool says_yes(const Json& entry, Names names) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return says_yes(entry, name); });
}

// Pocket says so with a number.
bool has_status(const Json& entry, std::string_view status) {
  return entry.contains("item_id") && string_field(entry, "status") == status;
}

bool is_in_state(const Json& entry, Names states) {
  return std::any_of(kState.begin(), kState.end(), [&](std::string_view name) {
    const auto state = lower(trim(string_field(entry, name)));
    return std::find(states.begin(), states.end(), state) != states.end();
  });
}

std::string folder_of(const Json& entry) {
  return std::string(trim(string_field(entry, "folder")));
}

// Names of where everything lies that was put nowhere: of Instapaper and Raindrop.
bool is_no_folder(std::string_view folder) {
  const auto name = lower(folder);
  return name == "unread" || name == "archive" || name == "unsorted";
}

// Whether the person is done with it.
bool is_read(const Json& entry) {
  return is_in_state(entry, {"archive", "archived", "read"}) || has_status(entry, "1") ||
         lower(folder_of(entry)) == "archive" || says_yes(entry, kReadMark) ||
         date_field(entry, "read_at").value_or(Time{}) > Time{};
}

void take_labels(const Json& entry, Item& item) {
  for (const auto name : kLabels) {
    for (const auto& label : labels_field(entry, name)) add_label(item, label);
    for (const auto& label : labels_in(string_field(entry, name))) add_label(item, label);
  }
  // Pocket's tags are the keys of an object.
  if (const auto tags = entry.find("tags"); tags != entry.end() && tags->is_object()) {
    for (const auto& [tag, ignored] : tags->items()) add_label(item, tag);
  }
  if (const auto folder = folder_of(entry); !is_no_folder(folder)) add_label(item, folder);
  if (says_yes(entry, kFavouriteMark)) add_label(item, kFavourite);
}

// Adds to a text of lines, each a paragraph.
void add_line(std::string& text, const std::string& line) {
  if (trim(line).empty()) return;
  text += (text.empty() ? "" : "\n") + line;
}

// What the person highlighted and noted.
std::string words_of_person(const Json& entry) {
  std::string words;
  for (const auto name : kHighlights) {
    for (const auto& highlight : array_field(entry, name)) {
      if (highlight.is_string()) add_line(words, text_of(highlight));
      add_line(words, first_string(highlight, {"text", "content", "quote"}));
      add_line(words, string_field(highlight, "note"));
    }
    add_line(words, string_field(entry, name));
  }
  add_line(words, first_string(entry, kNote));
  return words;
}

// The thing's own words or else what is said of it, and behind them the person's.
std::string words_of(const Json& entry) {
  std::string words = first_string(entry, kContent);
  if (words.empty()) words = first_string(entry, kSummary);
  add_line(words, words_of_person(entry));
  return words;
}

// The same of a thing whose own words are HTML.
std::string html_of(const Json& entry) {
  return first_string(entry, kContent) +
         html::serialise(html::tree_of_lines(words_of_person(entry)).root());
}

std::optional<Time> day_of(const Json& entry, DayOrder order) {
  for (const auto name : kDay) {
    if (const auto day = date_field(entry, name, order)) return day;
  }
  return std::nullopt;
}

}  // namespace

Json entry_of(const Json& object) {
  Json entry = Json::object();
  for (const auto& [key, value] : object.items()) {
    if (const auto name = snake_case(key); is_field(name)) entry[name] = value;
  }
  if (const auto content = entry.find("content"); content != entry.end() && content->is_object()) {
    const Json inner = std::move(*content);
    entry.erase(content);
    for (const auto& [key, value] : inner.items()) {
      const auto name = snake_case(key);
      if (!is_field(name)) continue;
      auto& own = entry[name];
      if (own.is_null()) own = value;
    }
  }
  settle_names(entry);
  return entry;
}

bool is_article(const Json& entry) {
  const bool has_title = std::any_of(kTitle.begin(), kTitle.end(),
                                     [&](std::string_view name) { return entry.contains(name); });
  return has_title && (is_web_url(first_string(entry, kAddress)) || !words_of(entry).empty());
}

bool is_deleted(const Json& entry) {
  return has_status(entry, "2") || says_yes(entry, "is_deleted") ||
         is_in_state(entry, {"deleted", "removed"});
}

Result<Item> item_of(const Json& entry, DayOrder order) {
  if (!entry.is_object()) return Error(Failure::bad_input, "not a JSON object");
  Json ours = Json::object();
  for (const auto* name : {"id", "source", "updated", "minutes"}) {
    if (entry.contains(name)) ours[name] = entry[name];
  }
  const auto content = first_string(entry, kContent);
  auto address = std::string(trim(first_string(entry, kAddress)));
  if (!is_web_url(address)) address.clear();
  const auto title = first_string(entry, kTitle);
  const bool is_untitled_link = trim(title).empty() && content.empty() && !address.empty();
  ours["url"] = address;
  ours["title"] = is_untitled_link ? address : title;
  ours["author"] = names_field(entry, kAuthor);
  ours["lang"] = first_string(entry, kLanguage);
  if (const auto day = day_of(entry, order)) ours["published"] = to_rfc3339(*day);
  const bool is_html = trim(content).starts_with('<') || feed::looks_like_html(content);
  ours[is_html ? "html" : "text"] = is_html ? html_of(entry) : words_of(entry);
  auto item = item_from_json(ours);
  if (!item) return item;
  take_labels(entry, *item);
  item->read = is_read(entry);
  return item;
}

}  // namespace heed::read
