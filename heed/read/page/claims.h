// What a page says about itself, each value below the name that it is given under: "og:title".
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

namespace heed::read {

using Claims = std::map<std::string, std::string, std::less<>>;

constexpr std::size_t kLongestClaim = 4000;   // longer ones are no titles, names or days
constexpr std::size_t kLongestByline = 1000;  // of all authors together

// The value of the first of these names that has one, or "".
std::string first_of(const Claims& claims, std::initializer_list<std::string_view> names);

}  // namespace heed::read
