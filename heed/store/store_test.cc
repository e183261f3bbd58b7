#include "heed/store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "heed/base/error.h"
#include "heed/base/files.h"
#include "heed/store/examine.h"
#include "heed/store/schema.h"
#include "heed/store/short_id.h"

namespace heed::store {
namespace {

using testing::ElementsAre;
using testing::FloatNear;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Time at(int second) {
  return Time(std::chrono::seconds(1'700'000'000 + second));
}

class StoreTest : public testing::Test {
 protected:
  std::int64_t source(std::string identity) {
    Source s;
    s.identity = s.title = identity;
    s.kind = "rss";
    return store.sources.find_or_add(s).row;
  }
  std::string item(std::string title, std::string text = {}, int second = 0) {
    NewItem i;
    i.source = source("Post");
    i.identity = i.guid = title;
    i.title = std::move(title);
    i.text = std::move(text);
    i.time = i.seen = at(second);
    return store.items.add(i);
  }
  std::vector<std::string> found(std::string_view typed) {
    std::vector<std::string> titles;
    const auto query = parse_search(typed, at(0)).take();
    for (const auto& hit : find_items(store.database, query, 100)) {
      titles.push_back(store.items.at(hit.item)->title);
    }
    return titles;
  }
  Event feedback(const std::string& id, std::string kind, int second = 0) {
    Event e;
    e.time = at(second);
    e.kind = kind;
    e.facet = "feedback";
    e.subject = id;
    e.value = kind;
    e.item = id;
    return e;
  }

  TemporaryFolder folder;
  std::filesystem::path file = folder.path() / "heed.db";
  Store store{file};
};

TEST_F(StoreTest, IsItsOwnersAlone) {
  namespace fs = std::filesystem;
  item("kept");
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    EXPECT_EQ(fs::status(entry.path()).permissions(),
              fs::perms::owner_read | fs::perms::owner_write)
        << entry.path();
  }
}

TEST_F(StoreTest, KeepsWhatACommittedTransactionHeldAndNothingOfAnOther) {
  {
    Transaction transaction(store.database);
    item("kept");
    transaction.commit();
  }
  try {
    Transaction transaction(store.database);
    item("lost");
    throw 1;
  } catch (int) {
  }
  Store again(file);
  EXPECT_EQ(again.items.count(), 1);
  EXPECT_EQ(again.items.list({}).front().title, "kept");
}

TEST_F(StoreTest, ListsNewestFirstTiesById) {
  item("old", "", 1);
  const auto a = item("a", "", 5), b = item("b", "", 5);
  std::vector<std::string> ids;
  for (const auto& i : store.items.list({})) ids.push_back(i.id);
  ASSERT_EQ(ids.size(), 3u);
  EXPECT_EQ(ids[0], std::min(a, b));
  EXPECT_EQ(ids[1], std::max(a, b));
  EXPECT_EQ(store.items.list({std::nullopt, at(5), 1}).size(), 1u);
}

TEST_F(StoreTest, ListsThemAsTheyCameToo) {
  item("old", "", 1);
  item("new", "", 3);
  item("between", "", 2);
  ItemFilter filter;
  filter.as_they_came = true;
  std::vector<std::string> titles;
  for (const auto& i : store.items.list(filter)) titles.push_back(i.title);
  EXPECT_THAT(titles, ElementsAre("old", "new", "between"));
}

TEST_F(StoreTest, FindsWordsOfAnyScript) {
  item("Solid state batteries", "Crème brûlée in São Paulo");
  item("固态电池量产", "宁德时代宣布新一代电池技术");
  item("リチウム電池", "新しい技術");
  item("배터리 기술", "전고체");
  EXPECT_THAT(found("BATTERIES"), ElementsAre("Solid state batteries"));
  EXPECT_THAT(found("creme brulee"), ElementsAre("Solid state batteries"));
  EXPECT_THAT(found("batt*"), ElementsAre("Solid state batteries"));
  EXPECT_THAT(found("电池"), ElementsAre("固态电池量产"));
  EXPECT_THAT(found("池电"), IsEmpty());
  EXPECT_THAT(found("电"), ElementsAre("固态电池量产"));
  EXPECT_THAT(found("宁德时代 量产"), ElementsAre("固态电池量产"));
  EXPECT_THAT(found("電池"), ElementsAre("リチウム電池"));
  EXPECT_THAT(found("배터리"), ElementsAre("배터리 기술"));
  EXPECT_THAT(found("\"state solid\""), IsEmpty());
}

TEST_F(StoreTest, TakesWhateverIsTypedForASearch) {
  item("AND OR NOT near");
  for (const auto* typed : {"\"", "*", "a AND", "NEAR(", "Title:", "-x", "(", "''", "{}^",
                            "a\"b\"c", "\xff\xfe", "", " ", "OR"}) {
    EXPECT_NO_THROW(found(typed)) << typed;
  }
  EXPECT_THAT(found("\"OR\" NOT"), ElementsAre("AND OR NOT near"));
}

TEST_F(StoreTest, NarrowsASearchByOperators) {
  const auto add = [&](std::string title, std::string lang, double minutes, int second,
                       std::vector<std::string> labels) {
    NewItem i;
    i.source = source(second < 2 ? "Post" : "Times");
    i.identity = i.guid = i.title = std::move(title);
    i.text = "wombat";
    i.lang = std::move(lang);
    i.minutes = minutes;
    i.time = i.seen = at(second);
    i.labels = std::move(labels);
    return store.items.add(i);
  };
  const auto one = add("one", "en", 1, 1, {"Energy", "Oil"});
  add("two", "en-GB", 2, 2, {"energy"});
  const auto three = add("three", "zh", 30, 3, {});
  store.events.append(feedback(one, "like"));
  Event read;
  read.facet = "read";
  read.subject = three;
  read.value = "yes";
  store.events.append(read);

  EXPECT_THAT(found("source:post"), ElementsAre("one"));
  EXPECT_THAT(found("wombat -source:POST"), UnorderedElementsAre("two", "three"));
  EXPECT_THAT(found("label:energy"), ElementsAre("two", "one")) << "newest first, whatever case";
  EXPECT_THAT(found("wombat -label:oil lang:en"), ElementsAre("two"));
  EXPECT_THAT(found("lang:en lang:zh"), ElementsAre("three", "two", "one"));
  EXPECT_THAT(found("-lang:en"), ElementsAre("three"));
  EXPECT_THAT(found("lang:zh-CN"), ElementsAre("three")) << "it may be";
  EXPECT_THAT(found("lang:en-GB"), ElementsAre("two", "one"));
  EXPECT_THAT(found("lang:en-US"), ElementsAre("one"));
  EXPECT_THAT(found("-lang:en-GB"), ElementsAre("three", "one"));
  EXPECT_THAT(found("one OR three"), UnorderedElementsAre("one", "three"));
  EXPECT_THAT(found("wombat one OR two LANG:en-gb minutes > 1"), ElementsAre("two"));
  EXPECT_THAT(found("is:liked"), ElementsAre("one"));
  EXPECT_THAT(found("wombat is:unread -is:liked"), ElementsAre("two"));
  EXPECT_THAT(found("minutes>=2 minutes<30"), ElementsAre("two"));
  EXPECT_THAT(found("-two"), ElementsAre("three", "one"));
  EXPECT_THAT(found("wombat -two -three"), ElementsAre("one"));
  EXPECT_THAT(found("source:pöst"), ElementsAre("one"));
  EXPECT_THROW(found("source:nowhere"), Error);
  EXPECT_THROW(found("label:nothing"), Error);
}

TEST_F(StoreTest, FindsLabelsHoweverTheyAreWritten) {
  const auto labelled = [&](std::string title, std::vector<std::string> labels) {
    NewItem i;
    i.source = source("Post");
    i.identity = i.title = std::move(title);
    i.labels = std::move(labels);
    store.items.add(i);
  };
  labelled("a", {"Новости", "Société", "C++"});
  labelled("b", {"Über Wien", "SOCIETE", "C"});
  labelled("c", {"🚀"});
  EXPECT_THAT(found("label:новости"), ElementsAre("a"));
  EXPECT_THAT(found("label:\"uber wien\""), ElementsAre("b"));
  EXPECT_THAT(found("label:société"), UnorderedElementsAre("a", "b"));
  EXPECT_THAT(found("-label:societe"), ElementsAre("c"));
  EXPECT_THAT(found("label:c++"), ElementsAre("a"));
  EXPECT_THAT(found("label:🚀"), ElementsAre("c"));
  EXPECT_THROW(found("label:🌍"), Error);
  EXPECT_THROW(found("label:wien"), Error) << "the whole label";
}

TEST_F(StoreTest, KeepsLabelsAndTheWayOutOfAList) {
  NewItem i;
  i.source = source("Letter");
  i.identity = i.title = "a";
  i.labels = {"x", "x", "a b"};
  i.unsubscribe = "https://list.example/off";
  const auto row = store.items.find(store.items.add(i))->row;
  EXPECT_THAT(store.items.labels(row), ElementsAre("a b", "x"));
  EXPECT_EQ(store.items.unsubscribe(row), "https://list.example/off");
  store.items.erase(row);
  EXPECT_THAT(store.items.labels(row), IsEmpty());
}

TEST_F(StoreTest, MarksWhatWasFound) {
  item("今日电池新闻", "text");
  const auto hits = find_items(store.database, parse_search("电池", at(0)).take(), 5);
  ASSERT_EQ(hits.size(), 1u);
  EXPECT_THAT(hits[0].highlights, ElementsAre("今日\x02电池\x03新闻"));
}

TEST_F(StoreTest, IndexFollowsUpdatesAndErasing) {
  item("Wombats");
  const auto row = store.items.list({}).front().row;
  NewItem changed;
  changed.title = "Quokkas";
  store.items.update(row, changed);
  EXPECT_THAT(found("wombats"), IsEmpty());
  EXPECT_THAT(found("quokkas"), ElementsAre("Quokkas"));
  store.items.erase(row);
  EXPECT_THAT(found("quokkas"), IsEmpty());
  store.database.run("INSERT INTO item_words (item_words) VALUES ('integrity-check')");
}

TEST_F(StoreTest, LaterFeedbackReplacesEarlierAndUndoRestoresItExactly) {
  const auto id = item("x");
  store.events.append(feedback(id, "like", 10));
  const auto dislike = store.events.append(feedback(id, "dislike", 20));
  EXPECT_EQ(store.items.find(id)->feedback, "dislike");
  EXPECT_THAT(store.events.undo(1, at(30)), ElementsAre(dislike));
  EXPECT_EQ(store.items.find(id)->feedback, "like");
  EXPECT_EQ(store.items.find(id)->feedback_time, at(10));
  store.events.undo(5, at(31));
  EXPECT_EQ(store.items.find(id)->feedback, "");
  EXPECT_THAT(store.events.undo(1, at(32)), IsEmpty());
}

TEST_F(StoreTest, RedoGoesForwardUntilANewAct) {
  const auto id = item("x");
  const auto a = store.events.append(feedback(id, "like", 1));
  const auto b = store.events.append(feedback(id, "save", 2));
  store.events.undo(2, at(3));
  EXPECT_THAT(store.events.redo(1, at(4)), ElementsAre(a));
  EXPECT_EQ(store.items.find(id)->feedback, "like");
  EXPECT_THAT(store.events.redo(9, at(5)), ElementsAre(b));
  EXPECT_EQ(store.items.find(id)->feedback_time, at(2));
  store.events.undo(1, at(6));
  store.events.append(feedback(id, "hide", 7));
  EXPECT_THAT(store.events.redo(1, at(8)), IsEmpty());
}

TEST_F(StoreTest, LedgerTellsWhatIsUndone) {
  const auto id = item("x");
  store.events.append(feedback(id, "like"));
  store.events.undo(1, at(1));
  const auto events = store.events.list({});
  ASSERT_EQ(events.size(), 2u);
  EXPECT_TRUE(events[0].undone);
  EXPECT_EQ(events[1].kind, "undo");
  EXPECT_EQ(events[1].undoes, events[0].id);
  EXPECT_EQ(store.events.list({std::nullopt, 1}).front().kind, "undo");
}

TEST_F(StoreTest, ErasedEventsLeaveNoGap) {
  const auto x = item("x"), y = item("y");
  store.events.append(feedback(x, "like"));
  store.events.append(feedback(y, "like"));
  store.events.undo(1, at(1));
  store.events.erase_item(x);
  store.events.renumber();
  const auto events = store.events.list({});
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].id, 1);
  EXPECT_TRUE(events[0].undone);
  EXPECT_EQ(events[1].undoes, 1);
  EXPECT_THAT(store.events.redo(1, at(2)), ElementsAre(1));
}

TEST_F(StoreTest, ErasedDecisionsLeaveNoState) {
  Event decision;
  decision.time = at(1);
  decision.actor = "heed";
  decision.kind = decision.facet = "edition";
  decision.value = R"(["first"])";
  store.events.append(decision);
  decision.value = R"(["second"])";
  store.events.append(decision);
  store.events.erase_mentions("second");
  EXPECT_EQ(store.events.state("edition", "")->value, R"(["first"])");
  store.events.erase_decisions(at(2));
  EXPECT_FALSE(store.events.state("edition", ""));
}

TEST_F(StoreTest, EditionsChosenSinceAnErasedActGoWithIt) {
  Event edition;
  edition.time = at(1);
  edition.actor = "heed";
  edition.kind = edition.facet = "edition";
  edition.value = "before";
  store.events.append(edition);
  const auto x = item("x");
  store.events.append(feedback(x, "like"));
  edition.value = "after";
  store.events.append(edition);
  store.events.erase_item(x);
  const auto left = store.events.list({});
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left[0].value, "before");
  EXPECT_EQ(store.events.state("edition", "")->value, "before");
}

