#include "heed/store/store.h"

#include <system_error>

#include "heed/base/error.h"
#include "heed/store/schema.h"

namespace heed::store {

Store::Store(const std::filesystem::path& file)
    : database(file), sources(database), items(database), events(database), vectors(database) {
  migrate(database);
}

std::vector<std::string> Store::damage() {
  std::vector<std::string> found;
  const auto look = [&](std::string_view sql, const auto& say) {
    try {
      auto q = database.query(sql);
      while (found.size() < 20 && q.next()) say(q);
    } catch (const Error& error) {
      found.emplace_back(error.message);  // too damaged even to be looked at
    }
  };
  look("PRAGMA integrity_check(20)", [&](const Query& q) {
    if (q.view(0) != "ok") found.push_back(q.text(0));
  });
  look("PRAGMA foreign_key_check", [&](const Query& q) {
    found.push_back("a row of " + q.text(0) + " belongs to none of " + q.text(2));
  });
  look("INSERT INTO item_words (item_words) VALUES ('integrity-check')", [](const Query&) {});
  return found;
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
  const auto prefix = database.file().filename().string() + ".version-";
  for (const auto& entry : std::filesystem::directory_iterator(database.file().parent_path())) {
    if (entry.path().filename().string().starts_with(prefix)) {
      std::filesystem::remove(entry.path());
    }
  }
}

}  // namespace heed::store
