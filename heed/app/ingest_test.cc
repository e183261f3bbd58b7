#include "heed/app/ingest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "heed/app/edition.h"
#include "heed/app/feedback.h"
#include "heed/app/forget.h"
#include "heed/app/intake.h"
#include "heed/app/interests.h"
#include "heed/app/items.h"
#include "heed/app/settings.h"
#include "heed/app/sources.h"
#include "heed/app/test_home.h"
#include "heed/read/url.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// What a program's export of this name holds.
Counts add_export(Home& home, const std::string& name, std::vector<read::Item> items) {
  Ingest ingest(home, [](const Json&) {});
  Intake intake(home, ingest, "");
  read::ItemList list;
  list.kind = "bookmarks";
  list.items = std::move(items);
  intake.take_items(list, {name, "", ""});
  return ingest.counts();
}

TEST_F(HomeTest, StoresTheSameOnce) {
  const std::vector<read::Item> feed = {
      item("1", "First", "https://a.org/1"),
      item("1", "First", "https://a.org/1"),                       // same id
      item("2", "Other title", "https://a.org/1?utm_source=rss"),  // same address
      item("3", "  FIRST ", "https://a.org/3"),                    // same title
      item("4", "Fourth", "https://a.org/4"),
  };
  auto counts = store(feed);
  EXPECT_EQ(counts.added, 2);
  EXPECT_EQ(counts.unchanged, 3);
  EXPECT_EQ(reports.size(), 2u) << "only what was stored is reported";
  counts = store(feed);
  EXPECT_EQ(counts.added + counts.updated, 0);
  EXPECT_EQ(counts.unchanged, 5);
}

TEST_F(HomeTest, StoresWhereAClickCountersLinkLeads) {
  constexpr auto kWrapped = "https://www.google.com/url?sa=t&url=https://a.org/1&usg=x";
  store({item("1", "First", kWrapped)});
  EXPECT_EQ(app::item(home, id_of("First"))["url"], "https://a.org/1");
  EXPECT_EQ(store({item("2", "Other title", "https://a.org/1")}).updated, 1);
}

TEST_F(HomeTest, ShowsTheFullerOfTwoTexts) {
  auto episode = item("1", "First", "https://a.org/1");
  episode.summary_html = "<p>The <a href=\"https://n.example\">notes</a></p>";
  episode.content_html = "The notes";
  store({episode});
  EXPECT_EQ(app::item(home, id_of("First"))["html"], episode.summary_html);
}

TEST_F(HomeTest, NamesAuthorsWithoutAddressesOfMachines) {
  auto post = item("1", "First", "https://a.org/1");
  post.author = "noreply@a.org (Ann)";
  store({post});
  EXPECT_EQ(app::item(home, id_of("First"))["author"], "Ann");
}

TEST_F(HomeTest, TakesTheMinutesOfARecordingFromItsLength) {
  const auto minutes = [&](std::string title, std::string type, long long length) {
    auto episode = item(title, title, "https://a.org/" + title);
    episode.enclosures = {{"https://a.org/x", std::move(type), length}};
    store({episode});
    return app::item(home, id_of(title))["minutes"].get<double>();
  };
  EXPECT_EQ(minutes("a", "audio/mpeg", 28'800'000), 30);
  EXPECT_EQ(minutes("b", "audio/mpeg", 100), 1) << "no length of a recording";
  EXPECT_EQ(minutes("c", "audio/mpeg", 1LL << 60), 1);
  EXPECT_EQ(minutes("d", "video/mp4", 28'800'000), 1) << "a picture's share is not known";
}

TEST_F(HomeTest, KnowsAnItemByItsIdThatWasStoredWithAClickCountersLink) {
  constexpr auto kWrapped = "https://www.google.com/url?sa=t&url=https://a.org/1&usg=x";
  store({item("1", "Draft", "https://a.org/1")});
  home.store().database.run("UPDATE items SET url = ?, canonical = ?", kWrapped,
                            read::canonical_url(kWrapped));
  EXPECT_EQ(store({item("1", "Final", kWrapped)}).updated, 1);
  EXPECT_EQ(app::item(home, id_of("Final"))["url"], "https://a.org/1");
}

