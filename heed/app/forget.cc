#include "heed/app/forget.h"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "heed/app/items.h"
#include "heed/app/sources.h"
#include "heed/base/files.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

// There while bytes of something erased may still lie in a file.
std::filesystem::path mark(const Home& home) {
  return home.folder() / "erasing";
}

void erase_item(store::Store& store, const store::Item& item) {
  store.events.erase_mentions(item.id);
  store.events.erase_item(item.id);
  store.items.erase(item.row);
}

void erase_items(store::Store& store, const store::ItemFilter& filter) {
  for (const auto& item : store.items.list(filter)) erase_item(store, item);
}

void erase_said_of_source(store::Store& store, const std::string& id) {
  for (const auto* facet : {"removed", "full_text"}) store.events.erase_subject(facet, id);
  store.events.erase_mentions(id);
}

void erase_source(Home& home, const std::string& name) {
  auto& store = home.store();
  const auto source = find_source(home, name, true);
  store::ItemFilter filter;
  filter.source = source.row;
  filter.removed_too = true;
  erase_items(store, filter);
  erase_said_of_source(store, source.id);
  store.sources.erase(source.row);
}

// Interests are found even where they were removed before: their events still hold the words.
void erase_interest(store::Store& store, const std::string& name) {
  std::string id, text;
  for (const auto& event : store.events.list_facet("interest")) {
    if (!event.value) continue;
    const auto words = Json::parse(*event.value).at("text").get<std::string>();
    if (event.subject != name && words != name) continue;
    id = event.subject;
    text = words;
  }
  if (id.empty()) {
    throw Error(Failure::not_found, "there is no interest " + name, name,
                "heed interest list shows them with their ids");
  }
  store.events.erase_subject("interest", id);
  store.events.erase_mentions(id);
  store.vectors.forget_phrase(text);
}

void erase_named(store::Store& store, const std::string& facet, const std::string& name) {
  if (store.events.list_facet(facet, name).empty()) {
    throw Error(Failure::not_found, "there is no " + facet + " " + name, name,
                "no command of this version makes one");
  }
  store.events.erase_subject(facet, name);
  store.events.erase_mentions(name);
  store.vectors.forget_phrases();
}

void erase_all(store::Store& store) {
  for (const auto& source : store.sources.list(true)) store.sources.erase(source.row);
  store.events.erase_everything();
  store.vectors.forget_all();
  store.vectors.forget_phrases();
}

void erase(Home& home, const ForgetRequest& request) {
  auto& store = home.store();
  if (request.all) return erase_all(store);
  for (const auto& id : request.items) erase_item(store, find_item(home, id));
  if (!request.source.empty()) erase_source(home, request.source);
  if (request.before) {
    store::ItemFilter filter;
    filter.before = request.before;
    filter.removed_too = true;
    erase_items(store, filter);
    store.events.erase_decisions(*request.before);
  }
  if (!request.interest.empty()) erase_interest(store, request.interest);
  if (!request.label.empty()) erase_named(store, "label", request.label);
  if (!request.need.empty()) erase_named(store, "need", request.need);
  for (const auto& id : store.sources.erase_empty_collections()) erase_said_of_source(store, id);
  store.events.renumber();
}

struct Sizes {
  std::int64_t items, events, sources;
};

Sizes sizes(store::Store& store) {
  return {store.items.count(), store.events.count(),
          static_cast<std::int64_t>(store.sources.list(true).size())};
}

}  // namespace

Json forget(Home& home, const ForgetRequest& request) {
  auto& store = home.store();
  const auto before = sizes(store);
  write_file(mark(home), "");
  try {
    store::Transaction transaction(store.database);
    erase(home, request);
    transaction.commit();
  } catch (...) {
    std::filesystem::remove(mark(home));
    throw;
  }
  store.scrub();
  std::filesystem::remove(mark(home));
  const auto after = sizes(store);
  return {{"forgotten",
           {{"items", before.items - after.items},
            {"events", before.events - after.events},
            {"sources", before.sources - after.sources}}}};
}

void finish_forgetting(Home& home) {
  if (!std::filesystem::exists(mark(home))) return;
  try {
    home.store().scrub();
    std::filesystem::remove(mark(home));
  } catch (const Error&) {
    // Another heed is at work, or the disk is full: the mark stays, the next start tries again.
  }
}

}  // namespace heed::app
