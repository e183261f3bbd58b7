#include "heed/store/sources.h"

#include <span>

#include "heed/base/error.h"
#include "heed/read/url.h"
#include "heed/store/short_id.h"
#include "heed/store/words.h"

namespace heed::store {
namespace {

#define HEED_SOURCE_COLUMNS                                                                  \
  "SELECT row, id, identity, url, site, title, kind, folder, allowed, etag, last_modified, " \
  "last_fetch, next_fetch, last_error, failures, moved_to, moves, moved_since, ttl, "        \
  "skip_hours, skip_days, validated, "                                                       \
  "(SELECT value FROM state WHERE facet='full_text' AND subject = sources.id), "             \
  "(SELECT count(*) FROM items WHERE items.source = sources.row) FROM sources "

Source read(const Query& q) {
  Source s;
  s.row = q.integer(0);
  s.id = q.text(1);
  s.identity = q.text(2);
  s.url = q.text(3);
  s.site = q.text(4);
  s.title = q.text(5);
  s.kind = q.text(6);
  s.folder = q.text(7);
  s.allowed = q.text(8);
  s.etag = q.text(9);
  s.last_modified = q.text(10);
  s.last_fetch = q.maybe_time(11);
  s.next_fetch = q.maybe_time(12);
  s.last_error = q.text(13);
  s.failures = static_cast<int>(q.integer(14));
  s.moved_to = q.text(15);
  s.moves = static_cast<int>(q.integer(16));
  s.moved_since = q.maybe_time(17);
  s.ttl = static_cast<int>(q.integer(18));
  s.skip_hours = static_cast<int>(q.integer(19));
  s.skip_days = static_cast<int>(q.integer(20));
  s.validated = q.text(21);
  if (!q.null(22)) s.full_text = q.text(22);
  s.items = static_cast<int>(q.integer(23));
  return s;
}

std::optional<Source> first(Query q) {
  if (!q.next()) return std::nullopt;
  return read(q);
}

}  // namespace

Source Sources::find_or_add(const Source& source) {
  if (auto known = find_identity(source.identity)) return *known;
  const auto taken = [&](std::string_view id) {
    return database_.query("SELECT 1 FROM sources WHERE id = ?", id).next();
  };
  const bool keeps_id = !source.id.empty() && !taken(source.id);
  const auto id = keeps_id ? source.id : short_id(source.identity, 8, taken);
  database_.run(
      "INSERT INTO sources (id, identity, url, site, title, kind, folder, allowed) "
      "VALUES (?,?,?,?,?,?,?,?)",
      id, source.identity, source.url, source.site, source.title, source.kind, source.folder,
      source.allowed);
  return *at(database_.last_row());
}

void Sources::update(const Source& s) {
  database_.run(
      "UPDATE sources SET url=?, site=?, title=?, kind=?, folder=?, allowed=?, etag=?, "
      "last_modified=?, last_fetch=?, next_fetch=?, last_error=?, failures=?, "
      "moved_to=?, moves=?, moved_since=?, ttl=?, skip_hours=?, skip_days=?, "
      "validated=? WHERE row=?",
      s.url, s.site, s.title, s.kind, s.folder, s.allowed, s.etag, s.last_modified, s.last_fetch,
      s.next_fetch, s.last_error, s.failures, s.moved_to, s.moves, s.moved_since, s.ttl,
      s.skip_hours, s.skip_days, s.validated, s.row);
}

void Sources::change_identity(std::string_view kind, std::string_view identity,
                              std::string_view to) {
  database_.run("UPDATE OR IGNORE sources SET identity = ? WHERE identity = ? AND kind = ?", to,
                identity, kind);
}

void Sources::erase(std::int64_t row) {
  database_.run("DELETE FROM sources WHERE row = ?", row);
}

void Sources::erase_if_empty(std::int64_t row) {
  database_.run(
      "DELETE FROM sources WHERE row = ? AND row NOT IN (SELECT source FROM items WHERE source = "
      "sources.row)",
      row);
}

std::vector<std::string> Sources::erase_empty_collections() {
  std::vector<std::string> ids;
  auto q = database_.query(
      "DELETE FROM sources WHERE (identity LIKE 'name:%' OR identity LIKE 'site:%') AND row NOT IN "
      "(SELECT source FROM items) RETURNING id");
  while (q.next()) ids.push_back(q.text(0));
  return ids;
}

std::vector<Source> Sources::list(bool removed_too) {
  std::vector<Source> out;
  auto q = database_.query(HEED_SOURCE_COLUMNS
                           "WHERE ? OR id NOT IN (SELECT subject FROM state WHERE facet='removed') "
                           "ORDER BY title COLLATE NOCASE, id",
                           removed_too);
  while (q.next()) out.push_back(read(q));
  return out;
}

std::vector<Source> Sources::named(std::string_view name) {
  std::vector<Source> out;
  auto q = database_.query(HEED_SOURCE_COLUMNS
                           "WHERE id = ?1 OR url = ?1 OR identity = ?1 OR title = ?1 ORDER BY row",
                           name);
  while (q.next()) out.push_back(read(q));
  if (!out.empty() || name.empty()) return out;
  const auto wanted = folded_words(name);
  auto all = database_.query("SELECT row, title, url FROM sources ORDER BY row");
  while (all.next()) {
    const bool is_called_so = !wanted.empty() && folded_words(all.view(1)) == wanted;
    if (is_called_so || read::shown_url(all.view(2)) == name) out.push_back(*at(all.integer(0)));
  }
  return out;
}

std::optional<Source> Sources::find_followed(std::string_view url) {
  for (const auto sql : {HEED_SOURCE_COLUMNS "WHERE identity = ?",
                         HEED_SOURCE_COLUMNS "WHERE url = ? ORDER BY row"}) {
    auto q = database_.query(sql, url);
    while (q.next()) {
      if (auto source = read(q); source.followed()) return source;
    }
  }
  return std::nullopt;
}

std::optional<Source> Sources::also_asked_at(std::string_view url, const Source& source) {
  auto q = database_.query(HEED_SOURCE_COLUMNS
                           "WHERE url = ? AND id <> ? AND id NOT IN (SELECT subject FROM state "
                           "WHERE facet='removed') ORDER BY row",
                           url, source.id);
  while (q.next()) {
    if (auto other = read(q); other.followed()) return other;
  }
  return std::nullopt;
}

std::optional<Source> Sources::find_identity(std::string_view identity) {
  return first(database_.query(HEED_SOURCE_COLUMNS "WHERE identity = ?", identity));
}

std::optional<Source> Sources::at(std::int64_t row) {
  return first(database_.query(HEED_SOURCE_COLUMNS "WHERE row = ?", row));
}

std::optional<Source> Sources::again(const Source& source) {
  return first(database_.query(HEED_SOURCE_COLUMNS "WHERE id = ?", source.id));
}

std::optional<Icon> Sources::icon(std::int64_t row) {
  auto q = database_.query("SELECT type, bytes, time FROM icons WHERE source = ?", row);
  if (!q.next()) return std::nullopt;
  const auto bytes = q.blob(1);
  return Icon{q.text(0), {reinterpret_cast<const char*>(bytes.data()), bytes.size()}, q.time(2)};
}

void Sources::set_icon(const Source& source, const Icon& icon) {
  database_.run(
      "INSERT OR REPLACE INTO icons (source, time, type, bytes) "
      "SELECT row, ?, ?, ? FROM sources WHERE id = ?",
      icon.time, icon.type, std::as_bytes(std::span(icon.bytes)), source.id);
}

#undef HEED_SOURCE_COLUMNS

}  // namespace heed::store
