#include "heed/app/intake.h"

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "heed/read/jsonl/jsonl.h"
#include "heed/read/url.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

constexpr std::size_t kHeld = 2000;  // items waiting for their commit, over all sources

std::string stem(const std::string& path) {
  return path == "-" ? "standard input" : std::filesystem::path(path).stem().string();
}

store::Source named(const std::string& name, std::string kind) {
  store::Source source;
  source.identity = "name:" + name;
  source.title = name;
  source.kind = std::move(kind);
  return source;
}

// A feed that came as a file is known by the site that it names, so that the same feed saved again
// elsewhere is the same source.
store::Source feed_source(const read::Feed& feed, const read::Origin& origin,
                          const std::string& name) {
  const auto path = stem(origin.name);
  auto source = named(!name.empty() ? name : !feed.title.empty() ? feed.title : path, feed.format);
  if (name.empty() && !feed.link.empty()) {
    source.identity = "site:" + read::canonical_url(feed.link) + "\n" + source.title;
  }
  source.site = source.url = feed.link;
  return source;
}

// What a list from the network names was chosen by whoever wrote it, at the list's own host and
// port by the person too; a file was chosen by the person with all that is in it.
bool may_name_private(const read::Origin& origin, const std::string& url) {
  return origin.url.empty() || read::host_and_port(url) == read::host_and_port(origin.name);
}

}  // namespace

// Items wait by source, so that many sources in one file don't make for many small commits.
class Intake::BySource {
 public:
  BySource(Intake& intake, std::string standard, std::string kind)
      : intake_(intake), standard_(std::move(standard)), kind_(std::move(kind)) {}

  void add(read::Item item) {
    const bool is_own = intake_.name_.empty() && !item.source.empty();
    const auto& name = is_own ? item.source : intake_.name_.empty() ? standard_ : intake_.name_;
    auto& waiting = waiting_[is_own && !item.source_id.empty() ? item.source_id : name];
    waiting.title = name;
    waiting.items.push_back(std::move(item));
    if (++held_ >= kHeld) flush();
  }

  void flush() {
    for (auto& [id, waiting] : waiting_) {
      if (waiting.items.empty() || intake_.ingest_.stop()) continue;
      store(id, waiting);
      waiting.items.clear();
    }
    held_ = 0;
  }

 private:
  struct Waiting {
    std::string title;
    std::vector<read::Item> items;
  };

  // A name that nobody gave, but an export's file or reader, keeps nothing apart. JSON Lines are a
  // person's own, letters have their lists, and pages one collection.
  void store(const std::string& id, const Waiting& waiting) {
    const bool is_given = !intake_.name_.empty() || id != standard_ || kind_ == "jsonl" ||
                          kind_ == "mail" || kind_ == "page";
    const auto reach = is_given ? Ingest::Reach::source : Ingest::Reach::kind;
    auto wanted = named(id, kind_);
    wanted.title = waiting.title;
    if (kind_ == "mail" && !waiting_.contains(waiting.title)) take_over(wanted);
    const auto source = intake_.store(wanted, waiting.items, reach);
    if (!is_given) intake_.home_.store().sources.erase_if_empty(source.row);
  }

  // A list that is known by its id was known by its title before.
  void take_over(const store::Source& list) {
    const auto before = named(list.title, kind_);
    intake_.home_.store().sources.change_identity(kind_, before.identity, list.identity);
  }

  Intake& intake_;
  std::string standard_;
  std::string kind_;
  std::map<std::string, Waiting> waiting_;  // by what their source is known by
  std::size_t held_ = 0;
};

Json summary(const Ingest& ingest, int new_sources) {
  const auto& counts = ingest.counts();
  return {{"summary",
           {{"added", counts.added},
            {"updated", counts.updated},
            {"unchanged", counts.unchanged},
            {"failed", counts.failed},
            {"skipped", counts.skipped},
            {"sources", new_sources}}}};
}