TEST_F(StoreTest, VectorsBelongToTheirEncoder) {
  const auto id = item("x");
  const auto row = store.items.find(id)->row;
  const auto a = store.vectors.encoder("a", 2), b = store.vectors.encoder("b", 3);
  EXPECT_THAT(store.vectors.missing(a, 0, 10), ElementsAre(row));
  store.vectors.put(a, std::vector{row}, std::vector<float>{0.6f, 0.8f});
  EXPECT_THAT(store.vectors.missing(a, 0, 10), IsEmpty());
  EXPECT_THAT(store.vectors.missing(b, 0, 10), ElementsAre(row));
  EXPECT_EQ(store.vectors.missing_count(b), 1U);
  EXPECT_THAT(store.vectors.all(a).values,
              ElementsAre(FloatNear(0.6f, 1e-5f), FloatNear(0.8f, 1e-5f)));
  EXPECT_EQ(store.vectors.all(a).width, 2);
  store.vectors.put_phrase(a, "p", std::vector<float>{1.f, 0.f});
  EXPECT_THAT(store.vectors.phrase(a, "p"), ElementsAre(1.f, 0.f));
  EXPECT_THAT(store.vectors.phrase(b, "p"), IsEmpty());
}

TEST_F(StoreTest, VectorsOfManyItemsLieInBlocksAndGoOneByOne) {
  std::vector<std::int64_t> rows;
  std::vector<float> values;
  for (int i = 0; i < 150; ++i) {
    rows.push_back(store.items.find(item("item " + std::to_string(i)))->row);
    for (int k = 1; k <= 3; ++k) values.push_back(std::sin(static_cast<float>(k + 3 * i)));
  }
  const auto a = store.vectors.encoder("a", 3);
  // In two parts, the second into a block that is there; what is there before stays.
  store.vectors.put(a, std::span(rows).first(70), std::span(values).first(210));
  EXPECT_EQ(store.vectors.missing_count(a), 80U);
  EXPECT_THAT(store.vectors.missing(a, 0, 2), ElementsAre(rows[70], rows[71]));
  EXPECT_THAT(store.vectors.missing(a, rows[100], 1), ElementsAre(rows[101]));
  store.vectors.put(a, std::span(rows).subspan(70), std::span(values).subspan(210));
  EXPECT_EQ(store.vectors.all(a).items, rows);
  EXPECT_THAT(store.vectors.all(a).values, testing::Pointwise(FloatNear(3.1e-5f), values));

  store.items.erase(rows[65]);
  const auto left = store.vectors.all(a);
  EXPECT_EQ(left.items.size(), 149U);
  EXPECT_EQ(left.items[65], rows[66]);
  EXPECT_NEAR(left.values[3 * 65], values[3 * 66], 3.1e-5) << "the next one took its place";
  EXPECT_EQ(store.vectors.missing_count(a), 0U);

  // Forgotten while its vector was worked out; the next item takes over its row.
  store.items.erase(rows[149]);
  store.vectors.put(a, std::span(rows).subspan(149), std::span(values).subspan(447));
  ASSERT_EQ(store.items.find(item("another"))->row, rows[149]);
  EXPECT_THAT(store.vectors.missing(a, 0, 10), ElementsAre(rows[149]));
}

