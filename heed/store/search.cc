#include "heed/store/search.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "heed/base/json.h"
#include "heed/read/ascii.h"
#include "heed/store/words.h"

namespace heed::store {
namespace {

// Conditions as values that SQL can take: lists as JSON arrays; NULL where nothing is asked for.
using Values = std::optional<std::string>;

Values list_of(const std::vector<std::string>& values) {
  if (values.empty()) return std::nullopt;
  return Json(values).dump();
}

// The different values of an indexed column, from each to the next greater one: SQLite's DISTINCT
// would look at every row.
#define HEED_DISTINCT(column, table)                                       \
  "WITH RECURSIVE one(value) AS (SELECT min(" column ") FROM " table       \
  " UNION ALL SELECT (SELECT min(" column ") FROM " table " WHERE " column \
  " > one.value) FROM one WHERE value IS NOT NULL) SELECT value FROM one WHERE value IS NOT NULL"

// By id, or by part of the title or address, however they are written.
Values source_rows(Database& database, const std::vector<std::string>& names) {
  if (names.empty()) return std::nullopt;
  Json rows = Json::array();
  for (const auto& name : names) {
    const auto wanted = folded_words(name);
    const auto before = rows.size();
    auto q = database.query(
        "SELECT row, id, title, url FROM sources WHERE id NOT IN (SELECT subject FROM state WHERE "
        "facet='removed')");
    while (q.next()) {
      const auto holds = [&](int column) {
        return folded_words(q.view(column)).find(wanted) != std::string::npos;
      };
      if (q.view(1) == name || (!wanted.empty() && (holds(2) || holds(3)))) {
        rows.push_back(q.integer(0));
      }
    }
    if (rows.size() > before) continue;
    throw Error(Failure::not_found, "there is no source " + name, "source:" + name,
                "heed sources lists them");
  }
  return rows.dump();
}

// The stored labels that are one of `labels`, however they are written; one without words, such as
// an emoji, as it is.
Values stored_labels(Database& database, const std::vector<std::string>& labels) {
  if (labels.empty()) return std::nullopt;
  std::vector<std::string> wanted, found;
  std::vector<bool> known(labels.size());
  for (const auto& label : labels) wanted.push_back(folded_words(label));
  auto q = database.query(HEED_DISTINCT("label", "item_labels"));
  while (q.next()) {
    const auto folded = folded_words(q.view(0));
    bool fits = false;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      if (folded.empty() ? q.view(0) != labels[i] : folded != wanted[i]) continue;
      fits = known[i] = true;
    }
    if (fits) found.push_back(q.text(0));
  }
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (known[i]) continue;
    throw Error(Failure::not_found, "no item has the label " + labels[i], "label:" + labels[i],
                "labels are the categories that publishers give their items");
  }
  return list_of(found);
}

// Those of the stored items' languages that one of `wanted` names: "pt" also "pt-BR"; and with
// `wider` those that may be one of them: "zh-CN" also "zh".
Values stored_languages(Database& database, const std::vector<std::string>& wanted, bool wider) {
  if (wanted.empty()) return std::nullopt;
  const auto primary = [](std::string_view tag) { return tag.substr(0, tag.find('-')); };
  Json languages = Json::array();
  auto q = database.query(HEED_DISTINCT("lang", "items"));
  while (q.next()) {
    const auto tag = read::lower(q.view(0));
    const auto names = [&](std::string_view one) {
      return one == tag || one == primary(tag) || (wider && primary(one) == tag);
    };
    if (std::any_of(wanted.begin(), wanted.end(), names)) languages.push_back(q.text(0));
  }
  return languages.dump();
}

#define HEED_LIST(n) "(SELECT value FROM json_each(?" n "))"
#define HEED_FEEDBACK(n) \
  "(SELECT subject FROM state WHERE facet='feedback' AND value IN " HEED_LIST(n) ")"
#define HEED_STATE(facet) "(SELECT subject FROM state WHERE facet='" facet "')"
#define HEED_LABELLED(n) \
  "(SELECT item FROM json_each(?" n ") JOIN item_labels ON item_labels.label = value)"