TEST_F(HomeTest, KeepsTheIdAndTheDateOfAnItemThatChanged) {
  store({item("1", "Draft", "https://a.org/1", "old words")});
  const auto id = id_of("Draft");
  give_feedback(home, "like", std::vector{id});
  EXPECT_EQ(store({item("1", "Final", "https://a.org/1", "new words")}).updated, 1);
  EXPECT_EQ(id_of("Final"), id);
  EXPECT_EQ(app::item(home, id)["text"], "new words");
  EXPECT_EQ(app::item(home, id)["feedback"], "like");
  EXPECT_THAT(search(home, "old", 10), IsEmpty());
}

TEST_F(HomeTest, ShowsNoRelativeLinks) {
  auto lost = item("1", "Lost", "/1");
  auto found = item("2", "Found", "https://a.org/b/2");
  lost.content_html = found.content_html = "<a href=\"c\">words</a>";
  store({lost, found});
  EXPECT_EQ(app::item(home, id_of("Lost"))["url"], "");
  EXPECT_EQ(app::item(home, id_of("Lost"))["html"], "<a>words</a>");
  EXPECT_EQ(app::item(home, id_of("Found"))["html"], "<a href=\"https://a.org/b/c\">words</a>");
}

TEST_F(HomeTest, WhatWasReadElsewhereArrivesAsRead) {
  auto old = item("1", "Old", "https://a.org/1");
  old.read = true;
  store({old, item("2", "New", "https://a.org/2")});
  give_feedback(home, "like", std::vector{id_of("New")});
  undo(home, 2);
  EXPECT_EQ(app::item(home, id_of("Old"))["read"], true) << "the person undoes what they did";
  EXPECT_EQ(app::item(home, id_of("New"))["read"], false);
  store({old});
  const auto events = home.store().events.list_facet("read");
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].time, *old.published) << "not just now, whenever it was";
}

TEST_F(HomeTest, ALaterExportUpdatesWhatWasReadAndTheLabels) {
  auto saved = item("", "Saved", "https://a.org/1"), hidden = item("", "Kept", "https://a.org/2");
  saved.categories = {"x"};
  store({saved, hidden});
  give_feedback(home, "read", std::vector{id_of("Kept")});
  undo(home, 1);
  saved.read = hidden.read = true;
  saved.categories = {"y", "x"};
  EXPECT_EQ(store({saved, hidden}).updated, 1);
  EXPECT_EQ(app::item(home, id_of("Saved"))["read"], true);
  EXPECT_EQ(app::item(home, id_of("Kept"))["read"], false) << "the person said so here";
  const auto row = home.store().items.find(id_of("Saved"))->row;
  EXPECT_THAT(home.store().items.labels(row), ElementsAre("x", "y"));
  saved.read = false;
  EXPECT_EQ(store({saved, hidden}).unchanged, 2);
  EXPECT_EQ(app::item(home, id_of("Saved"))["read"], true);
}

TEST_F(HomeTest, AnExportUnderAnotherNameIsTheSame) {
  const auto add_as = [&](const std::string& name, const std::string& given = "") {
    reports.clear();
    Ingest ingest(home, [&](const Json& report) { reports.push_back(report); });
    Intake intake(home, ingest, given);
    read::ItemList list;
    list.kind = "bookmarks";
    list.items = {item("", "A", "https://a.org/1", ""), item("", "B", "https://a.org/2", "")};
    intake.take_items(list, {name, "", ""});
    return ingest.counts();
  };
  EXPECT_EQ(add_as("bookmarks_1.html").added, 2);
  EXPECT_EQ(add_as("bookmarks_2.html").unchanged, 2);
  EXPECT_EQ(home.store().sources.list().size(), 1u) << "no collection of nothing";
  EXPECT_EQ(add_as("bookmarks_3.html", "Apart").added, 2) << "the person named it";
  forget(home, {.source = "Apart"});
  remove_source(home, "bookmarks_1");
  EXPECT_EQ(add_as("bookmarks_4.html").added, 2) << "what was removed is not there";
}

