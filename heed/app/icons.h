// The small pictures by which people know sources: asked of the host that the feed comes from and
// of no other, kept, and shown from heed's own address.
#pragma once

#include <functional>
#include <span>

#include "heed/app/home.h"
#include "heed/store/sources.h"

namespace heed::app {

// For those of `sources` that were not asked within a month: /favicon.ico of the feed's host or,
// where there is none, what the site's page names as its icon; on that host alone, a PNG or ICO of
// at most 64 KiB. Each address may take `timeout` seconds, and five at most.
void fetch_icons(Home& home, std::span<const store::Source> sources, double timeout,
                 const std::function<bool()>& stop);

// The picture of a source named by id, address or title; not_found where it has none.
store::Icon source_icon(Home& home, std::string_view name);

}  // namespace heed::app
