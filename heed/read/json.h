// What was read, as the JSON documents that heed prints.
#pragma once

#include "heed/base/json_writer.h"
#include "heed/read/item.h"

namespace heed::read {

void write_fields(JsonWriter& out, const Feed& feed);  // those of an object that is begun

}  // namespace heed::read