TEST_F(HomeTest, AnExportsPlacesInOnePageStayApartWhateverTheFile) {
  const auto add_as = [&](const std::string& name, std::vector<read::Item> items) {
    for (auto& one : items) one.categories = {"AI", "ai"};
    return add_export(home, name, std::move(items));
  };
  const auto install = item("", "How to install", "https://a.org/manual#install", "");
  const auto upgrade = item("", "How to upgrade", "https://a.org/manual#upgrade", "");
  EXPECT_EQ(add_as("one.html", {install, upgrade}).added, 2);
  EXPECT_EQ(add_as("two.html", {upgrade}).unchanged, 1);
  EXPECT_EQ(add_as("one.html", {install, upgrade}).unchanged, 2) << "labels differ in case alone";
}

// Exports of programs that number what they keep.
TEST_F(HomeTest, AnExportsIdsAreItsOwn) {
  const auto alpha = item("1", "Alpha", "https://a.org/1"),
             epsilon = item("5", "Epsilon", "https://a.org/5");
  EXPECT_EQ(add_export(home, "one.json", {alpha, epsilon}).added, 2);
  EXPECT_EQ(add_export(home, "two.json", {item("5", "Alpha", "https://a.org/1")}).unchanged, 1);
  EXPECT_EQ(add_export(home, "one.json", {epsilon}).unchanged, 1);
  auto mended = alpha;
  mended.id = "5", mended.text = "mended";
  EXPECT_EQ(add_export(home, "two.json", {mended, item("1", "Beta", "https://a.org/2")}).updated,
            1);
  EXPECT_THAT(titles(), testing::UnorderedElementsAre("Alpha", "Beta", "Epsilon"));
}

// The days of an export are those of saving.
TEST_F(HomeTest, AnAddressThatWasSavedAgainIsTheSame) {
  auto saved = item("", "An article", "https://a.org/x", ""), again = saved, quoted = saved;
  saved.published = kNow - std::chrono::days(40);
  again.published = kNow - std::chrono::days(20);
  again.text = "some quote";
  quoted.text = "another quote";
  EXPECT_EQ(add_export(home, "one.csv", {saved}).added, 1);
  EXPECT_EQ(add_export(home, "two.csv", {again}).updated, 1);
  EXPECT_EQ(add_export(home, "one.csv", {quoted}).updated, 1) << "under its name, too";
  home.store().database.run("DELETE FROM items");
  EXPECT_EQ(add_export(home, "quotes.csv", {again, quoted}).added, 2) << "two quotes of one page";
  EXPECT_EQ(add_export(home, "quotes.csv", {again, quoted}).unchanged, 2);
}

// Before lists were known by their ids, their titles told them apart.
TEST_F(HomeTest, AListsLettersStayWithItWhenItIsKnownByItsId) {
  const auto add = [&](std::vector<read::Item> letters) {
    Ingest ingest(home, [](const Json&) {});
    Intake intake(home, ingest, "");
    read::ItemList list;
    list.kind = "mail";
    list.items = std::move(letters);
    intake.take_items(list, {"inbox.mbox", "", ""});
    return ingest.counts();
  };
  auto letter = item("1@a.org", "First", "");
  letter.source = "The Weekly";
  EXPECT_EQ(add({letter}).added, 1);
  const auto source = home.store().sources.named("The Weekly").at(0);
  letter.source_id = "weekly.a.org";
  EXPECT_EQ(add({letter}).unchanged, 1);
  ASSERT_EQ(home.store().sources.list().size(), 1u);
  EXPECT_EQ(home.store().sources.list()[0].id, source.id);
  EXPECT_EQ(home.store().sources.list()[0].identity, "name:weekly.a.org");
  auto other = item("2@a.org", "Second", "");
  other.source = "The Weekly";
  EXPECT_EQ(add({other}).added, 1) << "a sender of that name, without a list";
  EXPECT_EQ(add({letter, other}).unchanged, 2);
  EXPECT_EQ(home.store().sources.list().size(), 2u);
}

