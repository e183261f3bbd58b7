#include <nlohmann/json.hpp>

#include "heed/app/items.h"
#include "heed/server/routes/routes.h"

namespace heed::server {

Route search_route(app::Home& home) {
  Route route;
  route.method = "GET";
  route.path = "/api/v1/search";
  route.summary = "Items that hold these words, best first";
  route.query = {{"q", "the words"}, {"limit", "at most so many (20)", "integer"}};
  route.answer = "Items";
  route.run = [&home](const Request& request) {
    const int limit = count_parameter(request, "limit", 20, 1, 1000);
    return document({{"items", app::search(home, request.text("q"), limit)}});
  };
  return route;
}

}  // namespace heed::server
