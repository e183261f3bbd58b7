// The API's description, OpenAPI 3.1, written from the table of routes.
#pragma once

#include <vector>

#include "heed/base/json.h"
#include "heed/server/router.h"

namespace heed::server {

Json openapi(const std::vector<Route>& routes);

Json answer_schemas();  // components.schemas: what routes name in `answer`

}  // namespace heed::server
