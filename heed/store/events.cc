#include "heed/store/events.h"

#include <set>
#include <utility>

namespace heed::store {
namespace {

#define HEED_EVENT_COLUMNS                                                   \
  "SELECT id, time, actor, kind, facet, subject, value, item, why, undoes, " \
  "EXISTS (SELECT 1 FROM undone WHERE undone.event = events.id) FROM events "

Event read(const Query& q) {
  Event e;
  e.id = q.integer(0);
  e.time = q.time(1);
  e.actor = q.text(2);
  e.kind = q.text(3);
  e.facet = q.text(4);
  e.subject = q.text(5);
  if (!q.null(6)) e.value = q.text(6);
  if (!q.null(7)) e.item = q.text(7);
  e.why = q.text(8);
  if (!q.null(9)) e.undoes = q.integer(9);
  e.undone = q.integer(10) != 0;
  return e;
}

std::vector<Event> all(Query q) {
  std::vector<Event> out;
  while (q.next()) out.push_back(read(q));
  return out;
}

Event about(const Event& act, std::string kind, Time now) {
  Event e;
  e.time = now;
  e.kind = std::move(kind);
  e.item = act.item;
  e.why = e.kind + " " + act.kind;
  e.undoes = act.id;
  return e;
}

}  // namespace

std::int64_t Events::append(const Event& e) {
  Transaction transaction(database_);
  database_.run(
      "INSERT INTO events (time, actor, kind, facet, subject, value, item, why, undoes) "
      "VALUES (?,?,?,?,?,?,?,?,?)",
      e.time, e.actor, e.kind, e.facet, e.subject, e.value, e.item, e.why, e.undoes);
  const auto id = database_.last_row();
  if (!e.facet.empty()) follow(e.facet, e.subject);
  transaction.commit();
  return id;
}

void Events::restore(const Event& e) {
  Transaction transaction(database_);
  database_.run(
      "INSERT INTO events (id, time, actor, kind, facet, subject, value, item, why, undoes) "
      "VALUES (?,?,?,?,?,?,?,?,?,?)",
      e.id, e.time, e.actor, e.kind, e.facet, e.subject, e.value, e.item, e.why, e.undoes);
  if (e.undone) database_.run("INSERT INTO undone (event) VALUES (?)", e.id);
  if (!e.facet.empty()) follow(e.facet, e.subject);
  transaction.commit();
}

void Events::follow(std::string_view facet, std::string_view subject) {
  database_.run("DELETE FROM state WHERE facet=? AND subject=?", facet, subject);
  database_.run(
      "INSERT INTO state (facet, subject, value, time, event) "
      "SELECT facet, subject, value, time, id FROM (SELECT * FROM events WHERE facet=? AND "
      "subject=? AND id NOT IN (SELECT event FROM undone) ORDER BY id DESC LIMIT 1) "
      "WHERE value IS NOT NULL",
      facet, subject);
}

std::optional<State> Events::state(std::string_view facet, std::string_view subject) {
  auto q = database_.query(
      "SELECT subject, value, time, event FROM state WHERE facet=? AND subject=?", facet, subject);
  if (!q.next()) return std::nullopt;
  return State{q.text(0), q.text(1), q.time(2), q.integer(3)};
}

std::vector<State> Events::states(std::string_view facet) {
  std::vector<State> out;
  auto q = database_.query(
      "SELECT subject, value, time, event FROM state WHERE facet=? ORDER BY event", facet);
  while (q.next()) out.push_back({q.text(0), q.text(1), q.time(2), q.integer(3)});
  return out;
}

void Events::undo_event(std::int64_t id, Time now) {
  const auto act = find(id);
  if (!act || act->undone || act->facet.empty()) return;
  Transaction transaction(database_);
  database_.run("INSERT INTO undone (event) VALUES (?)", id);
  append(about(*act, "undo", now));
  follow(act->facet, act->subject);
  transaction.commit();
}

std::vector<std::int64_t> Events::undo(int count, Time now) {
  Transaction transaction(database_);
  std::vector<std::int64_t> ids;
  {
    auto q = database_.query(
        "SELECT id FROM events WHERE actor='person' AND facet <> '' AND id NOT IN (SELECT event "
        "FROM undone) ORDER BY id DESC LIMIT ?",
        count);
    while (q.next()) ids.push_back(q.integer(0));
  }
  for (const auto id : ids) undo_event(id, now);
  transaction.commit();
  return ids;
}

std::vector<std::int64_t> Events::redo(int count, Time now) {
  Transaction transaction(database_);
  std::vector<std::int64_t> ids;
  {
    std::set<std::int64_t> done_again;
    auto q =
        database_.query("SELECT kind, undoes FROM events WHERE actor='person' ORDER BY id DESC");
    while (static_cast<int>(ids.size()) < count && q.next() && !q.null(1)) {
      const auto act = q.integer(1);
      if (q.view(0) == "redo") {
        done_again.insert(act);
      } else if (done_again.erase(act) == 0) {
        ids.push_back(act);
      }
    }
  }
  for (const auto id : ids) {
    const auto act = find(id);
    database_.run("DELETE FROM undone WHERE event = ?", id);
    append(about(*act, "redo", now));
    follow(act->facet, act->subject);
  }
  transaction.commit();
  return ids;
}

std::optional<std::int64_t> Events::last_act(std::string_view facet) {
  auto q = database_.query(
      "SELECT id FROM events WHERE actor='person' AND facet=? AND id NOT IN (SELECT event FROM "
      "undone) ORDER BY id DESC LIMIT 1",
      facet);
  if (!q.next()) return std::nullopt;
  return q.integer(0);
}

std::vector<Event> Events::list(const LedgerFilter& filter) {
  return all(database_.query(
      "SELECT * FROM (" HEED_EVENT_COLUMNS
      "WHERE ?1 IS NULL OR time >= ?1 ORDER BY id DESC LIMIT ifnull(?2, -1)) ORDER BY id",
      filter.since, filter.limit));
}

std::vector<Event> Events::list_facet(std::string_view facet) {
  return all(database_.query(HEED_EVENT_COLUMNS "WHERE facet = ? ORDER BY id", facet));
}

std::vector<Event> Events::list_facet(std::string_view facet, std::string_view subject) {
  return all(database_.query(HEED_EVENT_COLUMNS "WHERE facet = ? AND subject = ? ORDER BY id",
                             facet, subject));
}

std::int64_t Events::count() {
  auto q = database_.query("SELECT count(*) FROM events");
  q.next();
  return q.integer(0);
}

std::optional<Event> Events::find(std::int64_t id) {
  auto found = all(database_.query(HEED_EVENT_COLUMNS "WHERE id = ?", id));
  if (found.empty()) return std::nullopt;
  return found.front();
}

void Events::erase_subject(std::string_view facet, std::string_view subject) {
  Transaction transaction(database_);
  database_.run(
      "DELETE FROM events WHERE actor='heed' AND facet='edition' AND id > (SELECT min(id) FROM "
      "events WHERE facet=? AND subject=?)",
      facet, subject);
  database_.run(
      "DELETE FROM events WHERE undoes IN (SELECT id FROM events WHERE facet=?1 AND subject=?2)",
      facet, subject);
  database_.run("DELETE FROM events WHERE facet=? AND subject=?", facet, subject);
  database_.run("DELETE FROM state WHERE facet=? AND subject=?", facet, subject);
  follow_what_is_left();
  transaction.commit();
}

void Events::erase_item(std::string_view item) {
  Transaction transaction(database_);
  database_.run(
      "DELETE FROM events WHERE actor='heed' AND facet='edition' AND id > (SELECT min(id) FROM "
      "events WHERE item = ?)",
      item);
  erase_from_stories(item);
  database_.run("DELETE FROM events WHERE item = ?", item);
  database_.run("DELETE FROM state WHERE subject = ? AND facet IN ('feedback','read','open')",
                item);
  follow_what_is_left();
  transaction.commit();
}

// A join is of two items; a split may be of several, and stands for those that are left.
void Events::erase_from_stories(std::string_view item) {
  database_.run(
      "DELETE FROM events WHERE undoes IN (SELECT id FROM events WHERE facet='story' AND "
      "instr(subject, ?1))",
      item);
  database_.run("DELETE FROM events WHERE facet='story' AND instr(subject, ?1)", item);
  database_.run("DELETE FROM state WHERE facet='story' AND instr(subject, ?1)", item);
  database_.run(
      "UPDATE events SET value = (SELECT json_group_array(value) FROM json_each(events.value) "
      "WHERE value <> ?1) WHERE facet='story' AND instr(value, ?1)",
      item);
  database_.run(
      "UPDATE state SET value = (SELECT json_group_array(value) FROM json_each(state.value) "
      "WHERE value <> ?1) WHERE facet='story' AND instr(value, ?1)",
      item);
  // A split from nothing is none.
  database_.run(
      "DELETE FROM events WHERE undoes IN (SELECT id FROM events WHERE facet='story' AND "
      "json_array_length(value) < 2)");
  database_.run("DELETE FROM events WHERE facet='story' AND json_array_length(value) < 2");
}

void Events::erase_decisions(Time before) {
  database_.run("DELETE FROM events WHERE actor = 'heed' AND facet <> 'full_text' AND time < ?",
                before);
  follow_what_is_left();
}

void Events::erase_mentions(std::string_view words) {
  database_.run(
      "DELETE FROM events WHERE actor = 'heed' AND (instr(value, ?1) OR instr(why, ?1) OR "
      "instr(subject, ?1))",
      words);
  follow_what_is_left();
}

void Events::follow_what_is_left() {
  Transaction transaction(database_);
  std::vector<std::pair<std::string, std::string>> orphans;
  {
    auto q = database_.query(
        "SELECT facet, subject FROM state WHERE event NOT IN (SELECT id FROM events)");
    while (q.next()) orphans.emplace_back(q.text(0), q.text(1));
  }
  for (const auto& [facet, subject] : orphans) follow(facet, subject);
  database_.run("DELETE FROM undone WHERE event NOT IN (SELECT id FROM events)");
  transaction.commit();
}

void Events::erase_everything() {
  for (const auto* sql : {"DELETE FROM events", "DELETE FROM undone", "DELETE FROM state"}) {
    database_.run(sql);
  }
}

void Events::renumber() {
  Transaction transaction(database_);
  std::vector<std::int64_t> ids;
  {
    auto q = database_.query("SELECT id FROM events ORDER BY id");
    while (q.next()) ids.push_back(q.integer(0));
  }
  // Upwards, so that a new id, never above the old, is always free.
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto id = static_cast<std::int64_t>(i) + 1;
    if (id == ids[i]) continue;
    database_.run("UPDATE events SET id=? WHERE id=?", id, ids[i]);
    database_.run("UPDATE events SET undoes=? WHERE undoes=?", id, ids[i]);
    database_.run("UPDATE undone SET event=? WHERE event=?", id, ids[i]);
    database_.run("UPDATE state SET event=? WHERE event=?", id, ids[i]);
  }
  transaction.commit();
}

#undef HEED_EVENT_COLUMNS

}  // namespace heed::store
