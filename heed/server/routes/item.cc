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
    return document(app::item(home, request.parts.at("id")));
  };
  return route;
}

}  // namespace heed::server
