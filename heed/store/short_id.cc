#include "heed/store/short_id.h"

#include <cstdint>

#include "heed/base/hash.h"

namespace heed::store {

std::string short_id(std::string_view text, int length,
                     const std::function<bool(std::string_view)>& taken) {
  for (std::uint64_t attempt = 0;; ++attempt) {
    std::uint64_t hash = hash_bytes(text, attempt);
    std::string id;
    for (int i = 0; i < length; ++i, hash >>= 5) {
      id += "0123456789abcdefghjkmnpqrstvwxyz"[hash & 31];
    }
    if (!taken(id)) return id;
  }
}

}  // namespace heed::store
