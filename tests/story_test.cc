// heed story, and how stories show in an edition and in a "why".
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "heed/base/json.h"
#include "tests/run_heed.h"

namespace heed {
namespace {

using testing::HasSubstr;

class Story : public testing::Test {
 protected:
  Story() {
    const auto item = [](std::string id, std::string source, std::string title, std::string text) {
      return to_line({{"id", id},
                      {"source", source},
                      {"title", title},
                      {"text", text},
                      {"published", "2026-03-01T0" + id + ":00:00Z"}}) +
             "\n";
    };
    std::string lines =
        item("1", "Post", "Old suspension bridge at Ellery closes for six months",
             "Engineers found cracks.") +
        item("2", "Times", "Old suspension bridge at Ellery closes for six months (pictures)",
             "See the cracks.") +
        item("3", "Echo", "Rovers win the cup", "Three goals to none.");
    for (int i = 0; i < 40; ++i) {
      lines += item(std::to_string(i % 9 + 1), "Filler " + std::to_string(i),
                    "Note number " + std::to_string(i) + " about garden peas", "Peas.");
    }
    EXPECT_EQ(heed({"add", "-"}, lines).code, 0);
    for (const auto& line : lines_of(heed({"items"}).out)) {
      const auto d = Json::parse(line);
      ids[d["source"].get<std::string>()] = d["id"];
    }
  }
  Outcome heed(std::vector<std::string> words, std::string_view input = {}) {
    words.insert(words.end(), {"--json", "--now", "2026-03-02T00:00:00Z"});
    return home.heed(words, input);
  }
  static std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0, end; (end = text.find('\n', at)) != text.npos; at = end + 1) {
      lines.push_back(text.substr(at, end - at));
    }
    return lines;
  }
  Json show(const std::string& source) {
    return Json::parse(heed({"story", "show", ids[source]}).out);
  }

  TestHome home;
  std::map<std::string, std::string> ids;
};

TEST_F(Story, IsShownWithTheReason) {
  const auto story = show("Post");
  ASSERT_EQ(story["also"].size(), 1u);
  EXPECT_EQ(story["also"][0]["id"], ids["Times"]);
  EXPECT_THAT(story["also"][0]["because"].get<std::string>(), HasSubstr("title"));
  EXPECT_EQ(Json::parse(heed({"why", ids["Times"]}).out)["also"][0]["id"], ids["Post"]);
  EXPECT_EQ(lines_of(heed({"story", "list"}).out).size(), 1u);
}

TEST_F(Story, IsSplitAndJoinedAndUndone) {
  EXPECT_EQ(heed({"story", "split", ids["Times"]}).code, 0);
  EXPECT_TRUE(show("Post")["also"].empty());
  EXPECT_EQ(heed({"story", "split", ids["Times"]}).code, 4) << "it stands alone already";
  EXPECT_EQ(heed({"undo"}).code, 0);
  EXPECT_EQ(show("Post")["also"].size(), 1u);

  EXPECT_EQ(heed({"story", "join", ids["Post"], ids["Echo"]}).code, 0);
  EXPECT_EQ(show("Echo")["also"][0]["because"], "you joined them");
  const auto said = heed({"ledger"}).out;
  EXPECT_THAT(said, testing::AllOf(HasSubstr(ids["Post"]), HasSubstr(ids["Echo"])))
      << "both are named";
  EXPECT_EQ(show("Post")["also"].size(), 2u);
  EXPECT_EQ(heed({"story", "split", ids["Echo"]}).code, 0) << "the last word counts";
  EXPECT_TRUE(show("Echo")["also"].empty());
  EXPECT_EQ(heed({"story", "join", ids["Post"], ids["Post"]}).code, 2);
  EXPECT_EQ(heed({"story", "show", "nothing"}).code, 4);
}

TEST_F(Story, ComparesWhatIsReadOrHiddenToo) {
  heed({"read", ids["Post"]});
  heed({"hide", ids["Times"]});
  const auto said = heed({"story", "compare", ids["Post"], ids["Times"]});
  EXPECT_EQ(said.code, 0) << said.err;
  EXPECT_EQ(Json::parse(said.out)["same"], true);
}

