// The stored items, to list, to open and to search.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "heed/app/home.h"
#include "heed/base/json.h"
#include "heed/store/items.h"

namespace heed::app {

struct ItemsRequest {
  std::string source;  // id, address or title; "": all
  std::optional<Time> since;
  std::optional<int> limit;
};

std::vector<Json> items(Home& home, const ItemsRequest& request);  // newest first

// One item with what there is to read: "author", "html" (sanitised, with absolute links only) and
// "text" as well.
Json item(Home& home, std::string_view id);

// Best first: an item's fields with "score" and "highlights", extracts as safe HTML in which
// <mark> stands around what was found. `typed` is as store/search_query.h has it.
std::vector<Json> search(Home& home, std::string_view typed, int limit);

// Of those that the operators let through, the items nearest in meaning to the words, by the
// person's encoder: "score" is the cosine, "highlights" the beginning of the text.
std::vector<Json> search_by_meaning(Home& home, std::string_view typed, int limit);

// The stored item, or not_found in words.
store::Item find_item(Home& home, std::string_view id);

}  // namespace heed::app
