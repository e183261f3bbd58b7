// A home as one readable JSON file, and back: sources, items and every event, so that the state,
// the history and the ids are the same elsewhere. What can be made anew (vectors, the search index)
// is left out. Exporting what was imported gives the same bytes.
#pragma once

#include <filesystem>
#include <ostream>
#include <string_view>

#include "heed/app/home.h"
#include "heed/base/json.h"

namespace heed::app {

// {"heed":1,"sources":[…],"items":[…],"events":[…]}, one record a line.
void export_home(Home& home, std::ostream& out);

// Into a home that holds nothing yet, all or nothing: {"imported":{"sources","items","events"}}.
Json import_home(Home& home, std::string_view text, std::string_view where);

}  // namespace heed::app
