// From items, whatever they came in, to stored items: cleaned, recognised where they are repeats,
// committed in batches, reported after their commit.
//
// In one source the same publisher's id or the same canonical address is the same item, stored
// once, unless it is the next of a series that has one page (same_item.h). Where a document shows
// that an id or address does not tell its items apart (one id for all, every link to the home
// page), it is not gone by. Ids that are made up anew at each fetch are seen through by title,
// words and time, and the last one is kept.
//
// An export that nobody named is one with others of its kind: an address that one of them has is
// the same item, whatever the file is called. What an export says later of an item, that it was
// read or has other labels, is taken over; what the person did here stands.
#pragma once

#include <chrono>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "heed/app/home.h"
#include "heed/app/same_item.h"
#include "heed/base/json.h"
#include "heed/read/item.h"
#include "heed/store/items.h"
#include "heed/store/sources.h"

namespace heed::app {

struct Counts {
  int added = 0;
  int updated = 0;
  int unchanged = 0;
  int failed = 0;
  int skipped = 0;  // files of a folder and entries of a document that are nothing heed reads
};

class Ingest {
 public:
  // `report` gets {"item":{"id","title","url","source","change"}} once the item is stored for good,
  // {"warning":{"message","where"}} and {"error":{…}}. Where it throws, what was committed stays.
  using Report = std::function<void(const Json&)>;
  Ingest(Home& home, Report report);

  enum class Reach { source, kind };  // of an address: where it makes an item the same

  // Stores the items of one document of `source`. Stops early, at a commit, when `stop` says so or
  // another heed forgot the source; false where that left some out.
  bool store(const store::Source& source, std::span<const read::Item> items,
             Reach reach = Reach::source);
  void fail(const Error& error);
  // Says so where the end of a document was left out or is missing.
  void warn_of_cut(const std::vector<std::string>& warnings, const std::string& where);
  void count_update() { ++counts_.updated; }  // of what is no item
  void skip(int count = 1) { counts_.skipped += count; }
  void report(const Json& document) { report_(document); }

  std::function<bool()> stop = [] { return false; };

  const Counts& counts() const { return counts_; }
  int exit_code() const { return exit_code_; }  // of the first failure, or 0

 private:
  enum class Change { added, updated, unchanged };

  void give_way();
  bool store_batch(const store::Source& source, std::span<store::NewItem> batch, Reach reach);
  Change store_one(const store::Source& source, store::NewItem& item, Reach reach, std::string& id);
  Change renew(const store::Source& source, const store::Known& known, const store::NewItem& item);
  bool mark_read(const store::NewItem& item, const std::string& id);
  void append_read(const store::NewItem& item, const std::string& id);
  std::optional<store::Known> by_id(const store::NewItem& item);
  std::optional<store::Known> same_of(const store::Source& source,
                                      std::span<const store::Known> there,
                                      const store::NewItem& item, Reach reach);
  bool is_shown(const store::Known& known, const store::NewItem& item);
  bool is_beside(const store::Known& known, const store::NewItem& item,
                 const Comparison& has_other_words);
  bool is_repeat(const store::Source& source, const store::Known& known, const store::NewItem& item,
                 bool reread);

  Home& home_;
  Report report_;
  double pace_;
  Counts counts_;
  int exit_code_ = 0;
  std::chrono::steady_clock::time_point gave_way_ = std::chrono::steady_clock::now();
  // Rows that this run has stored: a second version in the same run does not replace the first, so
  // that the same run again changes nothing.
  std::set<std::int64_t> touched_;
  // In the document that is being stored: the publisher's ids, addresses of several items, and, of
  // what has no id, the titles with their addresses.
  std::set<std::string> shown_ids_, shared_addresses_;
  std::set<std::pair<std::string, std::int64_t>> shown_titles_;
};

// What is stored of one item; `source` and what only the store knows are left out.
// `pace`: the person's reading speed beside the average.
store::NewItem prepare(const read::Item& item, const store::Source& source, double pace, Time now);

}  // namespace heed::app
