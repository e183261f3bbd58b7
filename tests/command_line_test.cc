#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "heed/base/json.h"
#include "tests/run_heed.h"

namespace heed {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(CommandLine, TellsItsVersion) {
  const auto said = TestHome().heed({"--version"});
  EXPECT_EQ(said.code, 0);
  EXPECT_THAT(said.out, StartsWith("heed "));
}

TEST(CommandLine, TeachesWithHelpWhereverItStands) {
  EXPECT_THAT(TestHome().heed({"--help"}).out, HasSubstr("Commands:"));
  EXPECT_THAT(TestHome().heed({"completions", "--help"}).out, HasSubstr("Usage: heed completions"));
  EXPECT_THAT(TestHome().heed({"--help", "completions"}).out, HasSubstr("Usage: heed completions"));
}

TEST(CommandLine, RefusesWhatItDoesNotKnow) {
  const auto command = TestHome().heed({"fly"});
  EXPECT_EQ(command.code, 2);
  EXPECT_THAT(command.err, StartsWith("heed: error: there is no command fly"));
  EXPECT_EQ(TestHome().heed({"completions", "bash", "--fast"}).code, 2);
  EXPECT_EQ(TestHome().heed({"completions", "bash", "zsh"}).code, 2);
  EXPECT_EQ(TestHome().heed({"completions"}).code, 2);
}

TEST(CommandLine, ShowsTheCommandsOfAGroupWhereAWordIsMissing) {
  for (const auto* group : {"classify", "model", "feed"}) {
    const auto said = TestHome().heed({group});
    EXPECT_EQ(said.code, 2);
    EXPECT_EQ(said.out, "");
    EXPECT_THAT(said.err, StartsWith(std::string("Usage:\n  heed ") + group + " "));
    EXPECT_THAT(said.err, HasSubstr("heed: error: a word is missing after "));
  }
  EXPECT_THAT(TestHome().heed({"classify", "fly"}).err,
              HasSubstr("there is no command classify fly"));
}

TEST(CommandLine, SaysWhichNumbersAnOptionTakes) {
  EXPECT_THAT(
      TestHome().heed({"classify", "train", "--train", "t", "--out", "o", "--lr", "-1"}).err,
      HasSubstr("give a number from 0 to 1e+38"));
}

TEST(CommandLine, PrintsErrorsAsJsonWhenAsked) {
  const auto said = TestHome().heed({"fly", "--json"});
  EXPECT_EQ(said.code, 2);
  EXPECT_THAT(said.out, StartsWith("{\"error\":{\"code\":\"usage\","));
  EXPECT_THAT(said.err, StartsWith("heed: error: "));
}

TEST(CommandLine, SaysThatNothingMakesLabelsOrNeeds) {
  const TestHome home;
  for (const std::string kind : {"label", "need"}) {
    const auto said = home.heed({"forget", "--" + kind, "recipes"});
    EXPECT_EQ(said.code, 4);
    EXPECT_THAT(said.err, HasSubstr("there is no " + kind + " recipes"));
    EXPECT_THAT(said.err, HasSubstr("no command of this version makes one"));
  }
}

TEST(CommandLine, ForgetsOneKindOfThingAtATime) {
  const TestHome home;
  home.heed({"add", "-"}, many_items(3, "Post"));
  for (const auto& words :
       std::vector<std::vector<std::string>>{{"--source", "Post", "--before", "2030"},
                                             {"--source", "Post", "--source", "Other"},
                                             {"--all", "--before", "2030"},
                                             {"nothing", "--all"},
                                             {}}) {
    auto command = words;
    command.insert(command.begin(), "forget");
    EXPECT_EQ(home.heed(command).code, 2) << testing::PrintToString(words);
  }
  EXPECT_THAT(home.heed({"sources", "--json"}).out, HasSubstr("\"items\":3")) << "nothing went";
}

TEST(CommandLine, PrintsJsonAloneWhereItIsWanted) {
  for (const auto& words : std::vector<std::vector<std::string>>{{},
                                                                 {"--help"},
                                                                 {"sources", "--help"},
                                                                 {"--version"},
                                                                 {"man"},
                                                                 {"completions", "bash"}}) {
    auto command = words;
    command.push_back("--json");
    const auto said = TestHome().heed(command);
    EXPECT_EQ(said.code, 0);
    EXPECT_TRUE(Json::parse(said.out).is_object()) << said.out;
  }
}

TEST(CommandLine, SaysWhatBelongsTogether) {
  EXPECT_THAT(TestHome().heed({"sources", "--help"}).out,
              testing::AllOf(HasSubstr("heed sources rm"), HasSubstr("heed sources set")));
}

TEST(CommandLine, NamesFeedsAloneWhereOneIsWanted) {
  for (const std::string_view other : {"", "some words", "<foo/>"}) {
    const auto said = TestHome().heed({"feed", "parse", "-"}, other);
    EXPECT_EQ(said.code, 3);
    EXPECT_THAT(said.err,
                testing::AllOf(HasSubstr("give RSS"), testing::Not(HasSubstr("bookmarks"))));
  }
}

TEST(CommandLine, RefusesATimeThatIsNone) {
  EXPECT_EQ(TestHome().heed({"--now", "yesterday", "man"}).code, 2);
}

TEST(CommandLine, WritesCompletionsAndAManualFromTheTable) {
  for (const auto* shell : {"bash", "zsh", "fish"}) {
    EXPECT_THAT(TestHome().heed({"completions", shell}).out, HasSubstr("completions"));
  }
  EXPECT_THAT(TestHome().heed({"man"}).out, StartsWith(".TH HEED 1"));
}

}  // namespace
}  // namespace heed