TEST_F(HomeTest, LettersWithOneAddressForAllAreToldApartByTheirIds) {
  Ingest ingest(home, [](const Json&) {});
  Intake intake(home, ingest, "");
  read::ItemList list;
  list.kind = "mail";
  for (const char* const id : {"1@a.org", "2@a.org"}) {
    list.items.push_back(item(id, "Weekly", "https://a.org/newsletter", std::string("Of ") + id));
    list.items.back().source = "A";
  }
  list.items[0].published = kNow - std::chrono::days(7);
  intake.take_items(list, {"inbox.mbox", "", ""});
  EXPECT_EQ(ingest.counts().added, 2);
}

TEST_F(HomeTest, JsonLinesOfAnotherNameAreAnotherCollection) {
  for (const auto* name : {"one.jsonl", "two.jsonl"}) {
    Ingest ingest(home, [](const Json&) {});
    Intake intake(home, ingest, "");
    std::istringstream lines("{\"title\":\"A\",\"url\":\"https://a.org/1\"}\n");
    intake.take_json_lines(lines, name);
    EXPECT_EQ(ingest.counts().added, 1) << name;
  }
}

TEST_F(HomeTest, APageSavedWithItsAddressGivesItToOneSavedWithout) {
  store::Source pages;
  pages.identity = pages.title = "Pages";
  pages.kind = "page";
  pages = home.store().sources.find_or_add(pages);
  const std::vector<read::Item> both = {item("", "Otters", "", "They are back."),
                                        item("", "Otters", "https://a.org/1", "They are back.")};
  Ingest ingest(home, [](const Json&) {});
  ingest.store(pages, both);
  EXPECT_EQ(ingest.counts().updated, 1);
  EXPECT_EQ(app::item(home, id_of("Otters"))["url"], "https://a.org/1");
  Ingest again(home, [](const Json&) {});
  again.store(pages, both);
  EXPECT_EQ(again.counts().unchanged, 2);
  auto later = both[1];
  later.published = *later.published - std::chrono::days(2);
  later.text = "They are back, and more.";
  Ingest renewed(home, [](const Json&) {});
  renewed.store(pages, std::vector{later});
  EXPECT_EQ(renewed.counts().updated, 1) << "whatever day it claims to be of";
}

TEST_F(HomeTest, AFeedsFolderFollowsItsList) {
  const auto add_in = [&](std::vector<std::string> folders) {
    Ingest ingest(home, [](const Json&) {});
    Intake intake(home, ingest, "");
    read::SubscriptionList list;
    list.subscriptions = {{"https://a.org/feed", "A", "", std::move(folders)}};
    intake.take_subscriptions(list, {"list.opml", "", ""});
    return ingest.counts().updated;
  };
  const auto shown_folder = [&] { return home.store().sources.list().at(0).folder; };
  EXPECT_EQ(add_in({"News"}), 0);
  EXPECT_EQ(add_in({"Tech", "C++"}), 1);
  EXPECT_EQ(shown_folder(), "Tech/C++");
  EXPECT_EQ(add_in({}), 0);
  EXPECT_EQ(shown_folder(), "Tech/C++");
}

TEST_F(HomeTest, TwoListsThatPutAFeedInTwoPlacesChangeNothingWhenGivenAgain) {
  const auto add_both = [&] {
    Ingest ingest(home, [](const Json&) {});
    Intake intake(home, ingest, "");
    for (const auto* named : {"News", "Science"}) {
      read::SubscriptionList list;
      list.subscriptions = {{"https://a.org/feed", "A", "", {named}}};
      intake.take_subscriptions(list, {"list.opml", "", ""});
    }
    return ingest.counts().updated;
  };
  for (int i = 0; i < 2; ++i) EXPECT_EQ(add_both(), 0);
  EXPECT_EQ(home.store().sources.list().at(0).folder, "News");
}

