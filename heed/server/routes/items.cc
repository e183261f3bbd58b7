#include "heed/app/items.h"

#include <nlohmann/json.hpp>

#include "heed/server/routes/routes.h"

namespace heed::server {

Route items_route(app::Home& home) {
  Route route;
  route.method = "GET";
  route.path = "/api/v1/items";
  route.summary = "What is stored, newest first";
  route.query = {{"source", "only of this source"},
                 {"since", "only from this RFC 3339 time on"},
                 {"limit", "at most so many (100)", "integer"}};
  route.answer = "Items";
  route.run = [&home](const Request& request) {
    app::ItemsRequest wanted;
    wanted.source = request.text("source");
    wanted.limit = count_parameter(request, "limit", 100, 1, 10000);
    if (const auto since = request.text("since"); !since.empty()) {
      wanted.since = parse_rfc3339(since);
      if (!wanted.since) {
        throw Error(Failure::bad_input, "not an RFC 3339 time", "since",
                    "write it like 2026-11-22T18:00:00Z");
      }
    }
    return document({{"items", app::items(home, wanted)}});
  };
  return route;
}

}  // namespace heed::server
