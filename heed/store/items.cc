#include "heed/store/items.h"

#include <set>

#include "heed/read/ascii.h"
#include "heed/store/short_id.h"
#include "heed/store/vectors.h"

namespace heed::store {
namespace {

#define HEED_ITEM_COLUMNS                                                                       \
  "SELECT items.row, items.id, items.source, sources.title, items.title, items.url, "           \
  "items.author, items.lang, items.time, items.seen, items.minutes, f.value, f.time, r.value, " \
  "sources.id "                                                                                 \
  "FROM items JOIN sources ON sources.row = items.source "                                      \
  "LEFT JOIN state f ON f.facet = 'feedback' AND f.subject = items.id "                         \
  "LEFT JOIN state r ON r.facet = 'read' AND r.subject = items.id "

Item read(const Query& q) {
  Item i;
  i.row = q.integer(0);
  i.id = q.text(1);
  i.source = q.integer(2);
  i.source_title = q.text(3);
  i.title = q.text(4);
  i.url = q.text(5);
  i.author = q.text(6);
  i.lang = q.text(7);
  i.time = q.time(8);
  i.seen = q.time(9);
  i.minutes = q.number(10);
  i.feedback = q.text(11);
  i.feedback_time = q.time(12);
  i.read = !q.null(13);
  i.source_id = q.text(14);
  return i;
}

std::optional<Item> first(Query q) {
  if (!q.next()) return std::nullopt;
  return read(q);
}

#define HEED_KNOWN_COLUMNS \
  "SELECT row, id, canonical, title_key, digest, time, url, guid, seen, source FROM items "

Known read_known(const Query& q) {
  return {q.integer(0), q.text(1), q.text(2), q.integer(3), q.integer(4),
          q.time(5),    q.text(6), q.text(7), q.time(8),    q.integer(9)};
}

std::vector<Known> all_known(Query q) {
  std::vector<Known> out;
  while (q.next()) out.push_back(read_known(q));
  return out;
}

constexpr int kIdLength = 10;

// What "whole" holds of a body.
constexpr std::int64_t kAsInFeed = 0, kWhole = 1, kOutdated = 2;

void index(Database& database, std::int64_t row, const NewItem& item) {
  database.run("INSERT INTO item_words (rowid, title, author, text) VALUES (?,?,?,?)", row,
               item.title, item.author, item.text);
}

// As it is stored, which takes longer.
void index_stored(Database& database, std::int64_t row) {
  database.run(
      "INSERT INTO item_words (rowid, title, author, text) "
      "SELECT row, title, author, text FROM item_texts WHERE row = ?",
      row);
}

// An index of outside content is told what it had stored.
void unindex(Database& database, std::int64_t row) {
  database.run(
      "INSERT INTO item_words (item_words, rowid, title, author, text) "
      "SELECT 'delete', row, title, author, text FROM item_texts WHERE row = ?",
      row);
}

}  // namespace

std::string Items::add(const NewItem& item) {
  const auto taken = [&](std::string_view id) {
    return database_.query("SELECT 1 FROM items WHERE id = ?", id).next();
  };
  auto id = short_id(item.identity, kIdLength, taken);
  insert(id, item);
  return id;
}

void Items::restore(const StoredItem& stored) {
  insert(stored.id, stored.item, stored.whole);
}

void Items::insert(const std::string& id, const NewItem& item, bool whole) {
  database_.run(
      "INSERT INTO items (id, source, guid, canonical, title_key, digest, title, url, author, "
      "lang, time, seen, minutes, unsubscribe) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
      id, item.source, item.guid, item.canonical, item.title_key, item.digest, item.title, item.url,
      item.author, item.lang, item.time, item.seen, item.minutes, item.unsubscribe);
  const auto row = database_.last_row();
  database_.run("INSERT INTO bodies (row, html, text, whole) VALUES (?,?,?,?)", row, item.html,
                item.text, whole);
  index(database_, row, item);
  set_labels(row, item.labels);
}

void Items::each(const std::function<void(const StoredItem&)>& visit) {
  auto q = database_.query(
      "SELECT id, source, guid, canonical, title_key, digest, title, url, author, lang, time, "
      "seen, minutes, html, text, unsubscribe, items.row, whole FROM items JOIN bodies ON "
      "bodies.row = "
      "items.row ORDER BY items.row");
  while (q.next()) {
    StoredItem s;
    s.id = q.text(0);
    s.item.source = q.integer(1);
    s.item.guid = q.text(2);
    s.item.canonical = q.text(3);
    s.item.title_key = q.integer(4);
    s.item.digest = q.integer(5);
    s.item.title = q.text(6);
    s.item.url = q.text(7);
    s.item.author = q.text(8);
    s.item.lang = q.text(9);
    s.item.time = q.time(10);
    s.item.seen = q.time(11);
    s.item.minutes = q.number(12);
    s.item.html = q.text(13);
    s.item.text = q.text(14);
    s.item.unsubscribe = q.text(15);
    s.item.labels = labels(q.integer(16));
    s.whole = q.integer(17) != kAsInFeed;
    visit(s);
  }
}

void Items::update(std::int64_t row, const NewItem& item) {
  const auto stored = body(row);
  unindex(database_, row);
  database_.run(
      "UPDATE items SET canonical=?, title_key=?, digest=?, title=?, url=?, author=?, lang=?, "
      "unsubscribe=? WHERE row=?",
      item.canonical, item.title_key, item.digest, item.title, item.url, item.author, item.lang,
      item.unsubscribe, row);
  if (stored.whole && stored.text.size() >= item.text.size()) {
    database_.run("UPDATE bodies SET whole=? WHERE row=?", kOutdated, row);
  } else {
    set_body(row, {item.html, item.text}, item.minutes);
  }
  forget_vectors(database_, row);
  index_stored(database_, row);
  set_labels(row, item.labels);
}

void Items::set_guid(std::int64_t row, std::string_view guid) {
  database_.run("UPDATE items SET guid=? WHERE row=?", guid, row);
}

bool Items::set_labels(std::int64_t row, const std::vector<std::string>& given) {
  const auto in_lower_case = [](const std::vector<std::string>& all) {  // as the column compares
    std::set<std::string> out;
    for (const auto& label : all) out.insert(read::lower(label));
    return out;
  };
  if (in_lower_case(labels(row)) == in_lower_case(given)) return false;
  database_.run("DELETE FROM item_labels WHERE item = ?", row);
  for (const auto& label : given) {
    database_.run("INSERT OR IGNORE INTO item_labels (item, label) VALUES (?,?)", row, label);
  }
  return true;
}

void Items::set_whole(std::int64_t row, const Body& body, double minutes) {
  unindex(database_, row);
  set_body(row, {body.html, body.text, true}, minutes);
  forget_vectors(database_, row);
  index_stored(database_, row);
}

void Items::keep_whole(std::int64_t row) {
  database_.run("UPDATE bodies SET whole=? WHERE row=? AND whole=?", kWhole, row, kOutdated);
}

void Items::set_body(std::int64_t row, const Body& body, double minutes) {
  database_.run("UPDATE bodies SET html=?, text=?, whole=? WHERE row=?", body.html, body.text,
                body.whole ? kWhole : kAsInFeed, row);
  database_.run("UPDATE items SET minutes=? WHERE row=?", minutes, row);
}

std::optional<Known> Items::by_identity(const NewItem& item) {
  const auto id = short_id(item.identity, kIdLength, [](auto) { return false; });
  auto known = all_known(database_.query(HEED_KNOWN_COLUMNS
                                         "WHERE id=? AND source=? AND title_key=? AND digest=?",
                                         id, item.source, item.title_key, item.digest));
  if (known.empty()) return std::nullopt;
  return std::move(known[0]);
}

std::optional<Known> Items::by_guid(std::int64_t source, std::string_view guid) {
  auto known = all_known(database_.query(HEED_KNOWN_COLUMNS "WHERE source=? AND guid=? "
                                                            "AND guid <> '' ORDER BY row LIMIT 1",
                                         source, guid));
  if (known.empty()) return std::nullopt;
  return std::move(known[0]);
}

std::vector<Known> Items::by_canonical(std::int64_t source, std::string_view canonical) {
  return all_known(database_.query(HEED_KNOWN_COLUMNS
                                   "WHERE source=? AND canonical=? AND canonical <> '' "
                                   "ORDER BY row DESC LIMIT ?",
                                   source, canonical, kMostThere));
}

std::vector<Known> Items::by_canonical_elsewhere(std::int64_t source, std::string_view canonical) {
  return all_known(database_.query(
      HEED_KNOWN_COLUMNS
      "WHERE source IN (SELECT row FROM sources WHERE identity LIKE 'name:%' AND row <> ?1 AND "
      "kind = (SELECT kind FROM sources WHERE row = ?1) AND id NOT IN (SELECT subject FROM state "
      "WHERE facet = 'removed')) AND canonical = ?2 AND canonical <> '' ORDER BY row LIMIT 500",
      source, canonical));
}

// Times tell most items apart, and what has all one time is not looked through to its end.
std::optional<Known> Items::by_canonical_then(const NewItem& item) {
  auto known = all_known(database_.query(
      HEED_KNOWN_COLUMNS
      "WHERE row IN (SELECT row FROM items WHERE time=? AND +source=? LIMIT 500) AND "
      "+canonical=? AND canonical <> '' AND +title_key=? LIMIT 1",
      item.time, item.source, item.canonical, item.title_key));
  if (known.empty()) return std::nullopt;
  return std::move(known[0]);
}

std::vector<Known> Items::by_title(const NewItem& item, std::chrono::seconds within) {
  return all_known(database_.query(
      HEED_KNOWN_COLUMNS
      "WHERE row IN (SELECT row FROM items WHERE source=? AND title_key=? AND title_key <> 0 "
      "ORDER BY row DESC LIMIT 500) AND +time BETWEEN ? AND ? ORDER BY row DESC",
      item.source, item.title_key, item.time - within, item.time + within));
}

#define HEED_LIST                                                                          \
  HEED_ITEM_COLUMNS                                                                        \
  "WHERE (?1 IS NULL OR items.source = ?1) AND (?2 IS NULL OR items.time >= ?2) "          \
  "AND (?4 IS NULL OR items.time < ?4) AND (?5 OR sources.id NOT IN (SELECT subject FROM " \
  "state WHERE facet='removed')) "

std::vector<Item> Items::list(const ItemFilter& filter) {
  constexpr std::string_view kNewestFirst =
      HEED_LIST "ORDER BY items.time DESC, items.id LIMIT ifnull(?3, -1)";
  constexpr std::string_view kAsTheyCame = HEED_LIST "ORDER BY items.row LIMIT ifnull(?3, -1)";
  std::vector<Item> out;
  auto q = database_.query(filter.as_they_came ? kAsTheyCame : kNewestFirst, filter.source,
                           filter.since, filter.limit, filter.before, filter.removed_too);
  while (q.next()) out.push_back(read(q));
  return out;
}

#undef HEED_LIST

std::optional<Item> Items::find(std::string_view id) {
  return first(database_.query(HEED_ITEM_COLUMNS "WHERE items.id = ?", id));
}

std::optional<Item> Items::at(std::int64_t row) {
  return first(database_.query(HEED_ITEM_COLUMNS "WHERE items.row = ?", row));
}

Body Items::body(std::int64_t row) {
  auto q = database_.query("SELECT html, text, whole FROM bodies WHERE row = ?", row);
  if (!q.next()) return {};
  return {q.text(0), q.text(1), q.integer(2) != kAsInFeed, q.integer(2) == kOutdated};
}

Words Items::words(std::int64_t row) {
  auto q = database_.query("SELECT title, text FROM item_texts WHERE row = ?", row);
  if (!q.next()) return {};
  return {q.text(0), q.text(1)};
}

std::string Items::unsubscribe(std::int64_t row) {
  auto q = database_.query("SELECT unsubscribe FROM items WHERE row = ?", row);
  return q.next() ? q.text(0) : std::string();
}

std::vector<std::string> Items::labels(std::int64_t row) {
  std::vector<std::string> labels;
  auto q = database_.query("SELECT label FROM item_labels WHERE item = ? ORDER BY label", row);
  while (q.next()) labels.push_back(q.text(0));
  return labels;
}

std::int64_t Items::count() {
  auto q = database_.query("SELECT count(*) FROM items");
  q.next();
  return q.integer(0);
}

void Items::erase(std::int64_t row) {
  unindex(database_, row);
  forget_vectors(database_, row);
  database_.run("DELETE FROM items WHERE row = ?", row);
}

void Items::rebuild_index() {
  database_.run("INSERT INTO item_words (item_words) VALUES ('rebuild')");
}

#undef HEED_ITEM_COLUMNS
#undef HEED_KNOWN_COLUMNS

}  // namespace heed::store
