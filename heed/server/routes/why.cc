#include "heed/app/why.h"

#include <nlohmann/json.hpp>

#include "heed/server/routes/routes.h"

namespace heed::server {

Route why_route(app::Home& home) {
  Route route;
  route.method = "GET";
  route.path = "/api/v1/why/{id}";
  route.summary = "Why an item stands where it stands";
  route.parts = {{"id", "the item"}};
  route.answer = "Why";
  route.run = [&home](const Request& request) {
    return document(app::why(home, request.parts.at("id")));
  };
  return route;
}

}  // namespace heed::server
