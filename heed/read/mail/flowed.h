// text/plain; format=flowed (RFC 3676): lines that end in a blank go on in the next one of the same
// quotation.
#pragma once

#include <string>
#include <string_view>

namespace heed::read {

// The text with each paragraph on a line. `delsp`: the blank at the end is no part of the text.
std::string unflowed(std::string_view text, bool delsp);

}  // namespace heed::read