// The conditions that are asked for: ?1 is the words, ?2 the limit. An index of their own may
// answer those that few items fit. The others are looked up in the index of times, which holds what
// they need; a + keeps SQLite from another, by which it would then read the row of each item.
std::string conditions(Database& database, const SearchQuery& q, bool by_source = false) {
  std::string sql = "TRUE ";
  const auto where = [&](bool asked, const char* condition) {
    if (asked) sql.append("AND ").append(condition).append(" ");
  };
  where(database.query("SELECT 1 FROM state WHERE facet='removed' LIMIT 1").next(),
        "+items.source NOT IN (SELECT sources.row FROM sources JOIN state ON "
        "state.facet='removed' AND state.subject = sources.id)");
  where(q.before.has_value(), "items.time < ?14");
  where(q.after.has_value(), "items.time >= ?15");
  where(q.least.has_value(), "items.minutes >= ?16");
  where(q.below.has_value(), "items.minutes < ?17");
  where(!q.sources.any.empty(),
        by_source ? "items.source IN " HEED_LIST("4") : "+items.source IN " HEED_LIST("4"));
  where(!q.sources.none.empty(), "+items.source NOT IN " HEED_LIST("5"));
  where(!q.languages.any.empty(), "+items.lang IN " HEED_LIST("8"));
  where(!q.languages.none.empty(), "+items.lang NOT IN " HEED_LIST("9"));
  where(!q.avoid.empty(),
        "items.row NOT IN (SELECT rowid FROM item_words WHERE item_words MATCH ?3)");
  where(!q.labels.any.empty(), "items.row IN " HEED_LABELLED("6"));
  where(!q.labels.none.empty(), "items.row NOT IN " HEED_LABELLED("7"));
  where(!q.feedback.any.empty(), "items.id IN " HEED_FEEDBACK("10"));
  where(!q.feedback.none.empty(), "items.id NOT IN " HEED_FEEDBACK("11"));
  where(q.read == true, "items.id IN " HEED_STATE("read"));
  where(q.read == false, "items.id NOT IN " HEED_STATE("read"));
  where(q.opened == true, "items.id IN " HEED_STATE("open"));
  where(q.opened == false, "items.id NOT IN " HEED_STATE("open"));
  return sql;
}

template <class... More>
Query ask(Database& database, std::string_view sql, const SearchQuery& q, int limit,
          const More&... more) {
  const auto text = [](const std::string& s) { return s.empty() ? Values() : Values(s); };
  return database.query(
      sql, text(q.match), limit, text(q.avoid), source_rows(database, q.sources.any),
      source_rows(database, q.sources.none), stored_labels(database, q.labels.any),
      stored_labels(database, q.labels.none), stored_languages(database, q.languages.any, true),
      stored_languages(database, q.languages.none, false), list_of(q.feedback.any),
      list_of(q.feedback.none), q.read, q.opened, q.before, q.after, q.least, q.below, more...);
}

// The extracts are made for what is shown only: they cost more than the search.
std::vector<std::string> highlights(Database& database, const std::string& match,
                                    std::int64_t row) {
  auto q = database.query(
      "SELECT highlight(item_words, 0, char(2), char(3)), highlight(item_words, 1, char(2), "
      "char(3)), snippet(item_words, 2, char(2), char(3), '…', 40) "
      "FROM item_words WHERE item_words MATCH ? AND rowid = ?",
      match, row);
  std::vector<std::string> extracts;
  if (!q.next()) return extracts;
  for (int field = 0; field <= 2; ++field) {
    const auto text = q.view(field);
    if (text.find(kMark) != std::string_view::npos) extracts.emplace_back(text);
  }
  return extracts;
}

SearchQuery without_words(SearchQuery query) {
  query.match.clear();
  return query;
}

}  // namespace

std::vector<Hit> find_items(Database& database, const SearchQuery& query, int limit) {
  std::vector<Hit> hits;
  if (query.empty()) return hits;
  const auto asked = conditions(database, query);
  const auto words =
      "SELECT found.row, found.score FROM (SELECT item_words.rowid AS row, "
      "-bm25(item_words, 5.0, 2.0, 1.0) AS score FROM item_words CROSS JOIN items "
      "ON items.row = item_words.rowid WHERE item_words MATCH ?1 AND " +
      asked +
      "ORDER BY item_words.rowid DESC LIMIT max(?2, 5000)) AS found JOIN items ON items.row = "
      "found.row "
      "ORDER BY found.score DESC, items.time DESC, items.id LIMIT ?2";
  const auto no_words = "SELECT items.row, 0.0 FROM items WHERE ?1 IS NULL AND " + asked +
                        "ORDER BY items.time DESC, items.id LIMIT ?2";
  {
    auto q = ask(database, query.match.empty() ? no_words : words, query, limit);
    while (q.next()) hits.push_back({q.integer(0), q.number(1), {}});
  }
  if (query.match.empty()) return hits;
  for (auto& hit : hits) hit.highlights = highlights(database, query.match, hit.item);
  return hits;
}

std::set<std::int64_t> fitting_items(Database& database, const SearchQuery& query, int limit) {
  std::set<std::int64_t> rows;
  const auto fitting = "SELECT items.row FROM items WHERE ?1 IS NULL AND " +
                       conditions(database, query, query.is_indexed() && query.labels.any.empty()) +
                       "LIMIT ?2";
  auto q = ask(database, fitting, without_words(query), limit);
  while (q.next()) rows.insert(q.integer(0));
  return rows;
}

std::set<std::int64_t> fitting_items(Database& database, const SearchQuery& query,
                                     std::span<const std::int64_t> rows) {
  const auto among =
      "SELECT items.row FROM items WHERE ?1 IS NULL AND items.row IN " HEED_LIST("18") " AND " +
      conditions(database, query) + "LIMIT ?2";
  std::set<std::int64_t> fitting;
  auto q = ask(database, among, without_words(query), -1, Json(rows).dump());
  while (q.next()) fitting.insert(q.integer(0));
  return fitting;
}

#undef HEED_DISTINCT
#undef HEED_LIST
#undef HEED_FEEDBACK
#undef HEED_LABELLED
#undef HEED_STATE

}  // namespace heed::store
