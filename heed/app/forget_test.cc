#include "heed/app/forget.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "heed/app/feedback.h"
#include "heed/app/interests.h"
#include "heed/app/settings.h"
#include "heed/app/sources.h"
#include "heed/app/test_home.h"
#include "heed/base/files.h"

namespace heed::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Everything that a person can ask, as one text.
std::string answers(Home& home) {
  std::string all = list_interests(home).dump() + list_settings(home).dump();
  for (const auto& i : items(home, {})) all += app::item(home, i["id"].get<std::string>()).dump();
  for (const auto& e : home.store().events.list({})) {
    all += std::to_string(e.id) + e.kind + e.item.value_or("-") + (e.undone ? "u" : "") + "\n";
  }
  for (const auto& s : home.store().sources.list()) all += s.id + s.title;
  return all;
}

TEST_F(HomeTest, ForgettingGivesTheAnswersOfAHomeThatNeverHadIt) {
  const TemporaryFolder elsewhere;
  Home never({elsewhere.path(), kNow, 0});
  const auto kept = item("1", "Kept", "https://a.org/1", "ordinary words");
  const auto secret = item("2", "Zanzibarquux", "https://a.org/2", "flumadiddle");
  for (auto* h : {&never, &home}) {
    Ingest ingest(*h, [](const Json&) {});
    store::Source s;
    s.identity = s.title = "Post";
    s.kind = "rss";
    const auto stored = h->store().sources.find_or_add(s);
    ingest.store(stored, std::vector{kept});
    if (h == &home) ingest.store(stored, std::vector{secret});
  }
  give_feedback(home, "like", std::vector{id_of("Zanzibarquux")});
  add_interest(home, "brobdingnag", 1);
  for (auto* h : {&never, &home}) give_feedback(*h, "save", std::vector{id_of("Kept")});
  const auto interest = interests(home).front().id;
  remove_interest(home, interest);

  forget(home, {.items = {id_of("Zanzibarquux")}});
  forget(home, {.interest = "brobdingnag"});
  EXPECT_EQ(answers(home), answers(never));
  for (const auto& entry : std::filesystem::recursive_directory_iterator(home.folder())) {
    const auto bytes = read_file(entry.path());
    for (const auto* word : {"Zanzibarquux", "zanzibarquux", "flumadiddle", "brobdingnag"}) {
      EXPECT_EQ(bytes.find(word), std::string::npos) << word << " in " << entry.path();
    }
  }
}

// A collection without an address goes with its last item, and so does what was said of it.
TEST_F(HomeTest, ForgetsWhatWasSaidOfASourceThatGoesWithItsItem) {
  store::Source pages;
  pages.identity = "name:pages";
  pages.title = "Pages";
  pages.kind = "page";
  Ingest ingest(home, [](const Json&) {});
  ingest.store(home.store().sources.find_or_add(pages), std::vector{item("1", "One", "")});
  const auto id = id_of("One");
  set_full_text(home, "Pages", "always");
  remove_source(home, "Pages");
  forget(home, {.items = {id}});
  EXPECT_THAT(home.store().sources.list(true), IsEmpty());
  EXPECT_EQ(home.store().events.count(), 0);
}

TEST_F(HomeTest, ForgetsSourcesPeriodsAndEverything) {
  auto old = item("1", "Old", "");
  old.published = kNow - std::chrono::days(90);
  store({old, item("2", "New", "")});
  forget(home, {.before = kNow - std::chrono::days(30)});
  EXPECT_THAT(titles(), ElementsAre("New"));
  EXPECT_THROW(forget(home, {.items = {id_of("New"), "nothing"}}), Error);
  EXPECT_THAT(titles(), ElementsAre("New")) << "all or nothing";
  set_full_text(home, "Post", "always");
  forget(home, {.source = "Post"});
  EXPECT_THAT(home.store().sources.list(true), IsEmpty());
  EXPECT_EQ(home.store().events.count(), 0);
  store({item("2", "New", "")});
  add_interest(home, "x", 1);
  forget(home, {.all = true});
  EXPECT_EQ(home.store().items.count() + home.store().events.count(), 0);
}

}  // namespace
}  // namespace heed::app
