#include "heed/store/sources.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heed/base/error.h"
#include "heed/base/files.h"
#include "heed/store/store.h"

namespace heed::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Time at(int second) {
  return Time(std::chrono::seconds(1'700'000'000 + second));
}

class SourcesTest : public testing::Test {
 protected:
  Source add(std::string identity, std::string title, std::string url = {}) {
    Source s;
    s.identity = std::move(identity);
    s.title = std::move(title);
    s.url = std::move(url);
    s.kind = "feed";
    return store.sources.find_or_add(s);
  }
  void remove(const Source& source) {
    Event e;
    e.time = at(0);
    e.kind = "sources rm";
    e.facet = "removed";
    e.subject = source.id;
    e.value = "yes";
    store.events.append(e);
  }
  void item(const Source& source, const std::string& title) {
    NewItem i;
    i.source = source.row;
    i.identity = i.guid = i.title = title;
    i.time = i.seen = at(0);
    store.items.add(i);
  }
  std::vector<std::string> titles(bool removed_too = false) {
    std::vector<std::string> out;
    for (const auto& s : store.sources.list(removed_too)) out.push_back(s.title);
    return out;
  }

  TemporaryFolder folder;
  Store store{folder.path() / "heed.db"};
};

TEST_F(SourcesTest, AreKnownByTheirIdentityAlone) {
  const auto first = add("https://a.org/feed", "A");
  const auto again = add("https://a.org/feed", "Another title");
  EXPECT_EQ(again.row, first.row);
  EXPECT_EQ(again.title, "A") << "what is stored stays";
  EXPECT_EQ(first.id.size(), 8U);
  EXPECT_NE(add("https://b.org/feed", "A").id, first.id);
}

TEST_F(SourcesTest, UpdatesKeepEveryField) {
  auto s = add("https://a.org/feed", "A", "https://a.org/feed");
  s.url = "https://a.org/new";
  s.site = "https://a.org/";
  s.title = "B 中文";
  s.kind = "atom";
  s.folder = "x/y";
  s.allowed = "localhost:80";
  s.etag = std::string("W/\"\xff\x01\"");  // byte-exact
  s.last_modified = "Sun, 22 Nov 2026 12:00:00 GMT";
  s.last_fetch = at(1);
  s.next_fetch = at(2);
  s.last_error = "gone";
  s.failures = 3;
  store.sources.update(s);
  const auto found = *store.sources.at(s.row);
  EXPECT_EQ(found.url, s.url);
  EXPECT_EQ(found.site, s.site);
  EXPECT_EQ(found.title, s.title);
  EXPECT_EQ(found.kind, s.kind);
  EXPECT_EQ(found.folder, s.folder);
  EXPECT_EQ(found.allowed, s.allowed);
  EXPECT_EQ(found.etag, s.etag);
  EXPECT_EQ(found.last_modified, s.last_modified);
  EXPECT_EQ(found.last_fetch, s.last_fetch);
  EXPECT_EQ(found.next_fetch, s.next_fetch);
  EXPECT_EQ(found.last_error, s.last_error);
  EXPECT_EQ(found.failures, 3);
  EXPECT_EQ(found.identity, "https://a.org/feed") << "what it is known by stays";
}

TEST_F(SourcesTest, AreNamedByIdAddressAndTitle) {
  const auto a = add("https://a.org/feed", "News", "https://a.org/feed");
  const auto b = add("https://b.org/feed", a.id, "https://b.org/feed");  // titled like a's id
  const auto rows = [&](std::string_view name) {
    std::vector<std::int64_t> found;
    for (const auto& source : store.sources.named(name)) found.push_back(source.row);
    return found;
  };
  EXPECT_THAT(rows(a.id), ElementsAre(a.row, b.row));
  EXPECT_THAT(rows("https://b.org/feed"), ElementsAre(b.row));
  EXPECT_THAT(rows("News"), ElementsAre(a.row));
  EXPECT_THAT(rows("news"), ElementsAre(a.row)) << "whatever the case";
  const auto c = add("https://c.org/feed", "NÉWS", "https://c.org/feed");
  EXPECT_THAT(rows("News"), ElementsAre(a.row)) << "the one that is called so";
  EXPECT_THAT(rows("news"), ElementsAre(a.row, c.row));
  EXPECT_THAT(rows(""), ElementsAre());
  EXPECT_THAT(rows("-"), ElementsAre());
  EXPECT_EQ(store.sources.find_followed("https://b.org/feed")->row, b.row);
  EXPECT_FALSE(store.sources.find_followed("News"));
}

TEST_F(SourcesTest, AreListedByTitleWithoutTheRemoved) {
  add("3", "cherry");
  const auto banana = add("2", "Banana");
  add("1", "apple");
  EXPECT_THAT(titles(), ElementsAre("apple", "Banana", "cherry"));
  remove(banana);
  EXPECT_THAT(titles(), ElementsAre("apple", "cherry"));
  EXPECT_THAT(titles(true), ElementsAre("apple", "Banana", "cherry"));
  store.events.undo(1, at(1));
  EXPECT_THAT(titles(), ElementsAre("apple", "Banana", "cherry"));
}

TEST_F(SourcesTest, CountTheirItemsAndTakeThemAlong) {
  const auto a = add("a", "A"), b = add("b", "B");
  item(a, "one");
  item(a, "two");
  item(b, "three");
  EXPECT_EQ(store.sources.at(a.row)->items, 2);
  store.sources.erase(a.row);
  EXPECT_EQ(store.items.count(), 1);
  EXPECT_FALSE(store.sources.at(a.row));
}

// A row that is free is given to the next: it does not say which source was meant.
TEST_F(SourcesTest, AreFoundAgainWhateverHasTheirRow) {
  const auto gone = add("a", "A");
  store.sources.erase(gone.row);
  const auto next = add("b", "B");
  ASSERT_EQ(next.row, gone.row);
  EXPECT_FALSE(store.sources.again(gone));
  store.sources.set_icon(gone, {"image/png", "a", at(1)});
  EXPECT_FALSE(store.sources.icon(next.row));
  add("c", "C");
  store.sources.erase(next.row);
  const auto back = add("b", "B");
  EXPECT_EQ(store.sources.again(next)->row, back.row);
}

TEST_F(SourcesTest, TellWhichOtherIsAskedAtAnAddress) {
  const auto a = add("https://a.org/feed", "A", "https://b.org/feed");
  const auto b = add("https://b.org/feed", "B", "https://b.org/feed");
  add("name:C", "C", "https://b.org/feed");  // a collection's address is its site's
  EXPECT_EQ(store.sources.also_asked_at("https://b.org/feed", a)->row, b.row);
  remove(b);
  EXPECT_FALSE(store.sources.also_asked_at("https://b.org/feed", a));
  EXPECT_FALSE(store.sources.also_asked_at("https://a.org/feed", b)) << "it was, once";
}

TEST_F(SourcesTest, EmptyCollectionsGoAndSubscriptionsStay) {
  const auto named = add("name:Notes", "Notes"), site = add("site:a.org", "a.org");
  add("https://a.org/feed", "Feed");
  item(named, "one");
  EXPECT_FALSE(site.followed());
  store.sources.erase_empty_collections();
  EXPECT_THAT(titles(), ElementsAre("Feed", "Notes"));
}

TEST_F(SourcesTest, HostileNamesAreOnlyNames) {
  const auto s = add("x'); DROP TABLE sources;--", "'; DROP TABLE items;--");
  EXPECT_EQ(store.sources.named("'; DROP TABLE items;--").at(0).row, s.row);
  EXPECT_THAT(titles(), ElementsAre("'; DROP TABLE items;--"));
}

TEST(DatabaseTest, JoinsTransactionsAndUndoesAllWhereTheOuterFails) {
  const TemporaryFolder folder;
  Database database(folder.path() / "a.db");
  database.script("CREATE TABLE t (n INTEGER)");
  try {
    Transaction outer(database);
    {
      Transaction inner(database);
      database.run("INSERT INTO t VALUES (?)", 1);
      inner.commit();
    }
    throw Error(Failure::usage, "no");
  } catch (const Error&) {
  }
  EXPECT_FALSE(database.query("SELECT n FROM t").next());
}

TEST(DatabaseTest, GivesBackWhatItWasGiven) {
  const TemporaryFolder folder;
  Database database(folder.path() / "a.db");
  database.script("CREATE TABLE t (a, b, c, d, e, f)");
  const std::string zeros("a\0b", 3);
  const std::vector<std::byte> blob = {std::byte{0}, std::byte{255}};
  database.run("INSERT INTO t VALUES (?,?,?,?,?,?)", std::int64_t{1} << 62, 0.1, zeros,
               std::span<const std::byte>(blob), std::optional<Time>(), at(5));
  auto q = database.query("SELECT a, b, c, d, e, f FROM t");
  ASSERT_TRUE(q.next());
  EXPECT_EQ(q.integer(0), std::int64_t{1} << 62);
  EXPECT_EQ(q.number(1), 0.1);
  EXPECT_EQ(q.text(2), zeros);
  EXPECT_EQ(q.blob(3).size(), 2U);
  EXPECT_TRUE(q.null(4));
  EXPECT_FALSE(q.maybe_time(4));
  EXPECT_EQ(q.time(5), at(5));
  EXPECT_FALSE(q.next());
}

TEST(DatabaseTest, TwoRunningQueriesOfOneKindDoNotDisturbEachOther) {
  const TemporaryFolder folder;
  Database database(folder.path() / "a.db");
  database.script("CREATE TABLE t (n); INSERT INTO t VALUES (1), (2), (3)");
  const char* const sql = "SELECT n FROM t WHERE n >= ? ORDER BY n";
  auto a = database.query(sql, 1), b = database.query(sql, 3);
  ASSERT_TRUE(a.next() && b.next());
  EXPECT_EQ(b.integer(0), 3);
  ASSERT_TRUE(a.next());
  EXPECT_EQ(a.integer(0), 2);
  EXPECT_FALSE(b.next());
}

TEST(DatabaseTest, NamesTheFileWhereItCannotBeOpened) {
  const TemporaryFolder folder;
  try {
    Database database(folder.path() / "absent.db", Database::Mode::existing);
    FAIL() << "it was opened";
  } catch (const Error& error) {
    EXPECT_THAT(error.where, testing::HasSubstr("absent.db"));
    EXPECT_FALSE(error.remedy.empty());
  }
  EXPECT_THAT(std::filesystem::exists(folder.path() / "absent.db"), false);
}

}  // namespace
}  // namespace heed::store
