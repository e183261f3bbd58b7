// The day of publication in a line that pages show below or above an article.
#pragma once

#include <string_view>

namespace heed::read {

// "Published on 3 March 2024, 10:20": a day with its year, and no more words than belong to it.
bool is_day_alone(std::string_view line);

// "Published 3 March 2024, updated 5 March 2024" → "Published 3 March 2024": of a line that says
// both days the part that says the first; any other line as it is.
std::string_view part_published(std::string_view line);

// The day in such a line without who wrote it or where it is from beside it: "Posted by Tom Hall on
// 4 March 2025" → "4 March 2025"; of any other line what part_published gives.
std::string_view day_part(std::string_view line);

}  // namespace heed::read
