// The sources that the person added.
#pragma once

#include <string_view>

#include "heed/app/home.h"
#include "heed/base/json.h"
#include "heed/store/sources.h"

namespace heed::app {

// {"sources":[{"id","url","title","kind","items","last_fetch","last_error"}]}
Json list_sources(Home& home);

// Takes a source and its items out of every list; undo brings them back. {"event","undoes":null}.
Json remove_source(Home& home, std::string_view name);

// When the pages of a source's items are asked for: see full_text.h.
// {"event","undoes":null,"source":{"id","full_text"}}; "event" is null where it was so before.
Json set_full_text(Home& home, std::string_view name, std::string_view mode);
bool is_full_text_mode(std::string_view text);
// The event alone, of the source with that id: gives the event's.
std::int64_t append_full_text(Home& home, std::string_view id, std::string_view mode,
                              std::string_view actor = "person");

// By id, address or title; not_found in words.
store::Source find_source(Home& home, std::string_view name, bool removed_too = false);

}  // namespace heed::app
