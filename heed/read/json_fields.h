// Fields of JSON that strangers wrote: whatever has the wrong type counts as absent.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "heed/base/json.h"
#include "heed/base/time.h"
#include "heed/read/date.h"

namespace heed::read {

// parse_json of what a stranger wrote: refuses what would take far more memory than its text does.
Result<Json> parse_strange_json(std::string_view text, std::string_view where);

// A string without the controls that escapes can hide in it, or a number as text; or "".
std::string text_of(const Json& value);
std::string string_field(const Json& object, std::string_view name);
std::string first_string(const Json& object, std::initializer_list<std::string_view> names);
std::optional<double> number_field(const Json& object, std::string_view name);  // also from text
const Json& array_field(const Json& object, std::string_view name);             // or an empty one

// Text, or a count since 1970.
std::optional<Time> date_field(const Json& object, std::string_view name,
                               DayOrder order = DayOrder::unknown);

// Of people, in the first of the fields that names any: a name, an object that has one, an array of
// these, or an object of such objects; commas between them.
std::string names_field(const Json& object, std::initializer_list<std::string_view> names);

// The strings of an array, or the names of its objects, white space folded.
std::vector<std::string> labels_field(const Json& object, std::string_view name);

}  // namespace heed::read
