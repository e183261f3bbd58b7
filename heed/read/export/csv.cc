#include <algorithm>

#include "heed/base/escape.h"
#include "heed/read/ascii.h"
#include "heed/read/date.h"
#include "heed/read/export/export.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

// One record (RFC 4180): quoted fields may hold commas, doubled quotes and line breaks.
std::vector<std::string> next_record(std::string_view& text) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  while (!text.empty()) {
    const char c = text[0];
    text.remove_prefix(1);
    if (quoted) {
      if (c != '"') {
        fields.back() += c;
      } else if (text.starts_with('"')) {
        fields.back() += '"';
        text.remove_prefix(1);
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      fields.emplace_back();
    } else if (c == '\n') {
      break;
    } else if (c != '\r') {
      fields.back() += c;
    }
  }
  return fields;
}

class Columns {
 public:
  explicit Columns(const std::vector<std::string>& header) {
    for (const auto& name : header) names_.push_back(lower(trim(name)));
  }

  std::string get(const std::vector<std::string>& record,
                  std::initializer_list<std::string_view> names) const {
    for (const auto name : names) {
      const auto at = std::find(names_.begin(), names_.end(), name);
      const auto i = static_cast<std::size_t>(at - names_.begin());
      if (i < names_.size() && i < record.size() && !trim(record[i]).empty()) return record[i];
    }
    return {};
  }

  bool has(std::string_view name) const {
    return std::find(names_.begin(), names_.end(), name) != names_.end();
  }

 private:
  std::vector<std::string> names_;
};

Item item_of(const Columns& columns, const std::vector<std::string>& record) {
  Item item;
  item.link = trim(columns.get(record, {"url", "link"}));
  item.title = fold_space(columns.get(record, {"title", "name"}));
  item.author = fold_space(columns.get(record, {"author", "authors"}));
  item.text =
      fold_space(columns.get(record, {"selection", "excerpt", "summary", "highlight", "note"}));
  append_escaped(item.summary_html, item.text);
  item.published = parse_date(columns.get(record, {"published", "time_added", "timestamp",
                                                   "saved date", "created_at", "created", "date"}));
  for (auto& tag : split(columns.get(record, {"tags", "document tags", "folder"}), ",|;[]\"'")) {
    item.categories.push_back(std::move(tag));
  }
  if (item.title.empty()) item.title = item.link;
  return item;
}

}  // namespace

std::optional<ItemList> read_csv(std::string_view text, std::string_view where) {
  const auto first = text.substr(0, text.find('\n'));
  if (first.size() > 4096 || first.find(',') == first.npos) return std::nullopt;
  const Columns columns(next_record(text));
  if (!columns.has("title") || !(columns.has("url") || columns.has("link"))) return std::nullopt;
  ItemList list;
  list.kind = "csv";
  for (int number = 2; !text.empty(); ++number) {
    const auto record = next_record(text);
    if (record.size() == 1 && trim(record[0]).empty()) continue;
    auto item = item_of(columns, record);
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
