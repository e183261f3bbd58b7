#include "heed/store/store.h"

#include "heed/base/error.h"
#include "heed/store/copies.h"
#include "heed/store/opening.h"
#include "heed/store/schema.h"

namespace heed::store {

Store::Store(const std::filesystem::path& file) : Store(file, Opening(file.parent_path())) {}

Store::Store(const std::filesystem::path& file, const Opening& /*held*/)
    : database(file), sources(database), items(database), events(database), vectors(database) {
  migrate(database);
}

void Store::scrub() {
  items.rebuild_index();
  database.run("VACUUM");
  // Until the journal is empty it holds pages from before. Readers elsewhere may keep it busy.
  auto q = database.query("PRAGMA wal_checkpoint(TRUNCATE)");
  if (q.next() && q.integer(0) != 0) {
    throw Error(Failure::storage, "another heed is reading, so old bytes are still in the journal",
                database.file().string(), "stop it and forget again");
  }
  for (const auto& path : kept_beside(database.file())) std::filesystem::remove(path);
}

}  // namespace heed::store
