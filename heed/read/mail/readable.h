// How much of a message GMime may be given. It makes an object of some hundred bytes of each header
// and each part, however short, and follows groups of addresses within groups by recursion, to the
// end of the stack. Honest mail has few of either.
#pragma once

#include <cstddef>
#include <string_view>

namespace heed::read {

// The length of `mail` up to the line that goes too far: its 20,000th header or boundary, a header
// over 256 KiB, addresses with over 256 colons.
std::size_t readable_length(std::string_view mail);

}  // namespace heed::read
