// Base64 (RFC 4648), as it lies in feeds and in the headers of mail.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace heed::read {

// The bytes; white space and "=" anywhere count for nothing. Nothing where it is no Base64.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace heed::read
