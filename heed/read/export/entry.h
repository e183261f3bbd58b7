// An entry of an export, whatever program wrote it: an object of JSON or a record of a table, by
// the names of its fields.
#pragma once

#include "heed/base/json.h"
#include "heed/read/date.h"
#include "heed/read/item.h"

namespace heed::read {

// What the object has of the fields of field_names.h, under their names there. Fields of an object
// "content" (Karakeep) count as its own where it has none of that name.
Json entry_of(const Json& object);

// Whether an entry is an article or the like, so that those beside it may be as well.
bool is_article(const Json& entry);

// Thrown away where it comes from.
bool is_deleted(const Json& entry);

// Fails where there is nothing to read: neither title nor text nor address. An address that is none
// of the web's is for its program alone, and left out.
Result<Item> item_of(const Json& entry, DayOrder order = DayOrder::unknown);

}  // namespace heed::read
