// A damaged home: what heed check says of it without a change, and putting back a copy, also when
// that is stopped in the middle.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "heed/base/hash.h"
#include "heed/base/json.h"
#include "heed/store/database.h"
#include "tests/run_heed.h"

namespace heed {
namespace {

namespace fs = std::filesystem;
using testing::AnyOf;
using testing::HasSubstr;

// The length and hash of every file of the home, by its name. SQLite's -shm is left aside: it is
// shared memory, made and removed at will; so is a journal that holds nothing.
std::map<std::string, std::pair<std::size_t, std::uint64_t>> files(const TestHome& home) {
  std::map<std::string, std::pair<std::size_t, std::uint64_t>> found;
  for (const auto& entry : fs::directory_iterator(home.path())) {
    const auto name = entry.path().filename().string();
    const auto bytes = read_file(entry.path());
    if (name.ends_with("-shm") || (name.ends_with("-wal") && bytes.empty())) continue;
    found[name] = {bytes.size(), hash_bytes(bytes)};
  }
  return found;
}

void fill(const TestHome& home, int count) {
  const auto file = home.file("items.jsonl", many_items(count, "Post"));
  ASSERT_EQ(home.heed({"add", "--quiet", file.string()}).code, 0);
}

// As the heed of version 8 would have left it.
void make_older(const fs::path& database) {
  store::Database(database).script(
      "ALTER TABLE sources DROP COLUMN validated; ALTER TABLE sources ADD COLUMN full_text TEXT "
      "NOT "
      "NULL DEFAULT 'never'; PRAGMA user_version = 8");
}

std::string damage(const fs::path& database) {
  auto bytes = read_file(database);
  for (std::size_t i = 16384; i + 64 < bytes.size(); i += 1000) bytes.replace(i, 64, 64, '\xff');
  write_file(database, bytes);
  return bytes;
}

class Restore : public testing::Test {
 protected:
  // A home with a copy from before, and data that is damaged since.
  void damaged_home(int count, bool is_older = false) {
    fill(home, count);
    if (is_older) make_older(database);
    copy_bytes = read_file(home.path() / "heed.db");
    write_file(copy, copy_bytes);
    damaged_bytes = damage(database);
  }
  std::size_t stored() {
    const auto said = home.heed({"items", "--json"});
    EXPECT_EQ(said.code, 0) << said.err;
    return static_cast<std::size_t>(std::ranges::count(said.out, '\n'));
  }

