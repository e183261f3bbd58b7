#include "heed/app/settings.h"

#include <nlohmann/json.hpp>

#include "heed/server/routes/routes.h"

namespace heed::server {

Route settings_route(app::Home& home) {
  Route route;
  route.method = "GET";
  route.path = "/api/v1/settings";
  route.summary = "Every number that heed decides by";
  route.answer = "Settings";
  route.run = [&home](const Request&) { return document(app::list_settings(home)); };
  return route;
}

Route set_setting_route(app::Home& home) {
  Route route;
  route.method = "POST";
  route.path = "/api/v1/settings/{key}";
  route.summary = "Change a setting; undo takes it back";
  route.parts = {{"key", "the setting"}};
  route.body = {{"value", "a number, or one of the setting's words"}};
  route.needed = {"value"};
  route.answer = "Setting";
  route.run = [&home](const Request& request) {
    const auto body = request.object();
    const auto value = body.contains("value") && body["value"].is_number()
                           ? to_line(body["value"])
                           : text_field(body, "value");
    return document(app::set_setting(home, request.parts.at("key"), value));
  };
  return route;
}

}  // namespace heed::server
