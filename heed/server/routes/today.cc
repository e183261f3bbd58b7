#include <nlohmann/json.hpp>

#include "heed/app/budget.h"
#include "heed/app/edition.h"
#include "heed/server/routes/routes.h"

namespace heed::server {

Route today_route(app::Home& home) {
  Route route;
  route.method = "GET";
  route.path = "/api/v1/today";
  route.summary = "Today's edition: what fits the minutes, with the reason for each item";
  route.query = {{"budget", "30m, 1h30m or all; otherwise the person's setting"},
                 {"order", "otherwise the person's setting", "string", {"you", "new", "source"}}};
  route.answer = "Edition";
  route.run = [&home](const Request& request) {
    app::TodayRequest wanted;
    if (const auto budget = request.text("budget"); !budget.empty()) {
      wanted.budget = app::parse_budget(budget, "budget").take();
    }
    wanted.order = request.text("order");
    return document(app::today(home, wanted));
  };
  return route;
}

}  // namespace heed::server