TEST_F(HomeTest, EntriesOfOneTitleWithIdsAndTimesOfTheirOwnAreSeveral) {
  std::vector<read::Item> feed;
  for (int i = 1; i <= 3; ++i) {
    feed.push_back(item("inc-" + std::to_string(i), "Service degraded", "", i == 3 ? "Why." : ""));
    feed.back().published = kNow - std::chrono::hours(i);
  }
  EXPECT_EQ(store(feed).added, 3);
  EXPECT_EQ(store(feed).unchanged, 3);
}

TEST_F(HomeTest, NotesOfOneTitleAreSeveralAndNoneHasAnIdThatTellsOfAnother) {
  std::vector<read::Item> notes;
  for (int i = 0; i < 600; ++i) {
    notes.push_back(item("", "Untitled", "", "note " + std::to_string(i)));
    notes.back().published.reset();
  }
  EXPECT_EQ(store(notes).added, 600);
  EXPECT_EQ(store(notes).unchanged, 600) << "however many there are";
  const auto id = search(home, "\"note 599\"", 5).at(0)["id"];
  forget(home, {.all = true});
  store({notes.back()});
  EXPECT_EQ(items(home, {}).at(0)["id"], id);
}

TEST_F(HomeTest, AnAddressIsNotLostToANoteOfTheSameTitle) {
  auto note = item("", "Quarterly report", "", "my note");
  auto linked = item("", "Quarterly report", "https://a.org/q1", "");
  EXPECT_EQ(store({note, linked}).added, 2);
  EXPECT_EQ(store({note, linked}).unchanged, 2);
}

TEST_F(HomeTest, CountsWhatHasNothingToRead) {
  const auto counts = store({item("", "", "", ""), item("1", "A", "")});
  EXPECT_EQ(counts.added, 1);
  EXPECT_EQ(counts.skipped, 1);
}

TEST_F(HomeTest, ASecondVersionInTheSameRunDoesNotReplaceTheFirst) {
  const std::vector<read::Item> feed = {item("1", "A", "", "one"), item("1", "A", "", "two")};
  store(feed);
  EXPECT_EQ(store(feed).updated, 0);
}

TEST_F(HomeTest, IdsAndAddressesThatAllItemsShareTellNothing) {
  std::vector<read::Item> one_id, one_address;
  for (int i = 0; i < 5; ++i) {
    const auto n = std::to_string(i);
    one_id.push_back(item("same", "Title " + n, "https://a.org/" + n, "text " + n));
    one_address.push_back(item("id" + n, "Note " + n, "https://b.org/", "words " + n));
  }
  EXPECT_EQ(store(one_id).added, 5);
  EXPECT_EQ(store(one_address).added, 5);
  EXPECT_EQ(store(one_id).unchanged, 5);
  EXPECT_EQ(store(one_address).unchanged, 5);

  std::vector<read::Item> series;  // every episode links to the front page
  for (int i = 0; i < 5; ++i) {
    series.push_back(item("s" + std::to_string(i), "Daily", "https://c.org/", "the news"));
    series.back().published = kNow - std::chrono::days(i + 1);
  }
  EXPECT_EQ(store(series).added, 5);
  EXPECT_EQ(store(series).unchanged, 5);
}

TEST_F(HomeTest, NewItemsMayShareAPage) {
  auto first = item("a", "Dark mode", "https://a.org/changes#dark");
  auto second = item("b", "Fast search", "https://a.org/changes#fast");
  second.published = *first.published + std::chrono::hours(1);
  EXPECT_EQ(store({first}).added, 1);
  EXPECT_EQ(store({first, second}).added, 1);
  EXPECT_EQ(store({second, first}).unchanged, 2);
  auto third = item("c", "Undo", "https://a.org/day", "undone"), fourth = third;
  fourth.id = "d", fourth.title = "Redo", fourth.text = "done again";  // of the same day
  EXPECT_EQ(store({third, fourth}).added, 2);
  EXPECT_EQ(store({fourth, third}).unchanged, 2);
  // Without ids it is the place in the page that tells.
  const std::vector<read::Item> places = {item("", "map", "https://b.org/functions.html#map", ""),
                                          item("", "zip", "https://b.org/functions.html#zip", "")};
  EXPECT_EQ(store(places).added, 2);
  EXPECT_EQ(store(places).unchanged, 2);
  EXPECT_EQ(store({item("", "zip, mended", "https://b.org/functions.html#zip", "")}).updated, 1);
}

