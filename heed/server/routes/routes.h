// The API: one file for each route. Each runs a use case of app and returns its document, as the
// command of the same name prints it with --json.
//
// To add a route: a file here that defines it, a declaration below, a line in table.cc.
#pragma once

#include <vector>

#include "heed/app/home.h"
#include "heed/server/router.h"

namespace heed::server {

Route today_route(app::Home& home);
Route atom_route(app::Home& home);       // /feeds/today.atom
Route json_feed_route(app::Home& home);  // /feeds/today.json
Route why_route(app::Home& home);
Route item_route(app::Home& home);
Route items_route(app::Home& home);
Route search_route(app::Home& home);
Route feedback_route(app::Home& home);
Route undo_route(app::Home& home);
Route redo_route(app::Home& home);
Route interests_route(app::Home& home);
Route add_interest_route(app::Home& home);
Route remove_interest_route(app::Home& home);        // DELETE /interests, named in body or query
Route remove_named_interest_route(app::Home& home);  // DELETE /interests/{id}
Route sources_route(app::Home& home);
Route icon_route(app::Home& home);
Route settings_route(app::Home& home);
Route set_setting_route(app::Home& home);

// All of them. `home` outlives them and is used by one thread at a time; its present is set to the
// system's before each unless `fixed_now`.
std::vector<Route> api_routes(app::Home& home, bool fixed_now);

// The field `name` of the body, or `otherwise` where it is absent. bad_input where it is of another
// type, or absent and `needed`.
std::string text_field(const Json& body, const std::string& name, bool needed = true);
double number_field(const Json& body, const std::string& name, double otherwise, double low,
                    double high);

// A whole number in the query or `otherwise`; bad_input out of [low, high].
int count_parameter(const Request& request, std::string_view name, int otherwise, int low,
                    int high);

}  // namespace heed::server
