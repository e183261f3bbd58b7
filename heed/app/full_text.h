// The page's own text for items of which the feed carries a summary only. Each source says when its
// pages are asked for: never, on demand (when the person opens the item), or always (with the
// feed).
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "heed/app/home.h"
#include "heed/store/sources.h"

namespace heed::app {

inline constexpr std::string_view kFullTextModes[] = {"never", "demand", "always"};

// For the newest items of those of `sources` that want it always, all at once. A page that can't be
// had within `timeout` seconds, or some, leaves the summary; it is asked for again with the feed
// for three days.
void fetch_full_texts(Home& home, std::span<const store::Source> sources, double timeout,
                      const std::function<bool()>& stop);

// For one item that the person opens, where its source wants it at all. True where the text is now
// the page's.
bool fetch_full_text(Home& home, std::string_view item);

}  // namespace heed::app