store::Source Intake::source(const store::Source& wanted) {
  auto& store = home_.store();
  store::Transaction transaction(store.database);
  const auto followed = wanted.followed() ? store.sources.find_followed(wanted.url) : std::nullopt;
  auto found = followed ? *followed : store.sources.find_or_add(wanted);
  if (found.allowed.empty() && !wanted.allowed.empty()) {
    found.allowed = wanted.allowed;
    store.sources.update(found);
  }
  if (store.events.state("removed", found.id)) {
    store::Event event;
    event.time = home_.now();
    event.kind = "sources add";
    event.facet = "removed";
    event.subject = found.id;
    event.why = "you added it again";
    store.events.append(event);
  }
  transaction.commit();
  return found;
}

store::Source Intake::store(const store::Source& wanted, std::span<const read::Item> items,
                            Ingest::Reach reach) {
  for (;;) {
    auto found = source(wanted);
    // Another heed may forget it in between: then it is made anew.
    if (ingest_.store(found, items, reach) || ingest_.stop()) return found;
  }
}

void Intake::take(const read::Document& document, const read::Origin& origin) {
  if (const auto* feed = std::get_if<read::Feed>(&document)) {
    ingest_.warn_of_cut(feed->warnings, origin.name);
    store(feed_source(*feed, origin, name_), feed->items);
  } else if (const auto* list = std::get_if<read::ItemList>(&document)) {
    take_items(*list, origin);
  } else if (const auto* subscriptions = std::get_if<read::SubscriptionList>(&document)) {
    take_subscriptions(*subscriptions, origin);
  } else {
    const auto& page = std::get<read::Page>(document);
    ingest_.warn_of_cut(page.warnings, origin.name);
    BySource one(*this, "Pages", "page");
    one.add(page.item);
    one.flush();
  }
}

void Intake::take_items(const read::ItemList& list, const read::Origin& origin) {
  for (const auto& error : list.errors) ingest_.fail(error);
  ingest_.skip(list.skipped);
  BySource by_source(*this, list.title.empty() ? stem(origin.name) : list.title, list.kind);
  for (const auto& item : list.items) by_source.add(item);
  by_source.flush();
}

void Intake::take_json_lines(std::istream& in, const std::string& where) {
  BySource by_source(*this, stem(where), "jsonl");
  read::read_json_lines(
      in, where,
      [&](read::Item item) {
        by_source.add(std::move(item));
        return !ingest_.stop();
      },
      [&](const Error& error) {
        ingest_.fail(error);
        return !ingest_.stop();
      });
  by_source.flush();
}

void Intake::take_subscriptions(const read::SubscriptionList& list, const read::Origin& origin) {
  ingest_.warn_of_cut(list.warnings, origin.name);
  ingest_.skip(list.skipped);
  for (const auto& error : list.refused) ingest_.fail(error);
  std::vector<Json> reports;
  store::Transaction transaction(home_.store().database);
  for (const auto& subscription : list.subscriptions) {
    store::Source wanted;
    wanted.identity = wanted.url = read::normal_url(subscription.url);
    wanted.title =
        subscription.title.empty() ? read::shown_url(subscription.url) : subscription.title;
    wanted.site = subscription.site;
    wanted.kind = "feed";
    if (allow_private && may_name_private(origin, wanted.url)) {
      wanted.allowed = read::host_and_port(wanted.url);
    }
    for (const auto& folder : subscription.folders) {
      wanted.folder += (wanted.folder.empty() ? "" : "/") + folder;
    }
    const bool known = home_.store().sources.find_followed(wanted.url).has_value();
    auto added = source(wanted);
    if (known) {
      // No folder is no wish: other lists than the one it came from may have none. Of two lists
      // given at once the first counts, so that they change nothing when they are given again.
      if (wanted.folder.empty() || !placed_.insert(added.row).second) continue;
      if (wanted.folder == added.folder) continue;
      added.folder = wanted.folder;
      home_.store().sources.update(added);
      ingest_.count_update();
      continue;
    }
    if (!wanted.folder.empty()) placed_.insert(added.row);
    const auto url = read::shown_url(added.url);
    reports.push_back({{"source", {{"id", added.id}, {"title", added.title}, {"url", url}}}});
  }
  transaction.commit();
  new_sources_ += static_cast<int>(reports.size());
  for (const auto& report : reports) ingest_.report(report);
}

}  // namespace heed::app
