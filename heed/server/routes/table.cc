#include "heed/server/routes/routes.h"

namespace heed::server {

std::vector<Route> api_routes(app::Home& home, bool fixed_now) {
  std::vector<Route> routes = {
      today_route(home),
      why_route(home),
      atom_route(home),
      json_feed_route(home),
      items_route(home),
      item_route(home),
      search_route(home),
      feedback_route(home),
      undo_route(home),
      redo_route(home),
      interests_route(home),
      add_interest_route(home),
      remove_interest_route(home),
      remove_named_interest_route(home),
      sources_route(home),
      icon_route(home),
      settings_route(home),
      set_setting_route(home),
  };
  if (fixed_now) return routes;
  for (Route& route : routes) {
    route.run = [&home, run = std::move(route.run)](const Request& request) {
      home.set_now(system_now());
      return run(request);
    };
  }
  return routes;
}

}  // namespace heed::server
