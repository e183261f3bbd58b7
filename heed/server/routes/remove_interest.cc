#include <nlohmann/json.hpp>

#include "heed/app/interests.h"
#include "heed/server/routes/routes.h"

namespace heed::server {

Route remove_interest_route(app::Home& home) {
  Route route;
  route.method = "DELETE";
  route.path = "/api/v1/interests";
  route.summary = "Remove the interest that the query or the body names";
  route.query = {{"id", "the interest"}};
  route.body = {{"id", "the interest, where the query names none"}};
  route.answer = "Event";
  route.run = [&home](const Request& request) {
    auto id = request.text("id");
    if (id.empty()) id = text_field(request.object(), "id");
    return document(app::remove_interest(home, id));
  };
  return route;
}

Route remove_named_interest_route(app::Home& home) {
  Route route = remove_interest_route(home);
  route.path = "/api/v1/interests/{id}";
  route.summary = "Remove an interest";
  route.parts = {{"id", "the interest"}};
  route.query.clear();
  route.body.clear();
  route.run = [&home](const Request& request) {
    return document(app::remove_interest(home, request.parts.at("id")));
  };
  return route;
}

}  // namespace heed::server
