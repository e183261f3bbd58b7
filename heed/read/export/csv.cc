// Read-later services: Pocket, Instapaper, Wallabag, Readwise and whatever names its columns alike.
#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "heed/read/ascii.h"
#include "heed/read/date.h"
#include "heed/read/export/entry.h"
#include "heed/read/export/export.h"
#include "heed/read/export/field_names.h"
#include "heed/read/export/highlights.h"
#include "heed/read/export/records.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

// A table has one order of days and months: Wallabag's own is that of France, and so is that of a
// table with a date whose first number is no month.
DayOrder order_of_days(const Columns& columns, std::string_view text, char separator) {
  if (columns.has("mime_type") && columns.has("creation_date")) return DayOrder::day_first;
  const auto days = columns.places(kDay);
  if (text.find('/') == text.npos) return DayOrder::month_first;
  while (!text.empty()) {
    const auto date = first_cell(next_record(text, separator), days);
    if (date.find('/') == date.npos) continue;
    int first = 0;
    std::from_chars(date.data(), date.data() + date.size(), first);
    if (first > 12 && first <= 31) return DayOrder::day_first;
  }
  return DayOrder::month_first;
}

// A field that an entry may have, and where in a record it is.
struct Field {
  std::string name;
  Places places;
  bool has_lines;
};

// The columns to read. What a table calls its records and where it found them is not what JSON
// Lines mean by these names.
std::vector<Field> fields_of(const Columns& columns) {
  std::vector<Field> fields;
  for (const auto& [name, places] : columns.by_name()) {
    if (name == "id" || name == "source" || name == "updated" || name == "minutes") continue;
    if (!is_field(name)) continue;
    const bool has_lines = std::find(kContent.begin(), kContent.end(), name) != kContent.end();
    fields.push_back({name, places, has_lines});
  }
  return fields;
}

// Where a record has more to read than its title. Asked before anything is made of it: most records
// of a table that means something else have neither.
struct Worth {
  Places address, words;

  explicit Worth(const Columns& columns) : address(columns.places(kAddress)) {
    for (const auto* names : {&kContent, &kSummary, &kHighlights, &kNote}) {
      const auto places = columns.places(*names);
      words.insert(words.end(), places.begin(), places.end());
    }
  }

  bool has(const Record& record) const {
    if (!first_cell(record, words).empty()) return true;
    const auto given = first_cell(record, address);
    return !given.empty() && is_web_url(trim(given));
  }
};

// The cells that hold something.
Json entry_of(const std::vector<Field>& fields, const Record& record) {
  Json object = Json::object();
  for (const auto& field : fields) {
    const auto written = first_cell(record, field.places);
    auto cell = field.has_lines ? std::string(trim(written)) : fold_space(written);
    if (!cell.empty()) object.emplace(field.name, std::move(cell));
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
  const auto fields = fields_of(columns);
  const Worth worth(columns);
  ItemList list;
  list.kind = "csv";
  // In parts, each a file.
  if (columns.has("time_added") && columns.has("status")) list.title = "Pocket";
  for (int number = 2; !text.empty() && !list.is_full(); ++number) {
    const auto record = next_record(text, separator);
    if (record.size() == 1 && trim(record[0]).empty()) continue;
    if (!worth.has(record)) {
      ++list.skipped;
      continue;
    }
    auto item = item_of(entry_of(fields, record), order);
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
