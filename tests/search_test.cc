// `heed search` as a person types it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "heed/base/json.h"
#include "tests/run_heed.h"

namespace heed {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Search : public testing::Test {
 protected:
  void add(const std::vector<Json>& items) {
    std::string lines;
    for (const auto& item : items) lines += to_line(item) + "\n";
    ASSERT_EQ(home_.heed({"add", home_.file("items.jsonl", lines).string()}).code, 0);
  }

  // The titles of what is found.
  std::vector<std::string> found(std::vector<std::string> words) {
    words.insert(words.begin(), {"search", "--json"});
    const auto said = home_.heed(std::move(words));
    EXPECT_EQ(said.code, 0) << said.err;
    std::vector<std::string> titles;
    std::istringstream lines(said.out);
    for (std::string line; std::getline(lines, line);) {
      titles.push_back(parse_json(line, "heed").take().at("title"));
    }
    return titles;
  }

  TestHome home_;
};

TEST_F(Search, TakesSeveralWordsAndWordsWithADashForOneQuery) {
  add({{{"title", "A solid battery"}, {"lang", "en"}},
       {{"title", "The solid state of things"}, {"lang", "en"}},
       {{"title", "Solid state: fester Zustand"}, {"lang", "de"}}});
  EXPECT_THAT(found({"solid", "state", "-lang:de"}), ElementsAre("The solid state of things"));
  EXPECT_THAT(found({"-lang:en"}), ElementsAre("Solid state: fester Zustand"));
  EXPECT_THAT(found({"-state solid"}), ElementsAre("A solid battery"));
  EXPECT_THAT(found({"--", "-solid"}), IsEmpty());
}

TEST_F(Search, RefusesAQueryOfNothing) {
  EXPECT_EQ(home_.heed({"search", ""}).code, 2);
  EXPECT_EQ(home_.heed({"search", " "}).code, 2);
}

TEST_F(Search, DoesNotKnowARemovedSource) {
  add({{{"title", "Kept"}}});
  const auto rows = Json::parse(home_.heed({"sources", "--json"}).out)["sources"];
  const auto id = rows.at(0)["id"].get<std::string>();
  EXPECT_THAT(found({"source:" + id}), ElementsAre("Kept"));
  EXPECT_EQ(home_.heed({"sources", "rm", id}).code, 0);
  EXPECT_EQ(home_.heed({"search", "source:" + id}).code, 4);
  EXPECT_EQ(home_.heed({"items", "--source", id}).code, 4);
}

TEST_F(Search, ReadsTimesAsItemsAndForgetDo) {
  add({{{"title", "Early"}, {"published", "2026-02-28T12:00:00Z"}},
       {{"title", "Late"}, {"published", "2026-03-09T12:00:00Z"}}});
  EXPECT_THAT(found({"after:2026-03-09T12:00"}), ElementsAre("Late"));
  const auto since = home_.heed({"items", "--since", "2026-03"});
  EXPECT_THAT(since.out, AllOf(HasSubstr("Late"), Not(HasSubstr("Early"))));
  EXPECT_EQ(home_.heed({"forget", "--before", "2026-03"}).code, 0);
  EXPECT_THAT(found({"after:2026"}), ElementsAre("Late"));
}

}  // namespace
}  // namespace heed