TEST_F(Story, IsRememberedWhenMoreOfItComesIn) {
  heed({"story", "split", ids["Times"]});
  heed({"add", "-"},
       "{\"id\":\"9\",\"source\":\"Late\",\"published\":\"2026-03-01T09:00:00Z\",\"title\":"
       "\"Old suspension bridge at Ellery closes for six months\",\"text\":\"More.\"}\n");
  for (const auto& line : lines_of(heed({"story", "list"}).out)) {
    const auto story = Json::parse(line);
    std::set<std::string> members = {story["id"].get<std::string>()};
    for (const auto& also : story["also"]) members.insert(also["id"].get<std::string>());
    EXPECT_FALSE(members.contains(ids["Times"]));
    EXPECT_EQ(members.size(), 2U) << "what came later goes with the rest";
  }
  EXPECT_TRUE(show("Times")["also"].empty()) << "nor does it go with what goes with the rest";
  heed({"read", ids["Post"]});
  EXPECT_TRUE(lines_of(heed({"story", "list"}).out).empty()) << "also once the rest was read";
  EXPECT_TRUE(show("Times")["also"].empty());
  const auto edition = Json::parse(heed({"today", "--budget", "200"}).out);
  for (const auto& item : edition["items"]) {
    for (const auto& also : item["also"]) EXPECT_NE(also, ids["Times"]);
    if (item["id"] == ids["Times"]) {
      EXPECT_TRUE(item["also"].empty());
    }
  }
}

TEST_F(Story, KeepsItsOtherTellingsWhenOneIsTakenOut) {
  heed({"add", "-"},
       "{\"id\":\"9\",\"source\":\"Late\",\"published\":\"2026-03-01T09:00:00Z\",\"title\":"
       "\"Old suspension bridge at Ellery closes for six months\",\"text\":\"More.\"}\n");
  heed({"story", "split", ids["Times"]});
  EXPECT_EQ(show("Post")["also"].size(), 1U);
  EXPECT_EQ(heed({"story", "split", ids["Post"]}).code, 0);
  EXPECT_TRUE(show("Post")["also"].empty());
}

TEST_F(Story, StaysSplitWhenItIsSplitAgain) {
  heed({"story", "split", ids["Times"]});
  heed({"story", "join", ids["Times"], ids["Echo"]});
  EXPECT_EQ(heed({"story", "split", ids["Times"]}).code, 0);
  EXPECT_TRUE(show("Post")["also"].empty());
  EXPECT_TRUE(show("Echo")["also"].empty());
}

TEST_F(Story, ForgettingAnItemForgetsWhatWasDecidedAboutIt) {
  heed({"story", "join", ids["Post"], ids["Echo"]});
  heed({"story", "split", ids["Times"]});
  EXPECT_EQ(heed({"forget", ids["Echo"]}).code, 0);
  EXPECT_EQ(heed({"forget", ids["Post"]}).code, 0);
  const auto ledger = heed({"ledger"}).out;
  EXPECT_EQ(ledger.find("story split"), std::string::npos) << "from nothing";
  EXPECT_EQ(ledger.find(ids["Echo"]), std::string::npos);
  EXPECT_EQ(ledger.find(ids["Post"]), std::string::npos);
  EXPECT_EQ(heed({"today"}).code, 0);
}

TEST_F(Story, ComparesTwoItemsInNumbersThatAddUp) {
  const auto run = heed({"story", "compare", ids["Post"], ids["Times"], ids["Post"], ids["Echo"]});
  const auto lines = lines_of(run.out);
  ASSERT_EQ(lines.size(), 2u);
  const auto same = Json::parse(lines[0]);
  const auto other = Json::parse(lines[1]);
  EXPECT_TRUE(same["same"]);
  EXPECT_EQ(same["because"], show("Post")["also"][0]["because"]);
  EXPECT_FALSE(other["same"]);
  EXPECT_TRUE(other["because"].is_null());
  double sum = same["start"];
  for (const auto& clue : same["clues"]) sum += clue["part"].get<double>();
  EXPECT_NEAR(sum, same["log_odds"].get<double>(), 1e-9);
  EXPECT_EQ(heed({"story", "compare", ids["Post"]}).code, 2) << "two by two";
  EXPECT_EQ(heed({"story", "compare", ids["Post"], "nothing"}).code, 4);
}

}  // namespace
}  // namespace heed
