// `heed today` and `heed why` as a person uses them: what fits, what it says, and that it adds up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "heed/base/json.h"
#include "tests/run_heed.h"

namespace heed {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kNow = "2026-11-22T12:00:00Z";

// Twelve items an hour apart from 11:00 backwards; every third is about football.
std::string twelve() {
  const char* titles[] = {
      "Rovers win the football cup final",     "New battery chemistry doubles the range of cars",
      "Old chapel restored after seven years", "Football league fines two clubs over pitch",
      "Sodium battery cells reach the market", "Choir festival opens on the hill",
      "Football coach resigns after defeat",   "Why bread rises better in winter",
      "Library extends its opening hours",     "Young football team travels abroad",
      "River walk closed for repairs",         "Museum shows forgotten maps"};
  std::string lines;
  for (int i = 0; i < 12; ++i) {
    const Json row = {{"title", titles[i]},
                      {"text", std::string(titles[i]) + " in the town."},
                      {"source", i % 2 ? "The Harbour Post" : "Hill Gazette"},
                      {"published", "2026-11-22T" + std::string(i > 1 ? "0" : "") +
                                        std::to_string(11 - i) + ":00:00Z"},
                      {"minutes", 2 + i % 4}};
    lines += to_line(row) + "\n";
  }
  return lines;
}

class Today : public testing::Test {
 protected:
  void add(const std::string& lines) {
    EXPECT_EQ(home_.heed({"add", home_.file("items.jsonl", lines).string()}).code, 0);
  }
  Outcome heed(std::vector<std::string> words) {
    words.insert(words.end(), {"--now", kNow});
    return home_.heed(words);
  }
  Json document(std::vector<std::string> words) {
    words.emplace_back("--json");
    const auto said = heed(words);
    EXPECT_EQ(said.code, 0) << said.err;
    return parse_json(said.out, "heed").take();
  }
  Json today(std::vector<std::string> more = {}) {
    more.insert(more.begin(), "today");
    return document(more);
  }
  static std::vector<std::string> ids(const Json& edition) {
    std::vector<std::string> out;
    for (const auto& item : edition["items"]) out.push_back(item["id"]);
    return out;
  }
  static std::map<std::string, double> values(const Json& edition) {
    std::map<std::string, double> out;
    for (const auto& item : edition["items"]) out[item["id"]] = item["value"];
    return out;
  }
  std::string id_of(std::string_view title) {
    const Json all = today({"--budget", "all"});
    for (const auto& item : all["items"]) {
      if (item["title"].get<std::string>().starts_with(title)) return item["id"];
    }
    ADD_FAILURE() << title;
    return "";
  }

