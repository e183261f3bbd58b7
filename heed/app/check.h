// Is what is stored whole, and what can be put back where it isn't? Both work on a home's folder,
// not on a Home: opening one would bring it up to date, or make it.
#pragma once

#include <filesystem>

#include "heed/base/error.h"
#include "heed/base/json.h"

namespace heed::app {

// {"items","events","version","newest","damage":[words],"copy":{"file","written"}}: reads
// everything and changes nothing. Where there is damage the counts are null: they would be a guess;
// "copy" is the newest that is whole, or null; null, too, where nothing is damaged.
Json check(const std::filesystem::path& folder);

// What commands say where there is damage.
Error damaged(const std::filesystem::path& folder);

// Puts `copy`, or with "" the newest whole one, in the place of the data, which is kept:
// {"restored":FILE,"written":TIME,"kept":FILE or null}. Without a name only what is damaged or gone
// is replaced.
Json restore(const std::filesystem::path& folder, const std::filesystem::path& copy);

}  // namespace heed::app
