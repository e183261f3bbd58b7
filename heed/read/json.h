// What was read, as the JSON documents that heed prints.
#pragma once

#include "heed/base/json.h"
#include "heed/read/item.h"

namespace heed::read {

Json to_json(const Feed& feed);
Json to_json(const Item& item);

}  // namespace heed::read
