// JSON in and out, on nlohmann's ordered_json: fields keep the order in which they were written.
// Include <nlohmann/json.hpp> in the source files that touch values: it is slow to compile.
#pragma once

#include <cstdint>
#include <limits>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "heed/base/error.h"

namespace heed {

using Json = nlohmann::ordered_json;

struct JsonLimits {
  std::size_t depth = 256;
  // A value takes up to 70 bytes of memory: for documents of strangers.
  std::size_t values = std::numeric_limits<std::size_t>::max();
};

// Parses one document. Refuses what RFC 8259 refuses, numbers outside of double's range or of over
// 4,096 digits, what is beyond the limits, and objects of so many names (some 20,000) that they
// take seconds to build. `where` names the source in the error, which adds the line and column.
Result<Json> parse_json(std::string_view text, std::string_view where, JsonLimits limits = {});

// One line; ill-formed UTF-8 becomes U+FFFD; a NaN or infinity is a bug and is refused.
std::string to_line(const Json& value);

// The value where it is a whole number that fits, or else J::exception. (nlohmann's own conversions
// take fractions, and what no integer can hold, which is undefined.)
template <class J>
std::int64_t whole_number(const J& value) {
  const bool fits = !value.is_number_unsigned() ||
                    std::in_range<std::int64_t>(value.template get<std::uint64_t>());
  return (fits ? value : J()).template get_ref<const typename J::number_integer_t&>();
}

Json to_json(const Error& error);  // {"error":{"code","message","where","remedy"}}

}  // namespace heed
