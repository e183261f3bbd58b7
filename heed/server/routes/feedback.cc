#include "heed/app/feedback.h"

#include <nlohmann/json.hpp>

#include "heed/server/routes/routes.h"

namespace heed::server {

Route feedback_route(app::Home& home) {
  Route route;
  route.method = "POST";
  route.path = "/api/v1/items/{id}/{act}";
  route.summary = "What the person says of an item";
  route.parts = {{"id", "the item"},
                 {"act",
                  "like, dislike, save and hide replace each other",
                  "string",
                  {"like", "dislike", "save", "hide", "read", "open"}}};
  route.answer = "Event";
  route.run = [&home](const Request& request) {
    (void)request.object();  // nothing is expected of it but to be one
    const std::vector<std::string> items = {request.parts.at("id")};
    return document(app::give_feedback(home, request.parts.at("act"), items).at(0));
  };
  return route;
}

}  // namespace heed::server
