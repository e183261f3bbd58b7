#include <nlohmann/json.hpp>

#include "heed/app/feedback.h"
#include "heed/server/routes/routes.h"

namespace heed::server {

Route undo_route(app::Home& home) {
  Route route;
  route.method = "POST";
  route.path = "/api/v1/undo";
  route.summary = "Take back what the person did last";
  route.body = {{"n", "how many acts (1)", "integer"}};
  route.answer = "Events";
  route.run = [&home](const Request& request) {
    const double count = number_field(request.object(), "n", 1, 1, 10000);
    return document(app::undo(home, static_cast<int>(count)));
  };
  return route;
}

}  // namespace heed::server