  TestHome home_;
};

TEST_F(Today, FitsTheBudgetAndAddsUp) {
  add(twelve());
  heed({"interest", "add", "football"});
  heed({"interest", "add", "choir music", "--weight", "-0.8"});
  const Json edition = today({"--budget", "10m"});
  EXPECT_EQ(edition["budget_minutes"], 10.0);
  EXPECT_EQ(edition["considered"], 12);
  double minutes = 0;
  std::size_t folded = 0;
  for (const auto& item : edition["items"]) {
    double value = 0, interest = 0;
    for (const auto& part : item["contributions"]) value += part.get<double>();
    for (const auto& slot : item["because"]) interest += slot["value"].get<double>();
    EXPECT_NEAR(value, item["value"].get<double>(), 1e-9);
    EXPECT_NEAR(interest, item["interest"].get<double>(), 1e-9);
    EXPECT_NEAR(item["contributions"]["interest"].get<double>(),
                edition["weights"]["interest"].get<double>() * interest, 1e-9);
    minutes += item["minutes"].get<double>();
    folded += item["also"].size();
  }
  EXPECT_NEAR(edition["planned_minutes"].get<double>(), minutes, 1e-9);
  EXPECT_LE(minutes, 10);
  EXPECT_EQ(edition["left_out"], 12 - edition["items"].size() - folded);
  EXPECT_THAT(edition["items"][0]["title"].get<std::string>(), HasSubstr("ootball"));
}

TEST_F(Today, AllListsEveryConsideredItemWithItsRanks) {
  add(twelve());
  heed({"interest", "add", "football"});
  const Json all = today({"--budget", "all"});
  EXPECT_EQ(all["items"].size(), 12);
  EXPECT_EQ(all["left_out"], 0);
  EXPECT_TRUE(all["budget_minutes"].is_null());
  std::set<int> by_time;
  for (std::size_t i = 0; i < 12; ++i) {
    EXPECT_EQ(all["items"][i]["rank_you"], i + 1);
    by_time.insert(all["items"][i]["rank_new"].get<int>());
    if (i > 0) {
      EXPECT_LE(all["items"][i]["value"], all["items"][i - 1]["value"]);
    }
  }
  EXPECT_EQ(by_time.size(), 12);
  for (int i = 0; i < 4; ++i) {
    EXPECT_THAT(all["items"][i]["title"].get<std::string>(), HasSubstr("ootball"));
  }
}

TEST_F(Today, NewIsPlainTimeWithoutAProfile) {
  add(twelve());
  const auto before = heed({"today", "--budget", "11m", "--order", "new", "--json"});
  const Json edition = parse_json(before.out, "new").take();
  ASSERT_EQ(edition["items"].size(), 3);  // 2 + 3 + 4, and the next takes 5
  EXPECT_EQ(edition["planned_minutes"], 9.0);
  EXPECT_EQ(edition["left_out"], 9);
  EXPECT_TRUE(edition["weights"].empty());
  for (const auto& item : edition["items"]) {
    EXPECT_TRUE(item["value"].is_null());
    EXPECT_TRUE(item["contributions"].empty());
    EXPECT_TRUE(item["because"].empty());
  }
  heed({"interest", "add", "museum maps"});
  heed({"like", edition["items"][2]["id"]});
  Json after = today({"--budget", "11m", "--order", "new"});
  EXPECT_EQ(ids(after), ids(edition));
  heed({"hide", edition["items"][0]["id"]});
  heed({"read", edition["items"][1]["id"]});
  after = today({"--budget", "11m", "--order", "new"});
  EXPECT_EQ(after["considered"], 10);
  EXPECT_EQ(after["items"][0]["id"], edition["items"][2]["id"]);
}

TEST_F(Today, LikesRaiseDislikesLowerAndUndoRestoresExactly) {
  add(twelve());
  heed({"interest", "add", "opening hours"});
  const auto liked = id_of("Rovers win"), similar = id_of("Football league");
  const auto disliked = id_of("New battery"), like_it = id_of("Sodium battery");
  const auto unrelated = id_of("Why bread");
  const auto first = heed({"today", "--budget", "all", "--json"}).out;
  const auto before = values(Json::parse(first));

  heed({"like", liked});
  EXPECT_GT(values(today({"--budget", "all"}))[similar], before.at(similar) + 0.01);
  heed({"undo"});
  EXPECT_EQ(heed({"today", "--budget", "all", "--json"}).out, first);

  heed({"dislike", disliked});
  auto after = values(today({"--budget", "all"}));
  EXPECT_FALSE(after.contains(disliked));
  EXPECT_LT(after[like_it], before.at(like_it) - 0.01);
  for (const auto& [id, value] : after) {
    if (id != like_it) {
      EXPECT_GE(value, before.at(id) - 1e-9);
    }
  }
  EXPECT_GE(after[unrelated], before.at(unrelated) - 1e-9);
  heed({"undo"});
  EXPECT_EQ(heed({"today", "--budget", "all", "--json"}).out, first);
}

TEST_F(Today, SpendsMinutesOnWhatMattersRatherThanOnManySlightPieces) {
  std::string lines = to_line({{"title", "How football clubs lost and won back their grounds"},
                               {"text", "A football story of forty years."},
                               {"published", "2026-11-21T11:00:00Z"},
                               {"minutes", 6}}) +
                      "\n";
  for (const auto* title :
       {"Choir opens", "Chapel restored", "Bread rises", "Library hours", "River walk", "Old maps",
        "Seed swap", "Tide table", "Number of the day"}) {
    lines +=
        to_line({{"title", title}, {"published", "2026-11-22T11:00:00Z"}, {"minutes", 1}}) + "\n";
  }
  add(lines);
  document({"interest", "add", "football"});
  const auto page = today({"--budget", "6m"});
  ASSERT_EQ(page["items"].size(), 1u);
  EXPECT_EQ(page["items"][0]["minutes"], 6);
  EXPECT_EQ(today({"--budget", "8m"})["items"].size(), 3u);  // what is left is filled all the same
}

TEST_F(Today, TellsAStoryOnce) {
  add(twelve() +
      R"({"title":"Rovers win the football cup final","text":"Elsewhere.","source":"The Third","published":"2026-11-22T10:30:00Z","minutes":2})"
      "\n"
      R"({"title":"Rovers win football cup final!","text":"Again.","source":"The Fourth","published":"2026-11-22T10:40:00Z","minutes":2})"
      "\n");
  heed({"interest", "add", "football"});
  const Json edition = today({"--budget", "60m"});
  std::set<std::string> seen;
  std::size_t folded = 0, tellings = 0;
  for (const auto& item : edition["items"]) {
    EXPECT_TRUE(seen.insert(item["id"]).second);
    for (const auto& also : item["also"]) {
      EXPECT_TRUE(seen.insert(also).second);
      ++folded;
    }
    if (item["title"].get<std::string>().starts_with("Rovers")) ++tellings;
  }
  EXPECT_EQ(tellings, 1);
  EXPECT_EQ(folded, 2);
  EXPECT_EQ(edition["considered"], 14);
  EXPECT_EQ(edition["left_out"], 14 - seen.size());
}

TEST_F(Today, OneItemMayExceedABudgetThatNothingFits) {
  add(twelve());
  const Json edition = today({"--budget", "1m"});
  EXPECT_EQ(edition["items"].size(), 1);
  EXPECT_EQ(today({"--budget", "1m", "--order", "new"})["items"].size(), 1);
  EXPECT_EQ(today({"--budget", "0"})["items"].size(), 0);
}

TEST_F(Today, SourceGroupsAndEmptyHomesAreFine) {
  EXPECT_EQ(today()["considered"], 0);
  EXPECT_THAT(heed({"today"}).out, HasSubstr("Nothing is unread"));
  add(twelve());
  const Json edition = today({"--budget", "all", "--order", "source"});
  std::vector<std::string> sources;
  for (const auto& item : edition["items"]) sources.push_back(item["source"]);
  sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
  EXPECT_EQ(sources.size(), 2);
  EXPECT_EQ(heed({"today", "--order", "fame"}).code, 2);
  EXPECT_EQ(heed({"today", "--budget", "soon"}).code, 2);
}

TEST_F(Today, SaysTheSameTwiceAndKeepsTheDecision) {
  add(twelve());
  heed({"interest", "add", "football"});
  const auto once = heed({"today", "--json", "--seed", "5"}).out;
  EXPECT_EQ(heed({"today", "--json", "--seed", "5"}).out, once);
  EXPECT_THAT(heed({"ledger", "--json"}).out, HasSubstr("\"by\":\"heed\",\"kind\":\"edition\""));
}

TEST_F(Today, WhyGivesTheNumbersOfTheEdition) {
  add(twelve());
  heed({"interest", "add", "football"});
  const Json all = today({"--budget", "all"});
  const auto& item = all["items"][0];
  const Json why = document({"why", item["id"]});
  for (const auto* field :
       {"id", "value", "interest", "contributions", "because", "rank_new", "rank_you"}) {
    EXPECT_EQ(why[field], item[field]) << field;
  }
  EXPECT_EQ(why["considered"], 12);
  EXPECT_EQ(why["eligible"], true);
  EXPECT_THAT(heed({"why", item["id"]}).out, HasSubstr("you want football"));
  heed({"read", item["id"]});
  EXPECT_EQ(document({"why", item["id"]})["eligible"], false);
  EXPECT_EQ(heed({"why", "nosuchitem"}).code, 4);
}

TEST_F(Today, NoTitleSpeaksToTheTerminal) {
  add(R"({"title":"Red \u001b[31mtitle\u0007 here","text":"x","minutes":1})"
      "\n");
  EXPECT_THAT(heed({"today"}).out, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace heed
