// Read-later services: Pocket, Instapaper, Wallabag, Readwise and whatever names its columns alike.
#include <charconv>
#include <unordered_map>

#include "heed/base/escape.h"
#include "heed/read/ascii.h"
#include "heed/read/date.h"
#include "heed/read/export/export.h"
#include "heed/read/export/records.h"
#include "heed/read/feed/construct.h"
#include "heed/read/feed/entry.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

std::string date_of(const Columns& columns, const Record& record) {
  return columns.get(record, {"published", "time_added", "timestamp", "saved date", "creation date",
                              "created_at", "created", "date"});
}

// A table has one order of days and months: Wallabag's own is that of France, and so is that of a
// table with a date whose first number is no month.
DayOrder order_of_days(const Columns& columns, std::string_view text, char separator) {
  if (columns.has("mime type") && columns.has("creation date")) return DayOrder::day_first;
  while (!text.empty()) {
    const auto date = date_of(columns, next_record(text, separator));
    if (date.find('/') == date.npos) continue;
    int first = 0;
    std::from_chars(date.data(), date.data() + date.size(), first);
    if (first > 12 && first <= 31) return DayOrder::day_first;
  }
  return DayOrder::month_first;
}

Item item_of(const Columns& columns, const Record& record, DayOrder order) {
  Item item;
  item.link = trim(columns.get(record, {"url", "link"}));
  item.title = fold_space(columns.get(record, {"title", "name"}));
  item.author = fold_space(columns.get(record, {"author", "authors"}));
  item.language = trim(columns.get(record, {"language"}));
  if (const auto content = columns.get(record, {"content"}); !content.empty()) {
    const bool html = trim(content).starts_with("<") || feed::looks_like_html(content);
    const feed::Construct body{content, html, item.link};
    feed::set_bodies(item, {}, body);
  } else {
    item.text =
        fold_space(columns.get(record, {"selection", "excerpt", "summary", "highlight", "note"}));
    append_escaped(item.summary_html, item.text);
  }
  item.published = parse_date(date_of(columns, record), order);
  for (auto& tag : split(columns.get(record, {"tags", "document tags", "folder"}), ",|;[]\"'")) {
    item.categories.push_back(std::move(tag));
  }
  const auto state = lower(trim(columns.get(record, {"status", "location", "folder"})));
  item.read = state == "archive";  // of Pocket, Readwise and Instapaper
  if (item.title.empty()) item.title = item.link;
  return item;
}

// Readwise's highlights: one record each, of books and articles that they name but don't link to.
// Those of one work become one item, a paragraph each.
ItemList read_highlights(const Columns& columns, std::string_view text) {
  ItemList list;
  list.kind = "csv";
  list.title = "Readwise";
  std::unordered_map<std::string, std::size_t> places;  // of titles, in the list
  while (!text.empty() && !list.is_full()) {
    const auto record = next_record(text);
    const auto words = fold_space(columns.get(record, {"highlight"}));
    if (words.empty()) continue;
    const auto title = fold_space(columns.get(record, {"book title"}));
    const auto [place, is_new] = places.emplace(title, list.items.size());
    auto& item = is_new ? list.items.emplace_back() : list.items[place->second];
    if (is_new) {
      item.title = title;
      item.author = fold_space(columns.get(record, {"book author"}));
      item.published = parse_date(columns.get(record, {"highlighted at"}));
    }
    item.text += (item.text.empty() ? "" : "\n") + words;
    item.content_html += "<p>";
    append_escaped(item.content_html, words);
    item.content_html += "</p>";
  }
  return list;
}

}  // namespace

std::optional<ItemList> read_csv(std::string_view text, std::string_view where) {
  const char separator = separator_of(text);
  if (separator == 0 || text.find('\n') > 4096) return std::nullopt;
  const Columns columns(next_record(text, separator));
  if (columns.has("highlight") && columns.has("book title")) return read_highlights(columns, text);
  if (!columns.has("title") || !(columns.has("url") || columns.has("link"))) return std::nullopt;
  const auto order = order_of_days(columns, text, separator);
  ItemList list;
  list.kind = "csv";
  for (int number = 2; !text.empty() && !list.is_full(); ++number) {
    const auto record = next_record(text, separator);
    if (record.size() == 1 && trim(record[0]).empty()) continue;
    auto item = item_of(columns, record, order);
    if (is_web_url(item.link)) {
      list.items.push_back(std::move(item));
    } else {
      list.errors.emplace_back(Failure::bad_input, "not an address of the web: " + item.link,
                               std::string(where) + ", record " + std::to_string(number),
                               "correct the record");
    }
  }
  return list;
}

}  // namespace heed::read
