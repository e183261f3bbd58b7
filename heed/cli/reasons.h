// The numbers of an item in words that a person reads: "you want battery chemistry (+0.62) · new
// (+0.28)".
#pragma once

#include <string>
#include <vector>

#include "heed/base/json.h"

namespace heed::cli {

// "you want …", "you liked …", "you want less of …", for one entry of "because".
std::string slot_in_words(const Json& because);

// The same for a feature and what it gave: "new", "from a source you like".
std::string feature_in_words(std::string_view feature, double contribution);

// What moved the item most, greatest first, at most `most`, each with its number.
std::vector<std::string> reasons(const Json& item, std::size_t most);

}  // namespace heed::cli
