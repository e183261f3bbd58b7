// What a page says about itself in JSON-LD, in the terms of schema.org.
#pragma once

#include <string_view>

#include "heed/read/page/claims.h"

namespace heed::read {

// Adds what a script of JSON-LD says of the article and of persons: "ld:title", "ld:date",
// "ld:language", "ld:author", "ld:body"; "ld:author-id", an address that "ld:person ADDRESS" may
// give the name for. What another script said before stays. JSON that can't be read adds nothing.
void read_linked_data(std::string_view script, Claims& claims);

}  // namespace heed::read
