// Lines as heed's commands take them: only LF ends a line; a last line without LF counts; no bytes,
// no lines; an empty line is an item. CR, NUL and all else belong to the line.
#pragma once

#include <string_view>
#include <vector>

namespace heed {

// Views into `bytes`.
std::vector<std::string_view> split_lines(std::string_view bytes);

}  // namespace heed
