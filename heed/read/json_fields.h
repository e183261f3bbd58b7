// Fields of JSON that strangers wrote: whatever has the wrong type counts as absent.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>

#include "heed/base/json.h"
#include "heed/base/time.h"

namespace heed::read {

// parse_json of what a stranger wrote: refuses what would take far more memory than its text does.
Result<Json> parse_strange_json(std::string_view text, std::string_view where);

std::string string_field(const Json& object, std::string_view name);  // numbers as text; or ""
std::string first_string(const Json& object, std::initializer_list<std::string_view> names);
std::optional<double> number_field(const Json& object, std::string_view name);  // also from text
std::optional<Time> date_field(const Json& object, std::string_view name);  // text or Unix seconds
const Json& array_field(const Json& object, std::string_view name);         // or an empty one

}  // namespace heed::read
