#include "heed/app/feedback.h"

#include <nlohmann/json.hpp>

#include "heed/store/store.h"

namespace heed::app {
namespace {

store::Event about_item(const Home& home, std::string_view kind, const std::string& item) {
  const bool marks = kind == "read" || kind == "open";
  store::Event event;
  event.time = home.now();
  event.kind = kind;
  event.facet = marks ? kind : "feedback";
  event.subject = item;
  event.value = marks ? "yes" : std::string(kind);
  event.item = item;
  event.why = "you said so";
  return event;
}

Json acts_document(Home& home, const std::vector<std::int64_t>& ids) {
  Json acts = Json::array();
  for (const auto id : ids) {
    const auto act = home.store().events.find(id);
    acts.push_back(
        {{"event", id}, {"kind", act->kind}, {"about", act->item.value_or(act->subject)}});
  }
  return {{"events", ids}, {"acts", acts}};
}

}  // namespace

std::vector<Json> give_feedback(Home& home, std::string_view kind,
                                std::span<const std::string> items) {
  auto& store = home.store();
  std::vector<Json> documents;
  store::Transaction transaction(store.database);
  for (const auto& item : items) {
    if (!store.items.find(item)) {
      throw Error(Failure::not_found, "there is no item " + item, item,
                  "heed items lists the stored items with their ids");
    }
    const auto event = store.events.append(about_item(home, kind, item));
    documents.push_back({{"event", event}, {"undoes", nullptr}});
  }
  transaction.commit();
  return documents;
}

Json undo(Home& home, int count) {
  return acts_document(home, home.store().events.undo(count, home.now()));
}

Json redo(Home& home, int count) {
  return acts_document(home, home.store().events.redo(count, home.now()));
}

}  // namespace heed::app
