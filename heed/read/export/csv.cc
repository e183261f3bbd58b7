// Read-later services: Pocket, Instapaper, Wallabag, Readwise and whatever names its columns alike.
#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "heed/read/ascii.h"
#include "heed/read/date.h"
#include "heed/read/export/entry.h"
#include "heed/read/export/export.h"
#include "heed/read/export/field_names.h"
#include "heed/read/export/highlights.h"
#include "heed/read/export/records.h"
#include "heed/read/json_fields.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

// A table has one order of days and months: Wallabag's own is that of France, and so is that of a
// table with a date whose first number is no month.
DayOrder order_of_days(const Columns& columns, std::string_view text, char separator) {
  if (columns.has("mime_type") && columns.has("creation_date")) return DayOrder::day_first;
  while (!text.empty()) {
    const auto date = columns.get(next_record(text, separator), kDay);
    if (date.find('/') == date.npos) continue;
    int first = 0;
    std::from_chars(date.data(), date.data() + date.size(), first);
    if (first > 12 && first <= 31) return DayOrder::day_first;
  }
  return DayOrder::month_first;
}

// The cells that hold something. What a table calls its records and where it found them is not what
// JSON Lines mean by these names.
Json entry_of(const Columns& columns, const Record& record) {
  Json object = Json::object();
  for (std::size_t i = 0; i < std::min(columns.names().size(), record.size()); ++i) {
    const auto& name = columns.names()[i];
    if (name == "id" || name == "source" || name == "updated" || name == "minutes") continue;
    const bool has_lines = std::find(kContent.begin(), kContent.end(), name) != kContent.end();
    auto cell = has_lines ? std::string(trim(record[i])) : fold_space(record[i]);
    if (!cell.empty()) object.emplace(name, std::move(cell));
  }
  return read::entry_of(object);
}

}  // namespace

std::optional<ItemList> read_csv(std::string_view text, std::string_view where) {
  const char separator = separator_of(text);
  if (separator == 0 || std::min(text.find('\n'), text.size()) > 4096) return std::nullopt;
  const Columns columns(next_record(text, separator));
  if (is_highlights(columns)) return read_highlights(columns, text, separator);
  if (!columns.has("title") || !columns.has_any(kAddress)) return std::nullopt;
  const auto order = order_of_days(columns, text, separator);
  ItemList list;
  list.kind = "csv";
  // In parts, each a file.
  if (columns.has("time_added") && columns.has("status")) list.title = "Pocket";
  for (int number = 2; !text.empty() && !list.is_full(); ++number) {
    const auto record = next_record(text, separator);
    if (record.size() == 1 && trim(record[0]).empty()) continue;
    const auto entry = entry_of(columns, record);
    const auto address = first_string(entry, kAddress);
    auto item =
        is_web_url(address)
            ? item_of(entry, order)
            : Result<Item>(Error(Failure::bad_input, "not an address of the web: " + address));
    if (item) {
      list.items.push_back(std::move(*item));
    } else {
      list.errors.emplace_back(Failure::bad_input, item.error().message,
                               std::string(where) + ", record " + std::to_string(number),
                               "correct the record");
    }
  }
  return list;
}

}  // namespace heed::read
