#include "heed/app/ingest.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>
#include <unordered_map>

#include "heed/app/documents.h"
#include "heed/app/settings.h"
#include "heed/base/threads.h"
#include "heed/read/ascii.h"
#include "heed/read/url.h"
#include "heed/store/store.h"
#include "heed/store/undated.h"

namespace heed::app {
namespace {

constexpr std::size_t kBatch = 500;  // items in one commit
constexpr std::chrono::seconds kEver = std::chrono::years(10'000);
constexpr std::size_t kReread = 20;  // namesakes or neighbours of an item whose texts are looked at

// What in this document several different items share, and so does not tell them apart.
void drop_shared_marks(std::vector<store::NewItem>& items) {
  constexpr std::size_t kFew = 2;
  struct Bearers {
    std::set<std::string> ids, addresses;
    std::set<std::int64_t> titles;
    std::set<Time> times;
  };
  std::unordered_map<std::string, Bearers> by_guid, by_address;
  for (const auto& i : items) {
    by_guid[i.guid].addresses.insert(i.canonical);
    by_guid[i.guid].titles.insert(i.title_key);
    auto& same_address = by_address[i.canonical];
    same_address.ids.insert(i.guid);
    same_address.titles.insert(i.title_key);
    same_address.times.insert(i.time);
  }
  for (auto& i : items) {
    const auto& same_guid = by_guid[i.guid];
    if (same_guid.addresses.size() > 1 && same_guid.titles.size() > 1 && !i.guid.empty()) {
      i.identity += "\n" + i.canonical + "\n" + std::to_string(i.title_key);
      i.guid.clear();
    }
  }
  for (auto& i : items) {
    const auto& same = by_address[i.canonical];
    const bool in_series = same.ids.size() > kFew && same.times.size() > kFew;
    if (same.titles.size() > kFew || in_series) i.canonical.clear();
  }
}

// An address alone, as lists of saved addresses have it.
bool is_bare(const store::NewItem& item) {
  return item.text.empty() && read::is_web_url(item.title);
}

// Nothing tells such items apart but their title and the second at which they were published.
bool is_earlier_version(const store::Known& known, const store::NewItem& item) {
  return is_unnamed(item) && known.canonical.empty() && known.time == item.time && is_dated(item);
}

// What was stored without its address before.
bool brings_address(const store::Known& known, const store::NewItem& item) {
  return known.canonical.empty() && !item.canonical.empty() && !item.text.empty();
}

}  // namespace

Ingest::Ingest(Home& home, Report report)
    : home_(home), report_(std::move(report)), pace_(number_setting(home, "pace")) {}

void Ingest::fail(const Error& error) {
  ++counts_.failed;
  if (exit_code_ == 0) exit_code_ = static_cast<int>(error.failure);
  report_(to_json(error));
}

void Ingest::warn_of_cut(const std::vector<std::string>& warnings, const std::string& where) {
  for (const auto cut : {read::kCut, read::kBreaksOff}) {
    if (std::find(warnings.begin(), warnings.end(), cut) == warnings.end()) continue;
    report_({{"warning", {{"message", cut}, {"where", where}}}});
  }
}

bool Ingest::store(const store::Source& source, std::span<const read::Item> items, Reach reach) {
  std::vector<store::NewItem> ready(items.size());
  parallel_for(items.size(), 16, [&](std::size_t begin, std::size_t end) {
    for (auto i = begin; i < end; ++i) ready[i] = prepare(items[i], source, pace_, home_.now());
  });
  const auto empty = std::erase_if(ready, [](const auto& item) { return item.title.empty(); });
  skip(static_cast<int>(empty));
  drop_shared_marks(ready);
  shown_ids_.clear();
  shared_addresses_.clear();
  shown_titles_.clear();
  std::set<std::string> addresses;
  for (const auto& item : ready) {
    if (!item.guid.empty()) shown_ids_.insert(item.guid);
    if (item.guid.empty()) shown_titles_.emplace(item.canonical, item.title_key);
    if (!addresses.insert(item.canonical).second) shared_addresses_.insert(item.canonical);
  }
  for (std::size_t at = 0; at < ready.size(); at += kBatch) {
    if (stop()) return false;
    const auto batch = std::span(ready).subspan(at, std::min(kBatch, ready.size() - at));
    if (!store_batch(source, batch, reach)) return false;
    give_way();
  }
  return true;
}

// Other commands that wait to write look ten times a second; one that takes up the next batch at
// once would keep them out until they give up.
void Ingest::give_way() {
  constexpr std::chrono::milliseconds kTurn{2000}, kPause{110};
  if (std::chrono::steady_clock::now() - gave_way_ < kTurn) return;
  std::this_thread::sleep_for(kPause);
  gave_way_ = std::chrono::steady_clock::now();
}

bool Ingest::store_batch(const store::Source& source, std::span<store::NewItem> batch,
                         Reach reach) {
  std::vector<Json> reports;
  Counts counts = counts_;
  store::Transaction transaction(home_.store().database);
  const auto stored = home_.store().sources.again(source);
  if (!stored || stored->row != source.row) return false;  // the row may be another's by now
  store::redate_undated(home_.store().database, home_.now());
  for (auto& item : batch) {
    std::string id;
    const auto change = store_one(source, item, reach, id);
    if (change == Change::unchanged) {
      ++counts.unchanged;
      continue;
    }
    ++(change == Change::added ? counts.added : counts.updated);
    reports.push_back({{"item",
                        {{"id", id},
                         {"title", item.title},
                         {"url", shown_address(item.url)},
                         {"source", source.title},
                         {"change", change == Change::added ? "added" : "updated"}}}});
  }
  transaction.commit();
  counts_ = counts;
  for (const auto& report : reports) report_(report);
  return true;
}

Ingest::Change Ingest::store_one(const store::Source& source, store::NewItem& item, Reach reach,
                                 std::string& id) {
  auto& items = home_.store().items;
  auto known = by_id(item);
  if (known && contradicts(*known, item, items)) {
    known.reset();
    item.identity += "\n" + item.canonical;
  }
  if (!known) {
    const auto there = items.by_canonical(item.source, item.canonical);
    if (there.size() >= store::kMostThere) known = items.by_canonical_then(item);
    if (!known) known = same_of(source, there, item, reach);
    if (!there.empty()) item.identity += "\n" + std::to_string(item.title_key);
    if (!there.empty() && is_dated(item)) item.identity += "\n" + to_rfc3339(item.time);
  }
  if (!known && reach == Reach::kind) {
    known = same_of(source, items.by_canonical_elsewhere(source.row, item.canonical), item, reach);
  }
  if (!known) {
    // Nothing is lost by it: it comes again, whole, and then has a name.
    if (item.breaks_off && is_unnamed(item)) return Change::unchanged;
    if (is_unnamed(item)) known = items.by_identity(item);
  }
  if (!known) {
    const auto namesakes = items.by_title(item, is_dated(item) ? least_apart(item) : kEver);
    for (std::size_t i = 0; i < namesakes.size(); ++i) {
      if (!is_repeat(source, namesakes[i], item, i < kReread)) continue;
      if (!brings_address(namesakes[i], item)) return Change::unchanged;
      touched_.erase(namesakes[i].row);  // the address comes to stay, in whichever order
      known = namesakes[i];
      break;
    }
    const auto earlier = std::find_if(namesakes.begin(), namesakes.end(), [&](const auto& other) {
      return is_earlier_version(other, item) && !touched_.contains(other.row);
    });
    if (!known && earlier != namesakes.end()) known = *earlier;
  }
  if (!known) {
    id = items.add(item);
    if (item.read) append_read(item, id);
    touched_.insert(home_.store().items.find(id)->row);
    return Change::added;
  }
  id = known->id;
  return renew(source, *known, item);
}

// Under the publisher's id. One that several have is that of the item's address; one that is an
// address may have moved to https.
std::optional<store::Known> Ingest::by_id(const store::NewItem& item) {
  constexpr std::string_view kSecure = "https://";
  auto& items = home_.store().items;
  if (auto known = items.by_guid(item.source, item.guid)) {
    if (known->canonical == item.canonical) return known;
    const auto there = items.by_canonical(item.source, item.canonical);
    const auto own = std::find_if(there.begin(), there.end(), [&](const auto& other) {
      return is_at_its_address(other, item);
    });
    return own == there.end() ? known : *own;
  }
  if (!read::starts_ignoring_case(item.guid, kSecure)) return std::nullopt;
  const auto plain = "http://" + item.guid.substr(kSecure.size());
  if (shown_ids_.contains(plain)) return std::nullopt;
  return items.by_guid(item.source, plain);
}

// Of those at its address the one that it is. A page that is saved again is no next of a series,
// and so is an address in an export, unless it is that of several there. Past a few whose words are
// looked at, what looks another is another.
std::optional<store::Known> Ingest::same_of(const store::Source& source,
                                            std::span<const store::Known> there,
                                            const store::NewItem& item, Reach reach) {
  std::size_t reread = 0;
  const auto has_other_words = [&](const store::Known& other) {
    if (other.digest == item.digest) return false;
    return reread++ >= kReread || have_other_words(other, item, home_.store().items);
  };
  const bool is_saved = source.kind == "page" ||
                        (reach == Reach::kind && !shared_addresses_.contains(item.canonical));
  const auto is_of_then = [&](const store::Known& other) {
    const bool has_no_time = item.guid.empty() && !is_dated(item) && other.time == other.seen;
    return (other.time == item.time || has_no_time) && other.title_key == item.title_key;
  };
  const auto is_other = [&](const store::Known& other) {
    return (!is_saved || have_two_titles(other, item)) &&
           is_another_there(other, item, has_other_words);
  };
  const auto same = std::find_if(there.begin(), there.end(), is_of_then);
  if (same != there.end()) return *same;
  for (const auto& other : there) {  // none before one that is beside it is the same either
    if (is_beside(other, item, has_other_words)) return std::nullopt;
  }
  const auto version = std::find_if_not(there.begin(), there.end(), is_other);
  return version == there.end() ? std::nullopt : std::optional(*version);
}

Ingest::Change Ingest::renew(const store::Source& source, const store::Known& known,
                             const store::NewItem& item) {
  auto& items = home_.store().items;
  if (item.breaks_off || is_shown(known, item) || is_older_version(known, item)) {
    return Change::unchanged;
  }
  touched_.insert(known.row);
  const bool is_here = known.source == item.source;  // ids of other collections are their own
  if (is_here && !item.guid.empty() && item.guid != known.guid) {
    items.set_guid(known.row, item.guid);
  }
  const bool was_read = mark_read(item, known.id);
  const bool is_new = known.digest != item.digest && !is_bare(item);
  if (is_new) items.update(known.row, item);
  // A feed's labels follow its items, a person's own change alone. None are no wish: another
  // program may not keep any.
  const bool relabelled = !is_new && !source.followed() && !item.labels.empty() &&
                          items.set_labels(known.row, item.labels);
  return is_new || relabelled || was_read ? Change::updated : Change::unchanged;
}

// Of an item that was stored unread. What was ever said of it here stands.
bool Ingest::mark_read(const store::NewItem& item, const std::string& id) {
  if (!item.read || !home_.store().events.list_facet("read", id).empty()) return false;
  append_read(item, id);
  return true;
}

// Of heed's doing, so that `undo` takes back what the person did here, and as old as the item: when
// it was read is not known, and an old archive was not read just now.
void Ingest::append_read(const store::NewItem& item, const std::string& id) {
  store::Event event;
  event.time = item.time;
  event.actor = "heed";
  event.kind = event.facet = "read";
  event.subject = id;
  event.item = id;
  event.value = "yes";
  event.why = "it was read where it came from";
  home_.store().events.append(event);
}

// By this document, as another entry than the item.
bool Ingest::is_shown(const store::Known& known, const store::NewItem& item) {
  if (touched_.contains(known.row)) return true;
  if (known.source != item.source) return false;
  if (!known.guid.empty()) return known.guid != item.guid && shown_ids_.contains(known.guid);
  return item.guid.empty() && known.title_key != item.title_key &&
         shown_titles_.contains({known.canonical, known.title_key});
}

// Where one document shows two items at one place: other ids and words, and other titles or times.
// Without ids both have words: a headline alone says nothing that the other does not.
bool Ingest::is_beside(const store::Known& known, const store::NewItem& item,
                       const Comparison& has_other_words) {
  const bool at_another_time = is_dated(item) && known.time != item.time;
  const auto have_words = [&] {
    return !item.text.empty() && !home_.store().items.body(known.row).text.empty();
  };
  return is_shown(known, item) && (have_two_titles(known, item) || at_another_time) &&
         (!item.guid.empty() || have_words()) && has_other_words(known);
}

// Of the same title under another id. What comes back on another day is another item (a column, a
// reminder), and so is what has an address of its own ("Home" among bookmarks, an episode), unless
// it was published at the very time with the very words. An item without a date has no time to
// differ in. Entries of one document with ids and times of their own are several, and so are
// letters.
bool Ingest::is_repeat(const store::Source& source, const store::Known& known,
                       const store::NewItem& item, bool reread) {
  const bool have_ids = !known.guid.empty() && !item.guid.empty() && known.guid != item.guid;
  const bool at_two_times = is_dated(item) && known.time != item.time;
  const bool are_apart = source.kind == "mail" || shown_ids_.contains(known.guid);
  if (have_ids && at_two_times && are_apart) return false;
  const bool elsewhere = !known.canonical.empty() && !item.canonical.empty();
  const auto least = elsewhere ? kAtOnce : least_apart(item);
  if (is_dated(item) && apart(known, item) >= least) return false;
  if (elsewhere && item.text.empty()) return false;
  if (known.digest == item.digest && !elsewhere) return true;
  if (!reread) return false;
  const auto words = home_.store().items.body(known.row).text;
  if (words == item.text && !words.empty()) return true;
  const bool one_leads_there = known.canonical.empty() != item.canonical.empty();
  return !elsewhere && !one_leads_there && (words.empty() || item.text.empty());
}

}  // namespace heed::app
