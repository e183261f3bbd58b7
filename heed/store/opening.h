// One heed at a time opens a home, or puts another file in its place: SQLite's locks hold for files
// that exist, not for two programs that make one, turn its journal on and lay out its tables.
#pragma once

#include <filesystem>

namespace heed::store {

// Holds the folder while it lives. Waits for another heed that holds it for 20 s at most, then
// throws storage. Asks nothing of a folder that can't be held (a file system without such locks):
// SQLite's own remain.
class Opening {
 public:
  explicit Opening(const std::filesystem::path& folder);
  Opening(const Opening&) = delete;
  Opening& operator=(const Opening&) = delete;
  ~Opening();

 private:
  int folder_ = -1;
};

}  // namespace heed::store