TEST_F(HomeTest, WhatHasNoNameIsKnownByItsWords) {
  const std::vector<read::Item> notes = {item("", "", "", "Only text."), item("", "", "", "More.")};
  EXPECT_EQ(store(notes).added, 2);
  EXPECT_EQ(store(notes).unchanged, 2);
}

TEST_F(HomeTest, WhatHasATitleAloneIsMendedInItsPlace) {
  // Two notes of one title and second stay two, however often they come.
  const std::vector<read::Item> notes = {item("", "Note", "", "one"), item("", "Note", "", "two")};
  EXPECT_EQ(store(notes).added, 2);
  EXPECT_EQ(store(notes).unchanged, 2);
  EXPECT_EQ(store({item("", "Title", "", "with a slip")}).added, 1);
  EXPECT_EQ(store({item("", "Title", "", "without one")}).updated, 1);
}

TEST_F(HomeTest, APartReplacesNoWhole) {
  auto part = item("1", "Title", "https://a.org/1", "The beg");
  part.breaks_off = true;
  store({item("1", "Title", "https://a.org/1", "The beginning and the end.")});
  EXPECT_EQ(store({part}).unchanged, 1);
  EXPECT_EQ(app::item(home, id_of("Title"))["text"], "The beginning and the end.");
  auto nameless = item("", "", "", "The mid");
  nameless.breaks_off = true;
  EXPECT_EQ(store({nameless}).unchanged, 1);
  EXPECT_EQ(titles().size(), 1U) << "it comes again, whole";
}

TEST_F(HomeTest, AColumnThatComesBackIsAnotherItem) {
  auto monday = item("1", "Links of the day", "https://a.org/mon", "monday's links");
  auto friday = item("2", "Links of the day", "https://a.org/fri", "friday's links");
  friday.published = kNow;
  monday.published = kNow - std::chrono::days(4);
  EXPECT_EQ(store({monday, friday}).added, 2);
}

TEST_F(HomeTest, WhatHasAnAddressOfItsOwnIsAnotherItemWhateverItsTitle) {
  std::vector<read::Item> bookmarks;
  for (const auto* host : {"one", "two", "three"}) {
    bookmarks.push_back(item("", "Documentation", "https://" + std::string(host) + ".org/", ""));
  }
  EXPECT_EQ(store(bookmarks).added, 3);
  EXPECT_EQ(store(bookmarks).unchanged, 3);

  // Two corrections of one day, three episodes of one text.
  std::vector<read::Item> feed = {item("1", "Correction", "https://a.org/1", "of the bees"),
                                  item("2", "Correction", "https://a.org/2", "of the mayor")};
  for (int i = 3; i < 6; ++i) {
    feed.push_back(item(std::to_string(i), "Briefing", "", "All that matters."));
    feed.back().published = kNow - std::chrono::hours(i);
    feed.back().enclosures = {
        {"https://a.org/" + std::to_string(i) + ".mp3", "audio/mpeg", std::nullopt}};
  }
  EXPECT_EQ(store(feed).added, 5);
  EXPECT_EQ(store(feed).unchanged, 5);
  EXPECT_EQ(items(home, {})[0]["url"], "https://a.org/3.mp3");
}

TEST_F(HomeTest, MessagesOfOneSubjectAreItemsOfTheirOwn) {
  auto first = item("a@x", "Re: plan", "", "I agree."),
       second = item("b@x", "Re: plan", "", "Stop!");
  second.published = *first.published + std::chrono::hours(2);
  auto reminder = item("c@x", "Reminder", "", "Hand in your hours.");
  auto next = reminder;
  next.id = "d@x";
  next.published = *reminder.published - std::chrono::days(7);
  EXPECT_EQ(store({first, second, reminder, next}).added, 4);
  EXPECT_EQ(store({first, second, reminder, next}).unchanged, 4);
}