TEST_F(StoreTest, ScrubLeavesNoByteOfWhatWasErased) {
  const auto id = item("Zanzibarquux", "the flumadiddle of Brobdingnag");
  store.items.erase(store.items.find(id)->row);
  store.scrub();
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    const auto bytes = read_file(entry.path());
    for (const auto* word : {"Zanzibarquux", "zanzibarquux", "flumadiddle", "brobdingnag"}) {
      EXPECT_EQ(bytes.find(word), std::string::npos) << word << " in " << entry.path();
    }
  }
}

TEST(Schema, RefusesAFileOfANewerVersionAndLeavesItAlone) {
  const TemporaryFolder folder;
  { Store made(folder.path() / "heed.db"); }
  Database(folder.path() / "heed.db").script("PRAGMA user_version = 999");
  try {
    Store again(folder.path() / "heed.db");
    FAIL() << "opened";
  } catch (const Error& e) {
    EXPECT_EQ(e.failure, Failure::storage);
    EXPECT_THAT(e.what(), HasSubstr("version 999"));
  }
}

TEST(Schema, MigratesAllOrNothingAndKeepsACopyFromBefore) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "heed.db";
  Database database(file);
  const char* const first[] = {"CREATE TABLE a (x); INSERT INTO a VALUES (7)"};
  migrate(database, first);
  const char* const broken[] = {first[0], "CREATE TABLE b (x)", "CREATE TABLE b (again)"};
  EXPECT_THROW(migrate(database, broken), Error);
  const auto version = [](Database& d) {
    auto q = d.query("PRAGMA user_version");
    q.next();
    return q.integer(0);
  };
  EXPECT_EQ(version(database), 1);
  migrate(database, std::span(broken).first(2));
  EXPECT_EQ(version(database), 2) << "the broken try left nothing in the way";
  Database copy(file.string() + ".version-1");
  EXPECT_EQ(version(copy), 1);
  auto q = copy.query("SELECT x FROM a");
  ASSERT_TRUE(q.next());
  EXPECT_EQ(q.integer(0), 7);
}

