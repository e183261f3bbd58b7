// Whether one of two titles has something else in the other's place: a name, a number, a day.
#pragma once

#include <span>
#include <string>

namespace heed::choice {

// Words as they come, by their stems; letters of scripts without spaces each by itself. Found along
// the longest common subsequence. What is added, left out or cut short ("help", "helped") replaces
// nothing.
bool replaces(std::span<const std::string> a, std::span<const std::string> b);

}  // namespace heed::choice