  TestHome home;
  fs::path database = home.path() / "heed.db", copy = home.path() / "heed.db.version-8",
           kept = home.path() / "heed.db.replaced-1";
  std::string copy_bytes, damaged_bytes;
};

TEST_F(Restore, CheckChangesNoByteOfAHome) {
  fill(home, 300);
  const auto before = files(home);
  const auto said = home.heed({"check"});
  EXPECT_EQ(said.code, 0) << said.err;
  EXPECT_THAT(said.out, HasSubstr("All is whole: 300 items"));
  EXPECT_EQ(files(home), before);
}

TEST_F(Restore, CheckLeavesAloneWhatAKilledHeedLeftInTheJournal) {
  const auto file = home.file("items.jsonl", many_items(6000, "Post"));
  Running add(home, {"add", "--json", file.string()});
  add.wait_for_output();
  add.signal(SIGKILL);
  ASSERT_EQ(add.wait(), 128 + SIGKILL);
  const auto before = files(home);
  ASSERT_TRUE(before.contains("heed.db-wal")) << "nothing was left in the journal";
  const auto said = home.heed({"check", "--json"});
  EXPECT_EQ(said.code, 0) << said.err;
  EXPECT_EQ(files(home), before);
  EXPECT_EQ(Json::parse(said.out)["items"], stored());
}

TEST_F(Restore, CheckSaysThatDataIsOfAnOlderHeedAndLeavesItSo) {
  fill(home, 10);
  make_older(database);
  const auto before = files(home);
  const auto said = home.heed({"check"});
  EXPECT_EQ(said.code, 0) << said.err;
  EXPECT_THAT(said.out, HasSubstr("All is whole: 10 items"));
  EXPECT_THAT(said.out, HasSubstr("of version 8, of an older heed"));
  EXPECT_EQ(files(home), before);
  EXPECT_EQ(stored(), 10U);
  EXPECT_TRUE(fs::exists(copy)) << "brought up to date, with a copy";
}

TEST_F(Restore, CheckMakesNoHome) {
  EXPECT_EQ(home.heed({"check"}).code, 4);
  EXPECT_FALSE(fs::exists(home.path()));
}

TEST_F(Restore, CheckSeesAnIndexThatDoesNotFitTheTexts) {
  fill(home, 10);
  auto bytes = read_file(database);
  int changed = 0;
  for (std::size_t at = 0; (at = bytes.find("Post item 7", at)) != bytes.npos; ++changed) {
    bytes.replace(at, 4, "Pist");
  }
  ASSERT_GT(changed, 0);
  write_file(database, bytes);
  EXPECT_EQ(home.heed({"check"}).code, 6);
}

TEST_F(Restore, PutsBackTheNewestWholeCopyAndKeepsTheRest) {
  damaged_home(200);
  damage(home.path() / "heed.db");
  write_file(home.path() / "heed.db.version-6", damaged_bytes);
  const auto checked = home.heed({"check"});
  EXPECT_EQ(checked.code, 6);
  EXPECT_THAT(checked.err, HasSubstr("nothing was changed or deleted"));
  EXPECT_THAT(checked.err, HasSubstr("heed restore puts back the copy of"));
  EXPECT_THAT(checked.err, HasSubstr(copy.string() + "\n"));
  EXPECT_TRUE(read_file(database) == damaged_bytes);

  const auto said = home.heed({"restore"});
  EXPECT_EQ(said.code, 0) << said.err;
  EXPECT_THAT(said.out, HasSubstr(kept.string()));
  EXPECT_TRUE(read_file(kept) == damaged_bytes);
  EXPECT_TRUE(read_file(copy) == copy_bytes);
  EXPECT_EQ(home.heed({"check"}).code, 0);
  EXPECT_EQ(stored(), 200U);
  EXPECT_EQ(home.heed({"restore"}).code, 2) << "what is whole is not replaced unasked";
  EXPECT_EQ(home.heed({"restore", copy.string()}).code, 0) << "but when it is named";
  EXPECT_TRUE(fs::exists(home.path() / "heed.db.replaced-2"));
  EXPECT_TRUE(read_file(kept) == damaged_bytes);

  EXPECT_EQ(home.heed({"forget", "--all"}).code, 0);
  EXPECT_FALSE(fs::exists(kept)) << "forgetting leaves no trace";
  EXPECT_FALSE(fs::exists(copy));
}

// A journal that outlived its file would be replayed onto whatever takes its place.
TEST_F(Restore, PutsTheJournalOfALostFileAside) {
  fill(home, 50);
  copy_bytes = read_file(database);
  write_file(copy, copy_bytes);
  const auto file = home.file("more.jsonl", many_items(6000, "Times"));
  Running add(home, {"add", "--json", file.string()});
  add.wait_for_output();
  add.signal(SIGKILL);
  add.wait();
  ASSERT_TRUE(fs::exists(home.path() / "heed.db-wal"));
  fs::remove(database);
  EXPECT_EQ(home.heed({"restore"}).code, 0);
  EXPECT_EQ(home.heed({"check"}).code, 0);
  EXPECT_EQ(stored(), 50U);
  EXPECT_TRUE(fs::exists(kept.string() + "-wal"));
}

TEST_F(Restore, AnEmptyFileIsAsGoodAsGone) {
  damaged_home(50);
  write_file(database, "");
  EXPECT_EQ(home.heed({"restore"}).code, 0);
  EXPECT_EQ(stored(), 50U);
}

// What can't be brought up to date is not copied over what was kept before.
TEST_F(Restore, AFailedMigrationKeepsTheWholeCopy) {
  damaged_home(200, true);
  EXPECT_EQ(home.heed({"items"}).code, 6);
  EXPECT_TRUE(read_file(copy) == copy_bytes);
}

TEST_F(Restore, WithoutAWholeCopyChangesNothing) {
  damaged_home(50);
  damage(copy);
  const auto before = files(home);
  EXPECT_EQ(home.heed({"restore"}).code, 4);
  EXPECT_EQ(home.heed({"restore", copy.string()}).code, 6);
  EXPECT_EQ(home.heed({"restore", "/no/such/copy"}).code, 4);
  EXPECT_EQ(files(home), before);
  EXPECT_EQ(TestHome().heed({"restore"}).code, 4) << "nor is there one where there is no home";
}

TEST_F(Restore, WaitsUntilNobodyUsesTheData) {
  fill(home, 20);
  fs::copy_file(database, copy);
  const Running serve(home, {"serve", "--port", "0", "--json"});
  serve.wait_for_output();
  const auto said = home.heed({"restore", copy.string()});
  EXPECT_EQ(said.code, 6);
  EXPECT_THAT(said.err, HasSubstr("another heed is using the data"));
  serve.signal(SIGTERM);
  serve.wait();
  EXPECT_EQ(home.heed({"restore", copy.string()}).code, 0);
}

TEST_F(Restore, KilledAtAnyTimeLosesNeitherTheDamagedNorTheCopy) {
  damaged_home(6000);
  write_file(home.path() / "heed.db-wal", "what the damaged data had in its journal");
  int cut = 0;
  for (int round = 0; round < 40; ++round) {
    // Each time from the beginning, unless it was cut too early to have changed anything.
    const Running restore(home, {"restore"});
    std::this_thread::sleep_for(std::chrono::milliseconds(round * 5));
    restore.signal(SIGKILL);
    cut += restore.wait() == 128 + SIGKILL;
    EXPECT_TRUE(read_file(copy) == copy_bytes) << round;
    ASSERT_TRUE(fs::exists(database)) << round;
    if (fs::exists(kept)) {
      EXPECT_TRUE(read_file(kept) == damaged_bytes) << round;
    }
    if (read_file(database) != damaged_bytes) {
      EXPECT_EQ(read_file(home.path() / "heed.db.replaced-1-wal"),
                "what the damaged data had in its journal");
      ASSERT_EQ(home.heed({"check"}).code, 0) << round;
      break;
    }
  }
  EXPECT_GT(cut, 2) << "nothing was cut: make it longer";
  home.heed({"restore"});
  EXPECT_EQ(stored(), 6000U);
  EXPECT_TRUE(read_file(kept) == damaged_bytes);
  EXPECT_FALSE(fs::exists(home.path() / "heed.db.replaced-2"));
}

}  // namespace
}  // namespace heed
