// Letters that are signed as text (RFC 4880, section 7: the cleartext signature framework).
#pragma once

#include <string>

namespace heed::read {

// The words between the marks, without their signature and the hyphens before lines that start with
// one; a text that is not signed so, or breaks off before its signature, as it is.
std::string without_signature(std::string text);

}  // namespace heed::read