TEST(Schema, MakesAnIndexOfWordsThatWereCutInAnotherWayAnew) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "heed.db";
  {
    Database old(file);
    migrate(old, migrations().first(6));
    old.script(
        "INSERT INTO sources (row, id, identity, url, title, kind) VALUES (1, 's', 's', '', '', "
        "'rss'); INSERT INTO items (row, id, source, guid, canonical, title_key, digest, title, "
        "url, author, lang, time, seen, minutes) VALUES (1, 'i', 1, '', '', 0, 0, 'مُحَمَّد', '', "
        "'', 'ar', 0, 0, 1); INSERT INTO bodies (row, html, text) VALUES (1, '', '');"
        "INSERT INTO item_words (rowid, title, author, text) VALUES (1, 'م ح م د', '', '')");
  }
  EXPECT_THAT(examine(file).damage, IsEmpty()) << "it is as it was left";
  Store store(file);
  EXPECT_THAT(examine(file).damage, IsEmpty());
  EXPECT_EQ(find_items(store.database, parse_search("محمد", at(0)).take(), 5).size(), 1u);
}

TEST(Schema, KeepsWhenPagesAreAskedForAsSomethingSaid) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "heed.db";
  {
    Database old(file);
    migrate(old, migrations().first(9));
    old.script(
        "INSERT INTO sources (row, id, identity, url, title, kind, full_text) VALUES (1, 's', 's', "
        "'', '', 'rss', 'always'), (2, 't', 't', '', '', 'rss', 'never')");
  }
  Store store(file);
  EXPECT_EQ(store.sources.at(1)->full_text, "always");
  EXPECT_EQ(store.sources.at(2)->full_text, "never");
  EXPECT_THAT(store.events.undo(5, at(0)), IsEmpty()) << "nothing was done since";
  store.events.erase_decisions(Time::max());
  EXPECT_EQ(store.sources.at(1)->full_text, "always") << "nor was it decided";
}

TEST(Schema, RefusesFilesThatAreNotHeeds) {
  const TemporaryFolder folder;
  write_file(folder.path() / "text.db", "This is no database, only a text that is long enough.");
  EXPECT_THROW(Store(folder.path() / "text.db"), Error);
  EXPECT_THAT(read_file(folder.path() / "text.db"), HasSubstr("only a text"));
  { Database(folder.path() / "other.db").script("CREATE TABLE theirs (x)"); }
  EXPECT_THROW(Store(folder.path() / "other.db"), Error);
}

TEST(ShortId, IsStableAndAvoidsWhatIsTaken) {
  const auto free = [](std::string_view) { return false; };
  EXPECT_EQ(short_id("heed", 10, free), short_id("heed", 10, free));
  const auto first = short_id("heed", 10, free);
  EXPECT_EQ(first.size(), 10u);
  EXPECT_NE(short_id("heed", 10, [&](std::string_view id) { return id == first; }), first);
}

}  // namespace
}  // namespace heed::store
