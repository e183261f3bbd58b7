// Labels as exports write them: tags of a person, folders, favourites.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "heed/read/item.h"

namespace heed::read {

// What an item is labelled with that its person marked as a favourite, or starred.
inline constexpr std::string_view kFavourite = "favourite";

// How many folders, one within the other, a bookmark keeps.
inline constexpr std::size_t kMostFolders = 16;

// The labels in one cell of a table: a list as JSON or Python writes it, or words between bars,
// or else between commas or semicolons.
std::vector<std::string> labels_in(std::string_view cell);

// The words with white space folded, cut to the length of a name.
std::string label_of(std::string_view words);

// Adds the label of these words where it is new, up to a hundred.
void add_label(Item& item, std::string_view words);

}  // namespace heed::read
