#include "heed/app/interests.h"

#include <nlohmann/json.hpp>

#include "heed/server/routes/routes.h"

namespace heed::server {

Route interests_route(app::Home& home) {
  Route route;
  route.method = "GET";
  route.path = "/api/v1/interests";
  route.summary = "What the person typed that they want more or less of";
  route.answer = "Interests";
  route.run = [&home](const Request&) { return document(app::list_interests(home)); };
  return route;
}

}  // namespace heed::server
