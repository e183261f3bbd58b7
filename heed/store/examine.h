// Whether a file of heed's is whole: read from end to end, without a change to it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace heed::store {

struct Examination {
  int version = 0;  // of its tables; migrations().size() is the newest
  std::int64_t items = 0;
  std::int64_t events = 0;
  std::vector<std::string> damage;  // in SQLite's words, at most twenty; none where it is whole

  bool whole() const { return damage.empty(); }
};

// Throws not_found where there is no such file, and storage where it can't be opened, belongs to
// another program or is of a newer version.
Examination examine(const std::filesystem::path& file);

}  // namespace heed::store
