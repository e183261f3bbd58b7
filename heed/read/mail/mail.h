// Newsletters: single messages (.eml, one file of a Maildir) and mbox files, through GMime. The
// HTML part is preferred, cleaned, and freed of pixels and click counters; the list is the source.
#pragma once

#include <string_view>

#include "heed/read/item.h"

namespace heed::read {

bool looks_like_mail(std::string_view bytes);

// At most 32 levels and 1,000 parts of a message are looked at.
ItemList read_mail(std::string_view bytes, std::string_view where);

}  // namespace heed::read
