#include <nlohmann/json.hpp>

#include "heed/app/interests.h"
#include "heed/server/routes/routes.h"

namespace heed::server {

Route add_interest_route(app::Home& home) {
  Route route;
  route.method = "POST";
  route.path = "/api/v1/interests";
  route.summary = "Add an interest, or set the weight of one";
  route.body = {{"text", "in the person's words"},
                {"weight", "from -1, less of it, to 1, more of it (1)", "number"}};
  route.needed = {"text"};
  route.answer = "Interest";
  route.run = [&home](const Request& request) {
    const auto body = request.object();
    return document(
        app::add_interest(home, text_field(body, "text"), number_field(body, "weight", 1, -1, 1)));
  };
  return route;
}

}  // namespace heed::server
