#include "heed/app/full_text.h"
#include "heed/app/items.h"

#include <nlohmann/json.hpp>

#include "heed/server/routes/routes.h"

namespace heed::server {

Route item_route(app::Home& home) {
  Route route;
  route.method = "GET";
  route.path = "/api/v1/items/{id}";
  route.summary = "One item, with what there is to read";
  route.parts = {{"id", "the item"}};
  route.answer = "Item";
  route.run = [&home](const Request& request) {
    const auto& id = request.parts.at("id");
    app::fetch_full_text(home, id);  // where its source says on demand: this is the demand
    return document(app::item(home, id));
  };
  return route;
}

}  // namespace heed::server
