#include "heed/app/icons.h"
#include "heed/server/routes/routes.h"

namespace heed::server {

Route icon_route(app::Home& home) {
  Route route;
  route.method = "GET";
  route.path = "/api/v1/sources/{id}/icon";
  route.summary = "The small picture of a source, as PNG or ICO";
  route.parts = {{"id", "the source"}};
  route.run = [&home](const Request& request) {
    auto icon = app::source_icon(home, request.parts.at("id"));
    Reply reply;
    reply.type = std::move(icon.type);
    reply.body = std::move(icon.bytes);
    return reply;
  };
  return route;
}

}  // namespace heed::server
