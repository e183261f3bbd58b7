// Readwise's highlights: a record each, of books and articles that they name but don't link to.
#pragma once

#include <string_view>

#include "heed/read/export/records.h"
#include "heed/read/item.h"

namespace heed::read {

bool is_highlights(const Columns& columns);

// Those of one work become one item, a paragraph each, behind it what the person noted of it.
ItemList read_highlights(const Columns& columns, std::string_view records, char separator);

}  // namespace heed::read
