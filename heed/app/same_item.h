// Whether what comes in is an item that is stored, or another one (decision 0085).
#pragma once

#include <functional>

#include "heed/store/items.h"

namespace heed::app {

// Else it has the time at which it was first seen.
bool is_dated(const store::NewItem& item);

// Neither the publisher nor an address names it.
bool is_unnamed(const store::NewItem& item);

std::chrono::seconds apart(const store::Known& known, const store::NewItem& item);

// How far apart two of one title are at least: recordings come as often as they please, while a
// column, a reminder or a word of the day comes back on another day.
inline constexpr std::chrono::seconds kAtOnce{1};
std::chrono::seconds least_apart(const store::NewItem& item);

bool have_two_titles(const store::Known& known, const store::NewItem& item);

bool have_other_words(const store::Known& known, const store::NewItem& item, store::Items& items);

// The same publisher's id on another item: both address and title are others, and neither the words
// nor an exact time tell that the item was moved.
bool contradicts(const store::Known& known, const store::NewItem& item, store::Items& items);

// What is stored at the item's own address under no other id.
bool is_at_its_address(const store::Known& there, const store::NewItem& item);

// A version of the known that came before it, by what their ids count.
bool is_older_version(const store::Known& known, const store::NewItem& item);

using Comparison = std::function<bool(const store::Known&)>;  // with the item, once it is needed

// At the same address, with another id or none.
bool is_another_there(const store::Known& known, const store::NewItem& item,
                      const Comparison& has_other_words);

}  // namespace heed::app
