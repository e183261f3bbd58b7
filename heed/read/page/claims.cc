#include "heed/read/page/claims.h"

namespace heed::read {

std::string first_of(const Claims& claims, std::initializer_list<std::string_view> names) {
  for (const auto name : names) {
    const auto found = claims.find(name);
    if (found != claims.end() && !found->second.empty()) return found->second;
  }
  return {};
}

}  // namespace heed::read
