#include "heed/store/short_id.h"

namespace heed::store {

std::uint64_t stable_hash(std::string_view bytes, std::uint64_t seed) {
  std::uint64_t h = 0xcbf29ce484222325 ^ (seed * 0x9e3779b97f4a7c15);
  for (const char c : bytes) {
    h ^= static_cast<unsigned char>(c);
    h *= 0x100000001b3;
  }
  h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9;
  h = (h ^ (h >> 27)) * 0x94d049bb133111eb;
  return h ^ (h >> 31);
}

std::string short_id(std::string_view text, int length,
                     const std::function<bool(std::string_view)>& taken) {
  for (std::uint64_t attempt = 0;; ++attempt) {
    std::uint64_t hash = stable_hash(text, attempt);
    std::string id;
    for (int i = 0; i < length; ++i, hash >>= 5) {
      id += "0123456789abcdefghjkmnpqrstvwxyz"[hash & 31];
    }
    if (!taken(id)) return id;
  }
}

}  // namespace heed::store
