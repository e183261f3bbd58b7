// What Gmail's own labels in its export say, in the language of the person's account.
#pragma once

#include <string_view>

namespace heed::read {

bool means_opened(std::string_view label);
bool means_thrown_away(std::string_view label);  // into the bin, or as spam

}  // namespace heed::read
