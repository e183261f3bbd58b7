#include "heed/read/export/highlights.h"

#include <string>
#include <unordered_map>
#include <utility>

#include "heed/base/escape.h"
#include "heed/read/ascii.h"
#include "heed/read/date.h"
#include "heed/read/export/labels.h"

namespace heed::read {
namespace {

void add_paragraph(Item& item, const std::string& words) {
  if (words.empty()) return;
  item.text += (item.text.empty() ? "" : "\n") + words;
  item.content_html += "<p>";
  append_escaped(item.content_html, words);
  item.content_html += "</p>";
}

}  // namespace

bool is_highlights(const Columns& columns) {
  return columns.has("highlight") && columns.has("book_title");
}

ItemList read_highlights(const Columns& columns, std::string_view records, char separator) {
  ItemList list;
  list.kind = "csv";
  list.title = "Readwise";
  const auto highlight = columns.places({"highlight"});
  const auto note = columns.places({"note"});
  const auto book_title = columns.places({"book_title"});
  const auto book_author = columns.places({"book_author"});
  const auto day = columns.places({"highlighted_at"});
  const Places labels[] = {columns.places({"document_tags"}), columns.places({"tags"})};
  std::unordered_map<std::string, std::size_t> places;  // of works, in the list
  while (!records.empty() && !list.is_full()) {
    const auto record = next_record(records, separator);
    const auto words = fold_space(first_cell(record, highlight));
    if (words.empty()) continue;
    const auto title = fold_space(first_cell(record, book_title));
    const auto author = fold_space(first_cell(record, book_author));
    auto work = title;
    work.append("\n").append(author);
    const auto [place, is_new] = places.emplace(std::move(work), list.items.size());
    auto& item = is_new ? list.items.emplace_back() : list.items[place->second];
    if (is_new) {
      item.title = title;
      item.author = author;
      item.published = parse_date(first_cell(record, day));
    }
    add_paragraph(item, words);
    add_paragraph(item, fold_space(first_cell(record, note)));
    for (const auto& cells : labels) {
      for (const auto& label : labels_in(first_cell(record, cells))) add_label(item, label);
    }
  }
  return list;
}

}  // namespace heed::read