TEST_F(HomeTest, AnAddressAloneReplacesNoTitle) {
  store({item("", "How it works", "https://a.org/v", "")});
  EXPECT_EQ(store({item("", "https://a.org/v", "https://a.org/v", "")}).unchanged, 1);
  store({item("", "https://a.org/w", "https://a.org/w", "")});
  EXPECT_EQ(store({item("", "Why it works", "https://a.org/w", "")}).updated, 1);
  EXPECT_THAT(titles(), testing::UnorderedElementsAre("How it works", "Why it works"));
}

TEST_F(HomeTest, DatesToComeAreTakenForNow) {
  auto i = item("1", "From the future", "");
  i.published = kNow + std::chrono::days(400);
  store({i});
  EXPECT_EQ(items(home, {})[0]["published"], "2026-11-22T12:00:00Z");
}

// A server that makes up a new id at each fetch, for weeks.
TEST_F(HomeTest, IdsThatChangeWithEveryFetchMakeNoRepeats) {
  int added = 0;
  for (int round = 0; round < 6; ++round) {
    std::vector<read::Item> feed;
    for (int i = 0; i < 10; ++i) {
      const auto n = std::to_string(i), id = std::to_string(round) + "-" + n;
      feed.push_back(item(id, "Story " + n, "https://a.org/" + n, "words of " + n));
      feed.push_back(item("unlinked " + id, "Note " + n, "", "words of note " + n));
      feed.back().published.reset();
    }
    home.set_now(kNow + std::chrono::days(3 * round));
    added += store(feed).added;
  }
  EXPECT_EQ(added, 20);
  EXPECT_EQ(titles().size(), 20u);
}

TEST_F(HomeTest, WithoutADateTheFirstSightStands) {
  auto undated = item("1", "Undated", "https://a.org/1", "old words");
  undated.published.reset();
  store({undated});
  home.set_now(kNow + std::chrono::days(9));
  undated.text = "new words";
  EXPECT_EQ(store({undated}).updated, 1);
  EXPECT_EQ(items(home, {})[0]["published"], to_rfc3339(kNow));
}

// A clock that is a year ahead, and one that has fallen back to its first day.
TEST_F(HomeTest, WhatCameWhileTheClockWasAheadIsDatedOnceItIsRight) {
  const auto undated = [](const std::string& id) {
    auto i = item(id, "Undated " + id, "https://a.org/" + id, "words of " + id);
    i.published.reset();
    return i;
  };
  const auto dates = [&] {
    std::map<std::string, std::string> out;
    for (const auto& i : items(home, {})) {
      out[i["title"].get<std::string>().substr(8)] =
          i["published"].get<std::string>().substr(0, 10);
    }
    return out;
  };
  using Dates = std::map<std::string, std::string>;
  store({undated("1")});
  home.set_now(kNow + std::chrono::days(365));
  store({undated("2")});
  home.set_now(kNow + std::chrono::days(1));
  EXPECT_EQ(dates(), (Dates{{"1", "2026-11-22"}, {"2", "2026-11-23"}})) << "never later than now";
  EXPECT_EQ(today(home, {30, "new"})["items"][0]["published"], "2026-11-23T12:00:00Z");
  store({undated("3")});
  home.set_now(kNow + std::chrono::days(9));
  EXPECT_EQ(dates(), (Dates{{"1", "2026-11-22"}, {"2", "2026-11-23"}, {"3", "2026-11-23"}}));

  home.set_now(Time{});
  store({undated("4")});
  home.set_now(kNow + std::chrono::days(9));
  auto after = dates();
  after.erase("4");
  EXPECT_EQ(after, (Dates{{"1", "2026-11-22"}, {"2", "2026-11-23"}, {"3", "2026-11-23"}}))
      << "a clock that is behind dates nothing anew";
}

TEST_F(HomeTest, ItemsWithoutATitleShowTheirFirstWords) {
  store({item("1", "", "", "A short note.\nMore."), item("2", "", "", ""),
         item("3", "", "https://a.org/3", "")});
  EXPECT_THAT(titles(), testing::UnorderedElementsAre("A short note.", "2", "https://a.org/3"));
}

