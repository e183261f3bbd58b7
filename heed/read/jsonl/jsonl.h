// JSON Lines: one item a line, {"title","text"|"html","url","published","source","author","lang",
// "minutes"}, all but title or text optional.
#pragma once

#include <functional>
#include <istream>
#include <string_view>

#include "heed/base/error.h"
#include "heed/base/json.h"
#include "heed/read/item.h"

namespace heed::read {

Result<Item> item_from_json(const Json& object);

inline constexpr std::size_t kLongestLine = 16u << 20;  // bytes; longer ones are refused

// Reads to the end, one line at a time. A line that can't be read goes to on_error with its number
// (from 1) as part of `where`; the others are not affected. Ill-formed UTF-8 is repaired. Both
// functions answer whether to go on.
void read_json_lines(std::istream& in, std::string_view where,
                     const std::function<bool(Item)>& on_item,
                     const std::function<bool(Error)>& on_error);

}  // namespace heed::read
