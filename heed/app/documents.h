// The JSON shapes that several use cases share.
#pragma once

#include "heed/base/json.h"
#include "heed/store/items.h"

namespace heed::app {

// A date to come is shown and chosen by as now: the clock may have been ahead when the item came.
void cap_date(store::Item& item, Time now);

// "" for an address that nothing made absolute: it leads nowhere, or into whatever shows it.
std::string shown_address(const std::string& url);

// {"id","title","source","source_id","url","published","minutes"}: empty strings where the
// publisher gave none.
Json heading_document(const store::Item& item);

// The same and {"lang","feedback","read"}: "feedback" null where the person gave none.
Json item_document(const store::Item& item);

}  // namespace heed::app
