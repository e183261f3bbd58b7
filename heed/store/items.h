// The stored items and their bodies, with the full-text index kept in step.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heed/store/database.h"

namespace heed::store {

// What comes in, already cleaned: all but the row and the id, which storing gives.
struct NewItem {
  std::int64_t source = 0;     // its row
  std::string identity;        // what the id follows from, together with the source
  std::string guid;            // the publisher's id, or ""
  std::string canonical;       // the address without tracking, or ""
  std::int64_t title_key = 0;  // hash of the normalised title; 0: none
  std::int64_t digest = 0;     // hash of what a reader would see
  std::string title;
  std::string url;
  std::string author;
  std::string lang;
  Time time;  // when it was published, never later than `seen`
  Time seen;  // when it was first stored
  double minutes = 0;
  std::string html;  // sanitised
  std::string text;
  std::string unsubscribe;          // where to leave its list, or ""
  std::vector<std::string> labels;  // the publisher's categories
  bool read = false;                // before it came here; kept by an event, not by the item
  bool is_episode = false;          // a recording comes with it; not kept
  bool breaks_off = false;          // a part, as far as it came; not kept
};

// One row of lists and pages.
struct Item {
  std::int64_t row = 0;
  std::string id;
  std::int64_t source = 0;  // its row
  std::string source_id;
  std::string source_title;
  std::string title;
  std::string url;
  std::string author;
  std::string lang;
  Time time;
  Time seen;
  double minutes = 0;
  std::string feedback;  // like, dislike, save, hide or ""
  Time feedback_time;    // of the event that gave it
  bool read = false;
};

// An item with all that is kept of it, to be written elsewhere; `item.identity` is not kept.
struct StoredItem {
  std::string id;
  NewItem item;
  bool whole = false;  // see Body
};

struct Body {
  std::string html;
  std::string text;
  bool whole = false;     // taken from the page, where the feed had a summary only
  bool outdated = false;  // and the feed has had another version since
};

struct Words {
  std::string title;
  std::string text;
};

// An item that may already be stored, as far as recognising a repeat needs it.
struct Known {
  std::int64_t row = 0;
  std::string id;
  std::string canonical;
  std::int64_t title_key = 0;
  std::int64_t digest = 0;
  Time time;
  std::string url;
  std::string guid;
  Time seen;
  std::int64_t source = 0;  // its row
};

inline constexpr int kMostThere = 100;  // items at one address that are looked at

struct ItemFilter {
  std::optional<std::int64_t> source;
  std::optional<Time> since;
  std::optional<int> limit;
  std::optional<Time> before = std::nullopt;
  bool removed_too = false;   // items of sources that the person removed
  bool as_they_came = false;  // by row: where all are wanted, this is much faster
};

class Items {
 public:
  explicit Items(Database& database) : database_(database) {}

  std::string add(const NewItem& item);  // gives the id
  // Replaces what a reader sees; the id, `time` and `seen` stay, old vectors go. A page's text
  // stays in the place of a summary that is shorter, outdated.
  void update(std::int64_t row, const NewItem& item);

  void set_guid(std::int64_t row, std::string_view guid);

  // False where these were its labels before.
  bool set_labels(std::int64_t row, const std::vector<std::string>& labels);

  // The page's text in the place of the feed's summary.
  void set_whole(std::int64_t row, const Body& body, double minutes);
  // What was taken from the page before is no longer outdated: the page has no more.
  void keep_whole(std::int64_t row);

  // The very item where neither the publisher nor an address names it, however many have its title.
  std::optional<Known> by_identity(const NewItem& item);
  std::optional<Known> by_guid(std::int64_t source, std::string_view guid);
  // Those that came last, at most kMostThere.
  std::vector<Known> by_canonical(std::int64_t source, std::string_view canonical);
  // In any other collection of the source's kind that the person has not removed.
  std::vector<Known> by_canonical_elsewhere(std::int64_t source, std::string_view canonical);
  // One of that title and time there, however many came since.
  std::optional<Known> by_canonical_then(const NewItem& item);
  // Those of the last 500 whose times are that near.
  std::vector<Known> by_title(const NewItem& item, std::chrono::seconds within);

  // Newest first, ties by id, unless asked otherwise; items of removed sources are left out.
  std::vector<Item> list(const ItemFilter& filter);
  std::optional<Item> find(std::string_view id);
  std::optional<Item> at(std::int64_t row);
  Body body(std::int64_t row);
  Words words(std::int64_t row);
  std::string unsubscribe(std::int64_t row);          // where to leave its list, or ""
  std::vector<std::string> labels(std::int64_t row);  // in the order of the alphabet
  std::int64_t count();

  // All items with all that is kept of them, in the order in which they came.
  void each(const std::function<void(const StoredItem&)>& visit);
  void restore(const StoredItem& item);  // under the id that it had

  void erase(std::int64_t row);  // from the index too
  void rebuild_index();          // makes the full-text index anew, without a trace of what it held

 private:
  void insert(const std::string& id, const NewItem& item, bool whole = false);
  void set_body(std::int64_t row, const Body& body, double minutes);

  Database& database_;
};

}  // namespace heed::store
