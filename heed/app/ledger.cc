#include "heed/app/ledger.h"

#include <nlohmann/json.hpp>

#include "heed/store/store.h"

namespace heed::app {

std::vector<Json> ledger(Home& home, std::optional<Time> since, std::optional<int> limit) {
  std::vector<Json> documents;
  for (const auto& e : home.store().events.list({since, limit})) {
    documents.push_back({{"event", e.id},
                         {"time", to_rfc3339(e.time)},
                         {"by", e.actor},
                         {"kind", e.kind},
                         {"item", e.item ? Json(*e.item) : Json(nullptr)},
                         {"undone", e.undone},
                         {"why", e.why},
                         {"undoes", e.undoes ? Json(*e.undoes) : Json(nullptr)}});
  }
  return documents;
}

}  // namespace heed::app