TEST_F(HomeTest, MinutesAreTheItemsOwnOrFollowThePersonsPace) {
  std::string words;
  for (int i = 0; i < 1000; ++i) words += "and so ";
  auto timed = item("1", "Timed", "", words), slow = item("2", "Untimed", "", words);
  timed.minutes = 42.5;
  const auto at_pace = [&](const read::Item& i, double pace) {
    return prepare(i, source(), pace, kNow).minutes;
  };
  EXPECT_DOUBLE_EQ(at_pace(timed, 1), 42.5);
  EXPECT_NEAR(at_pace(slow, 1), 2 * at_pace(slow, 2), 0.11);
  EXPECT_DOUBLE_EQ(at_pace(item("3", "Headline", "", ""), 1), 1);
}

TEST_F(HomeTest, ASearchByMeaningFindsWhatFitsHoweverFarBehind) {
  std::vector<read::Item> all;
  const auto add = [&](const std::string& name, const std::string& text, double minutes) {
    all.push_back(item(name, "Battery " + name, "https://a.org/" + name, text));
    all.back().minutes = minutes;
  };
  for (int i = 0; i < 1100; ++i) {
    add(std::to_string(i), "Battery, battery " + std::to_string(i) + ".", 2);
  }
  for (int i = 0; i < 600; ++i) {
    add("far" + std::to_string(i), "Of ships and the sea, of storms, harbours and old songs.", 50);
  }
  store(all);
  give_feedback(home, "like", std::vector{id_of("Battery far7"), id_of("Battery 7")});
  // Few that fit, many, and many behind the nearest.
  const auto found = search_by_meaning(home, "battery is:liked", 10);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0]["title"], "Battery 7");
  EXPECT_EQ(found[1]["title"], "Battery far7");
  EXPECT_EQ(search_by_meaning(home, "battery -is:liked", 2000).size(), 1698u);
  EXPECT_EQ(search_by_meaning(home, "battery minutes>40", 10).size(), 10u);
  EXPECT_THROW(search_by_meaning(home, "battery source:nowhere", 10), Error);
}

TEST_F(HomeTest, FeedbackOnManyItemsIsAllOrNothing) {
  store({item("1", "A", "")});
  const auto id = id_of("A");
  EXPECT_THROW(give_feedback(home, "like", std::vector<std::string>{id, "nothing"}), Error);
  EXPECT_TRUE(app::item(home, id)["feedback"].is_null());
}

TEST_F(HomeTest, InterestsAreTakenBackAndBroughtBackExactly) {
  add_interest(home, " battery   chemistry\n", 0.8);
  const auto before = list_interests(home).dump();
  const std::string id = list_interests(home)["interests"][0]["id"];
  home.set_now(kNow + std::chrono::hours(1));
  remove_interest(home, id);
  EXPECT_THAT(interests(home), IsEmpty());
  undo(home, 1);
  EXPECT_EQ(list_interests(home).dump(), before);
  EXPECT_EQ(redo(home, 1)["events"].size(), 1u);
  EXPECT_THAT(interests(home), IsEmpty());
  EXPECT_THROW(add_interest(home, " \n", 1), Error);
  EXPECT_THROW(add_interest(home, "x", 1.5), Error);
}

TEST_F(HomeTest, SettingsKnowTheirRangesAndTheirHistory) {
  const std::string key = "pace";
  const double standard = number_setting(home, key);
  set_setting(home, key, "2");
  EXPECT_EQ(number_setting(home, key), 2);
  for (const auto* bad : {"x", "", "1e9", "nan", "2 "}) {
    EXPECT_THROW(set_setting(home, key, bad), Error) << bad;
  }
  EXPECT_THROW(set_setting(home, "no.such", "1"), Error);
  set_setting(home, key, "default");
  EXPECT_EQ(number_setting(home, key), standard);
  undo_setting(home);
  EXPECT_EQ(number_setting(home, key), 2);
  EXPECT_EQ(settings_history(home)["changes"].size(), 2u);
}

}  // namespace
}  // namespace heed::app
