// Hosts and the domains that they lie in.
#pragma once

#include <string_view>

namespace heed::read {

// Whether the host is the domain or within it; a domain with a dot at its end ("google.") goes on
// with whatever comes after. Both in lower case.
bool is_within(std::string_view host, std::string_view domain);

}  // namespace heed::read
