// The JSON shapes that several use cases share.
#pragma once

#include "heed/base/json.h"
#include "heed/store/items.h"

namespace heed::app {

// {"id","title","source","url","published","minutes","lang","feedback","read"}: empty strings where
// the publisher gave none, "feedback" null where the person gave none.
Json item_document(const store::Item& item);

}  // namespace heed::app
