// A disk that gives back other bytes than it was given: noticed, and nothing is deleted for it.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <random>

#include "heed/base/error.h"
#include "heed/base/files.h"
#include "heed/store/examine.h"
#include "heed/store/store.h"

namespace heed::store {
namespace {

void fill(const std::filesystem::path& file) {
  Store store(file);
  Source source;
  source.identity = source.title = "Post";
  source.kind = "rss";
  NewItem item;
  item.source = store.sources.find_or_add(source).row;
  Transaction transaction(store.database);
  for (int i = 0; i < 300; ++i) {
    item.identity = item.guid = item.title = "Title " + std::to_string(i);
    item.text = std::string(static_cast<std::size_t>(i), 'x') + " words";
    item.time = item.seen = Time(std::chrono::seconds(1'700'000'000 + i));
    store.items.add(item);
  }
  transaction.commit();
}

// What SQLite itself says, without any of heed's code.
bool sqlite_sees_damage(const std::filesystem::path& file) {
  sqlite3* database = nullptr;
  sqlite3_stmt* statement = nullptr;
  sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY, nullptr);
  bool whole =
      sqlite3_prepare_v2(database, "PRAGMA integrity_check", -1, &statement, nullptr) ==
          SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW &&
      std::string_view(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0))) == "ok";
  sqlite3_finalize(statement);
  sqlite3_close(database);
  return !whole;
}

bool heed_sees_damage(const std::filesystem::path& file) {
  try {
    return !examine(file).whole();
  } catch (const Error& error) {
    EXPECT_EQ(error.failure, Failure::storage) << error.what();
    return true;
  }
}

TEST(Damage, OfAnyByteThatSqliteSeesIsReportedAndTheFileKept) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "heed.db";
  fill(file);
  EXPECT_FALSE(heed_sees_damage(file));
  const auto whole = read_file(file);
  std::mt19937 random(7);
  int seen = 0;
  for (int i = 0; i < 300; ++i) {
    auto bytes = whole;
    // The header's first hundred bytes are rewritten by any opening.
    const auto at = 100 + random() % (bytes.size() - 100);
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
    const auto hurt = folder.path() / "hurt.db";
    write_file(hurt, bytes);
    const bool visible = sqlite_sees_damage(hurt);
    seen += visible;
    EXPECT_TRUE(!visible || heed_sees_damage(hurt)) << "byte " << at;
    EXPECT_TRUE(read_file(hurt) == bytes) << "byte " << at << ": the file was changed";
  }
  EXPECT_GT(seen, 10) << "too few flips hit anything";
}

}  // namespace
}  // namespace heed::store
