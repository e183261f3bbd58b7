// Is what is stored whole?
#pragma once

#include "heed/app/home.h"
#include "heed/base/json.h"

namespace heed::app {

// {"items","events","damage":[words]}: reads everything and changes nothing. The counts are null
// where there is damage: they would be a guess.
Json check(Home& home);

}  // namespace heed::app
