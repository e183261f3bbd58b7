// Why an item stands where it stands: the same numbers that the edition was made from.
#pragma once

#include <string_view>

#include "heed/app/home.h"
#include "heed/base/json.h"

namespace heed::app {

// An edition's fields for the item ("value" … "rank_you"), with "weights", "features", "unknown"
// (how sure it is that nothing in memory is close), "eligible" (unread, neither hidden nor
// disliked; where not, the ranks are those it would have), "bait" (cues found in the title),
// "words" and "words_note" (see title_words.h). not_found where the item is not stored.
Json why(Home& home, std::string_view item);

}  // namespace heed::app
