// Short, stable ids that people can read out and copy: a hash in Crockford's base32 without look-
// alikes (no i, l, o, u), so that the same thing has the same id in every home.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace heed::store {

// FNV-1a, 64 bits, finished with SplitMix64's mixer. Part of the format of stored ids: fixed.
std::uint64_t stable_hash(std::string_view bytes, std::uint64_t seed = 0);

// `length` ≤ 12 characters of the hash of `text`. Where `taken` says that this id already names
// something else, the next of a fixed series is tried.
std::string short_id(std::string_view text, int length,
                     const std::function<bool(std::string_view)>& taken);

}  // namespace heed::store
