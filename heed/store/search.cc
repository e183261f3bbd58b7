#include "heed/store/search.h"

#include "heed/store/words.h"

namespace heed::store {

std::vector<Hit> find_words(Database& database, std::string_view typed, int limit) {
  std::vector<Hit> hits;
  const auto expression = match_expression(typed);
  if (expression.empty()) return hits;
  auto q = database.query(
      "SELECT items.row, -bm25(item_words, 5.0, 2.0, 1.0) AS score, "
      "highlight(item_words, 0, char(2), char(3)), highlight(item_words, 1, char(2), char(3)), "
      "snippet(item_words, 2, char(2), char(3), '…', 40) "
      "FROM item_words JOIN items ON items.row = item_words.rowid "
      "JOIN sources ON sources.row = items.source "
      "WHERE item_words MATCH ? AND sources.id NOT IN "
      "(SELECT subject FROM state WHERE facet='removed') "
      "ORDER BY score DESC, items.time DESC, items.id LIMIT ?",
      expression, limit);
  while (q.next()) {
    Hit hit{q.integer(0), q.number(1), {}};
    for (int field = 2; field <= 4; ++field) {
      const auto text = q.view(field);
      if (text.find(kMark) != std::string_view::npos) hit.highlights.emplace_back(text);
    }
    hits.push_back(std::move(hit));
  }
  return hits;
}

}  // namespace heed::store
