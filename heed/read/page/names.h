// The names in a line that says who wrote something, without the words around them.
#pragma once

#include <string>
#include <string_view>

namespace heed::read {

// "By Jane Doe, March 3 | Share" → "Jane Doe"; "" where no name of a person or a few stands there:
// a menu, a label, a sentence.
std::string names_in_byline(std::string_view text);

// Adds a name to others that don't hold it yet, with a comma between.
void add_name(std::string& names, std::string_view name);

// Whether a text starts as bylines do: "By", "Written by:".
bool starts_as_byline(std::string_view text);

}  // namespace heed::read
