// Items without a date of their own are dated by the clock when they come. Where it was ahead, they
// would stand before all others until it is really that late.
#pragma once

#include "heed/base/time.h"
#include "heed/store/database.h"

namespace heed::store {

// Dates those that came after `now` to `now`. The order in which items came tells whose clock to
// believe: where none came before `now`, it is the clock of now that is behind, and all stay.
void redate_undated(Database& database, Time now);

}  // namespace heed::store
