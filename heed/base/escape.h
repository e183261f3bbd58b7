// Text made safe to stand in HTML and XML.
#pragma once

#include <string>
#include <string_view>

namespace heed {

// Adds the text with & < > " as references, for element content and quoted attributes alike.
void append_escaped(std::string& out, std::string_view text);

}  // namespace heed
