#include "heed/app/edition.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "heed/app/budget.h"
#include "heed/app/feedback.h"
#include "heed/app/interests.h"
#include "heed/app/ledger.h"
#include "heed/app/settings.h"
#include "heed/app/test_home.h"
#include "heed/app/why.h"
#include "heed/base/random.h"

namespace heed::app {
namespace {

const char* const kWords[] = {"battery", "cobalt",  "football", "election", "recipe", "garden",
                              "kernel",  "galaxy",  "电池",     "选举",     "violin", "harbour",
                              "protein", "glacier", "mortgage", "theatre"};

class EditionTest : public HomeTest {
 protected:
  // A home of random items, likes, dislikes and interests.
  void furnish(std::uint64_t seed, int count) {
    Random random(seed);
    std::vector<read::Item> all;
    for (int i = 0; i < count; ++i) {
      std::string title;
      for (int w = 0; w < 4; ++w) title += std::string(kWords[random.below(16)]) + " ";
      auto one = item(std::to_string(i), title + std::to_string(i), "", "words of " + title);
      one.minutes = 0.5 + random.uniform() * 12;
      one.published = kNow - std::chrono::minutes(random.below(5000));
      all.push_back(std::move(one));
    }
    store(all);
    add_interest(home, kWords[random.below(16)], 1);
    add_interest(home, kWords[random.below(16)], -1);
    const auto list = items(home, {});
    for (const auto* kind : {"like", "dislike", "hide", "save", "read"}) {
      give_feedback(home, kind,
                    std::vector{list[random.below(list.size())]["id"].get<std::string>()});
    }
  }
};

// What every edition owes, whatever the home.
void check(const Json& edition, double budget, std::size_t considered) {
  double minutes = 0;
  std::set<std::string> ids;
  for (const auto& chosen : edition["items"]) {
    minutes += chosen["minutes"].get<double>();
    EXPECT_TRUE(ids.insert(chosen["id"]).second) << "twice";
    for (const auto& other : chosen["also"]) EXPECT_TRUE(ids.insert(other).second) << "twice";
    double sum = 0, because = 0;
    for (const auto& [feature, part] : chosen["contributions"].items()) sum += part.get<double>();
    for (const auto& slot : chosen["because"]) because += slot["value"].get<double>();
    EXPECT_NEAR(sum, chosen["value"].get<double>(), 1e-9);
    EXPECT_NEAR(because, chosen["interest"].get<double>(), 1e-9);
  }
  const double planned = edition["planned_minutes"];
  EXPECT_NEAR(planned, minutes, 1e-9);
  if (edition["items"].size() > 1) {
    EXPECT_LE(planned, budget);
  }
  EXPECT_EQ(edition["considered"].get<std::size_t>(), considered);
  EXPECT_EQ(edition["left_out"].get<std::size_t>(), considered - ids.size());
  EXPECT_LE(edition["best_left_out"].size(), 5U);
}

class Promises : public EditionTest, public testing::WithParamInterface<int> {};

TEST_P(Promises, AreKeptWhateverTheHome) {
  furnish(static_cast<std::uint64_t>(GetParam()), 40);
  const auto list = home.store().items.list({});
  const auto count = std::count_if(list.begin(), list.end(), [](const auto& i) {
    return !i.read && i.feedback != "hide" && i.feedback != "dislike";
  });
  for (const double budget : {0.0, 0.4, 3.0, 17.3, 30.0, 200.0}) {
    SCOPED_TRACE(budget);
    check(today(home, {budget, "you"}), budget, static_cast<std::size_t>(count));
    check(today(home, {budget, "source"}), budget, static_cast<std::size_t>(count));
  }
}

INSTANTIATE_TEST_SUITE_P(Homes, Promises, testing::Range(1, 7));

TEST_F(EditionTest, MoreMinutesNeverBringLessValue) {
  furnish(5, 60);
  set_setting(home, "edition.explore", "0");
  set_setting(home, "edition.redundancy", "0");
  std::size_t before = 0;
  for (const double budget : {2.0, 10.0, 30.0, 120.0, 1000.0}) {
    const auto edition = today(home, {budget, "you"});
    EXPECT_GE(edition["items"].size() + 1, before) << budget;
    before = edition["items"].size();
  }
  EXPECT_GT(before, 20U);
}

TEST_F(EditionTest, WithoutEndHoldsEverythingInBothOrders) {
  furnish(3, 30);
  for (const auto* order : {"you", "new", "source"}) {
    const auto edition = today(home, {kWithoutEnd, order});
    EXPECT_EQ(edition["items"].size(), edition["considered"]) << order;
    EXPECT_EQ(edition["left_out"], 0) << order;
    EXPECT_TRUE(edition["budget_minutes"].is_null()) << order;
  }
}

TEST_F(EditionTest, APageThatWasReadIsNotOfferedAgainByAnotherSource) {
  store({item("1", "Bread rises", "https://bread.example/rise?utm_source=post"),
         item("2", "The front of the site", "https://bread.example/")});
  Ingest other(home, [](const Json&) {});
  const std::vector<read::Item> theirs = {
      item("a", "Why bread rises", "http://www.bread.example/rise/"),
      item("b", "Another front", "https://bread.example/")};
  other.store(source("Times"), theirs);
  const auto offered = [&] {
    std::set<std::string> found;
    const auto edition = today(home, {1000, "you"});
    for (const auto* list : {"items", "best_left_out"}) {
      for (const auto& i : edition[list]) found.insert(i["title"]);
    }
    return found;
  };
  EXPECT_TRUE(offered().contains("Why bread rises") || offered().contains("Bread rises"));
  give_feedback(home, "read", std::vector{id_of("Bread rises"), id_of("Another front")});
  EXPECT_EQ(offered(), std::set<std::string>{"The front of the site"});
  const auto edition = today(home, {1000, "you"});
  EXPECT_EQ(edition["considered"], 2) << "unread is unread";
  EXPECT_EQ(edition["left_out"], 1);
  for (const auto* order : {"you", "new"}) {
    EXPECT_EQ(today(home, {kWithoutEnd, order})["items"].size(), 2U) << order;
  }
}

TEST_F(EditionTest, ItemsOfOneSourceThatShareAPageAreReadOneByOne) {
  std::vector<read::Item> all = {item("1", "Episode one", "https://show.example/podcast"),
                                 item("2", "Episode two", "https://show.example/podcast"),
                                 item("3", "June", "https://show.example/notes#june"),
                                 item("4", "July", "https://show.example/notes#july")};
  for (std::size_t i = 0; i < all.size(); ++i) all[i].published = kNow - std::chrono::hours(i + 1);
  store(all);
  give_feedback(home, "read", std::vector{id_of("Episode one"), id_of("June")});
  EXPECT_EQ(today(home, {kWithoutEnd, "you"})["items"].size(), 2U);
}

TEST_F(EditionTest, TimeOrderStopsAtTheFirstThatDoesNotFit) {
  std::vector<read::Item> three;
  for (int i = 0; i < 3; ++i) {
    three.push_back(item(std::to_string(i), "Item " + std::to_string(i), ""));
    three.back().published = kNow - std::chrono::hours(i + 1);
    three.back().minutes = i == 1 ? 20 : 4;
  }
  store(three);
  const auto edition = today(home, {10.0, "new"});
  ASSERT_EQ(edition["items"].size(), 1U);
  EXPECT_EQ(edition["items"][0]["title"], "Item 0");
  EXPECT_EQ(edition["items"][0]["contributions"], Json::object());
  EXPECT_EQ(edition["left_out"], 2);
  EXPECT_EQ(edition["left_out_minutes"], 24.0);
}

TEST_F(EditionTest, FollowsTheSettingsUnlessAskedOtherwise) {
  furnish(2, 10);
  set_setting(home, "edition.budget", "7");
  set_setting(home, "edition.order", "new");
  EXPECT_EQ(today(home, {})["budget_minutes"], 7.0);
  EXPECT_EQ(today(home, {})["order"], "new");
  EXPECT_EQ(today(home, {9.0, "you"})["budget_minutes"], 9.0);
  EXPECT_THROW(today(home, {9.0, "best"}), Error);
}

TEST_F(EditionTest, KeepsADecisionOnceAndTimeOrderIsNone) {
  furnish(4, 20);
  const auto decisions = [&] {
    const auto all = ledger(home, {}, {});
    return std::count_if(all.begin(), all.end(),
                         [](const auto& e) { return e["kind"] == "edition"; });
  };
  today(home, {20.0, "new"});
  EXPECT_EQ(decisions(), 0);
  today(home, {20.0, "you"});
  today(home, {20.0, "you"});
  EXPECT_EQ(decisions(), 1);
  today(home, {25.0, "you"});
  EXPECT_EQ(decisions(), 2);
}

TEST_F(EditionTest, WhySaysWhatTheEditionSaid) {
  furnish(6, 25);
  const auto edition = today(home, {30.0, "you"});
  ASSERT_FALSE(edition["items"].empty());
  for (const auto& chosen : edition["items"]) {
    const auto reasons = why(home, chosen["id"].get<std::string>());
    for (const auto* field :
         {"value", "interest", "contributions", "because", "rank_new", "rank_you"}) {
      EXPECT_EQ(reasons[field], chosen[field]) << field;
    }
    EXPECT_EQ(reasons["eligible"], true);
    for (const auto& [feature, weight] : reasons["weights"].items()) {
      EXPECT_NEAR(weight.get<double>() * reasons["features"][feature].get<double>(),
                  reasons["contributions"][feature].get<double>(), 1e-12);
    }
  }
}

TEST_F(EditionTest, WhyAlsoExplainsWhatWasRead) {
  furnish(7, 12);
  const auto id = items(home, {})[0]["id"].get<std::string>();
  give_feedback(home, "read", std::vector{id});
  const auto reasons = why(home, id);
  EXPECT_EQ(reasons["eligible"], false);
  EXPECT_GE(reasons["rank_you"], 1);
  EXPECT_THROW(why(home, "nothing"), Error);
}

}  // namespace
}  // namespace heed::app
