// Everything that happens is an event: the person's acts and heed's decisions, appended and never
// edited. An event may set the value of a subject in a facet (the feedback on an item, a setting);
// the state of a subject is the value of its last event that is not undone. Undo and redo are
// events too, so that the former state returns exactly, times included.
//
//   facet      subject   value
//   feedback   item id   like | dislike | save | hide
//   read       item id   yes
//   open       item id   yes
//   interest   its id    {"text","weight"}
//   setting    its key   the value
//   removed    source id yes
//   full_text  source id demand | always
//   story      join A B  [A, B]; split A: [A, what it was taken from …]
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heed/store/database.h"

namespace heed::store {

struct Event {
  std::int64_t id = 0;
  Time time;
  std::string actor = "person";  // or "heed"
  std::string kind;              // like, interest add, edition, undo, …
  std::string facet;             // "": sets nothing
  std::string subject;
  std::optional<std::string> value;  // nothing: the subject has no value from here on
  std::optional<std::string> item;   // the id of the item that it is about
  std::string why;
  std::optional<std::int64_t> undoes;  // the act that an undo or redo is about
  bool undone = false;                 // not written
};

struct State {
  std::string subject;
  std::string value;
  Time time;  // of the event that gave the value
  std::int64_t event = 0;
};

struct LedgerFilter {
  std::optional<Time> since;
  std::optional<int> limit;  // the last so many
};

class Events {
 public:
  explicit Events(Database& database) : database_(database) {}

  std::int64_t append(const Event& event);  // gives its id; the state follows

  std::optional<State> state(std::string_view facet, std::string_view subject);
  std::vector<State> states(std::string_view facet);  // by event, oldest first

  // Takes back the person's last `count` acts that set something and stand; gives their ids, the
  // latest first. redo() brings back what was undone since the last act, the last undone first.
  std::vector<std::int64_t> undo(int count, Time now);
  std::vector<std::int64_t> redo(int count, Time now);
  // The person's last standing act in one facet, for undoing settings alone.
  std::optional<std::int64_t> last_act(std::string_view facet);
  void undo_event(std::int64_t id, Time now);

  std::vector<Event> list(const LedgerFilter& filter);  // oldest first
  std::vector<Event> list_facet(std::string_view facet);
  std::vector<Event> list_facet(std::string_view facet, std::string_view subject);
  std::int64_t count();
  std::optional<Event> find(std::int64_t id);

  void restore(const Event& event);  // with its id and whether it is undone; ids must ascend

  // For forgetting: all that is about a subject, as if it had never happened, and the editions that
  // were chosen since, which it had a part in.
  void erase_subject(std::string_view facet, std::string_view subject);
  void erase_item(std::string_view item);
  void erase_decisions(Time before);            // heed's
  void erase_mentions(std::string_view words);  // decisions of heed that hold these words
  void erase_everything();
  void renumber();  // closes the gaps that erasing left in the ids

 private:
  void follow(std::string_view facet, std::string_view subject);
  void erase_from_stories(std::string_view item);
  void follow_what_is_left();  // after erasing: no state without its event

  Database& database_;
};

}  // namespace heed::store
