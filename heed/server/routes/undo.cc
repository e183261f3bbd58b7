#include <nlohmann/json.hpp>

#include "heed/app/feedback.h"
#include "heed/server/routes/routes.h"

namespace heed::server {
namespace {

Route acts_route(app::Home& home, const char* path, const char* summary,
                 Json (*turn)(app::Home&, int count)) {
  Route route;
  route.method = "POST";
  route.path = path;
  route.summary = summary;
  route.body = {{"n", "how many acts (1)", "integer"}};
  route.answer = "Events";
  route.run = [&home, turn](const Request& request) {
    const double count = number_field(request.object(), "n", 1, 1, 10000);
    return document(turn(home, static_cast<int>(count)));
  };
  return route;
}

}  // namespace

Route undo_route(app::Home& home) {
  return acts_route(home, "/api/v1/undo", "Take back what the person did last", app::undo);
}

Route redo_route(app::Home& home) {
  return acts_route(home, "/api/v1/redo", "Do again what was undone last", app::redo);
}

}  // namespace heed::server
