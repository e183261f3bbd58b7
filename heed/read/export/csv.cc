// Read-later services: Pocket, Instapaper, Wallabag, Readwise and whatever names its columns alike.
#include <algorithm>
#include <charconv>

#include "heed/read/ascii.h"
#include "heed/read/date.h"
#include "heed/read/export/export.h"
#include "heed/read/export/highlights.h"
#include "heed/read/export/labels.h"
#include "heed/read/export/records.h"
#include "heed/read/feed/construct.h"
#include "heed/read/feed/entry.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

std::string date_of(const Columns& columns, const Record& record) {
  return columns.get(record, {"published", "time_added", "timestamp", "saved date", "creation date",
                              "created_at", "created", "date", "last interaction date"});
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

// An excerpt and what the person wrote beside it, a paragraph each.
std::string words_of(const Columns& columns, const Record& record) {
  std::string words;
  for (const auto& paragraph :
       {columns.get(record, {"selection", "excerpt", "summary", "highlight"}),
        columns.get(record, {"note"}), columns.get(record, {"highlights"})}) {
    if (!trim(paragraph).empty()) words += fold_space(paragraph) + "\n\n";
  }
  return words;
}

// Names of where everything lies that was put nowhere: of Instapaper and Raindrop.
bool is_no_folder(std::string_view folder) {
  const auto name = lower(trim(folder));
  return name == "unread" || name == "archive" || name == "unsorted";
}

bool is_yes(std::string_view cell) {
  const auto word = lower(trim(cell));
  return word == "true" || word == "1";
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
    feed::set_bodies(item, feed::Construct{words_of(columns, record), false, item.link}, {});
  }
  item.published = parse_date(date_of(columns, record), order);
  for (const auto name : {"tags", "document tags", "labels"}) {
    for (const auto& label : labels_in(columns.get(record, {name}))) add_label(item, label);
  }
  if (const auto folder = columns.get(record, {"folder"}); !is_no_folder(folder)) {
    add_label(item, folder);
  }
  if (is_yes(columns.get(record, {"favorite", "favorited", "starred"})))
    add_label(item, kFavourite);
  const auto state = lower(trim(columns.get(record, {"status", "location", "folder"})));
  // Of Pocket, Readwise and Instapaper; of Matter.
  item.read = state == "archive" || is_yes(columns.get(record, {"read"}));
  if (item.title.empty()) item.title = item.link;
  return item;
}

}  // namespace

std::optional<ItemList> read_csv(std::string_view text, std::string_view where) {
  const char separator = separator_of(text);
  if (separator == 0 || std::min(text.find('\n'), text.size()) > 4096) return std::nullopt;
  const Columns columns(next_record(text, separator));
  if (is_highlights(columns)) return read_highlights(columns, text, separator);
  if (!columns.has("title") || !(columns.has("url") || columns.has("link"))) return std::nullopt;
  const auto order = order_of_days(columns, text, separator);
  ItemList list;
  list.kind = "csv";
  // In parts, each a file.
  if (columns.has("time_added") && columns.has("status")) list.title = "Pocket";
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
