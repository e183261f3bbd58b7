#include "heed/app/sources.h"

#include <nlohmann/json.hpp>

#include "heed/server/routes/routes.h"

namespace heed::server {

Route sources_route(app::Home& home) {
  Route route;
  route.method = "GET";
  route.path = "/api/v1/sources";
  route.summary = "The sources that the person added";
  route.answer = "Sources";
  route.run = [&home](const Request&) { return document(app::list_sources(home)); };
  return route;
}

}  // namespace heed::server
