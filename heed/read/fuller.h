// Which of the two texts that a feed gives of an item is the one to read: podcasts repeat their
// notes without links and lists, blogs sum up what they also give whole.
#pragma once

#include "heed/read/item.h"

namespace heed::read {

// Whether the summary has more words than the content, or about as many with more markup. False
// where there is none.
bool is_summary_fuller(const Item& item);

}  // namespace heed::read
