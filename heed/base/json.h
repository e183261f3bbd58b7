// JSON in and out, on nlohmann's ordered_json: fields keep the order in which they were written.
// Include <nlohmann/json.hpp> in the source files that touch values: it is slow to compile.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "heed/base/error.h"

namespace heed {

using Json = nlohmann::ordered_json;

// Parses one document. Refuses what RFC 8259 refuses, numbers outside of double's range, and
// nesting deeper than `max_depth`. `where` names the source in the error, which adds the line and
// column.
Result<Json> parse_json(std::string_view text, std::string_view where, int max_depth = 256);

// One line; ill-formed UTF-8 becomes U+FFFD; a NaN or infinity is a bug and is refused.
std::string to_line(const Json& value);

Json to_json(const Error& error);  // {"error":{"code","message","where","remedy"}}

}  // namespace heed
