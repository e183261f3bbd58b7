// Short, stable ids that people can read out and copy: a hash in Crockford's base32 without look-
// alikes (no i, l, o, u), so that the same thing has the same id in every home.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace heed::store {

// `length` ≤ 12 characters of the hash of `text`. Where `taken` says that this id already names
// something else, the next of a fixed series is tried.
std::string short_id(std::string_view text, int length,
                     const std::function<bool(std::string_view)>& taken);

}  // namespace heed::store
