#include "heed/app/check.h"

#include <nlohmann/json.hpp>

#include "heed/store/store.h"

namespace heed::app {

Json check(Home& home) {
  auto& store = home.store();
  const auto damage = store.damage();
  const bool whole = damage.empty();
  return {{"items", whole ? Json(store.items.count()) : Json(nullptr)},
          {"events", whole ? Json(store.events.count()) : Json(nullptr)},
          {"damage", damage}};
}

}  // namespace heed::app
