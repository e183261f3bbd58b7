// All that heed keeps, in one file. The only room with SQL: others see items, events and vectors.
#pragma once

#include <filesystem>

#include "heed/store/database.h"
#include "heed/store/events.h"
#include "heed/store/items.h"
#include "heed/store/search.h"
#include "heed/store/sources.h"
#include "heed/store/vectors.h"

namespace heed::store {

class Store {
 public:
  // Opens or makes `file`, brings it to the newest version. Its folder must exist.
  explicit Store(const std::filesystem::path& file);

  Database database;
  Sources sources;
  Items items;
  Events events;
  Vectors vectors;

  // After erasing: leaves no byte of what was deleted in the file or beside it: index rebuilt, file
  // rewritten, journal emptied, what is kept beside it (copies.h) removed.
  void scrub();

 private:
  Store(const std::filesystem::path& file, const class Opening& held);
};

}  // namespace heed::store
