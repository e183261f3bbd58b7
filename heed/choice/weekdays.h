// The days of the week that a text names, in the languages that heed knows them in. What happened
// on Monday is another event than what happened on Thursday.
#pragma once

#include <span>

#include "heed/text/words.h"

namespace heed::choice {

// A bit for each day, Monday the lowest.
unsigned weekdays(std::span<const Word> words);

}  // namespace heed::choice
