#include "heed/cli/parse.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "heed/base/error.h"

namespace heed::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Invocation parsed(std::vector<std::string> words) {
  words.insert(words.begin(), {"--home", "/nowhere"});
  Invocation out;
  parse(words, out);
  return out;
}

std::string refusal(const std::vector<std::string>& words) {
  try {
    parsed(words);
  } catch (const Error& error) {
    EXPECT_EQ(error.failure, Failure::usage);
    EXPECT_FALSE(error.remedy.empty());
    return error.what();
  }
  ADD_FAILURE() << "it was taken";
  return "";
}

TEST(Parse, FindsTheLongestCommandAndItsArguments) {
  EXPECT_EQ(parsed({"settings"}).command->words, "settings");
  EXPECT_EQ(parsed({"settings", "history"}).command->words, "settings history");
  const auto add = parsed({"interest", "add", "two words", "--weight", "-0.5"});
  EXPECT_EQ(add.command->words, "interest add");
  EXPECT_EQ(add.arguments.text("TEXT"), "two words");
  EXPECT_EQ(add.arguments.number("--weight", 1, -1, 1), -0.5);
}

TEST(Parse, TakesGlobalOptionsAnywhere) {
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"--json", "--seed", "7", "today", "--budget", "5m"},
           {"today", "--budget=5m", "--seed=7", "--json"},
           {"--seed", "7", "today", "--json", "--budget", "5m"}}) {
    const auto out = parsed(words);
    EXPECT_TRUE(out.context.json);
    EXPECT_EQ(out.context.seed, 7U);
    EXPECT_EQ(out.context.home, "/nowhere");
    EXPECT_EQ(out.arguments.text("--budget"), "5m");
  }
}

TEST(Parse, DashesEndOptions) {
  const auto out = parsed({"interest", "add", "--", "--json"});
  EXPECT_FALSE(out.context.json);
  EXPECT_EQ(out.arguments.text("TEXT"), "--json");
}

TEST(Parse, ADashAloneIsAnArgument) {
  EXPECT_THAT(parsed({"add", "-"}).arguments.all("WHAT"), ElementsAre("-"));
  EXPECT_THAT(parsed({"add", "a", "b"}).arguments.all("WHAT"), ElementsAre("a", "b"));
}

TEST(Parse, WordsWithADashBelongToAQuery) {
  const auto out = parsed({"search", "-lang:zh", "--limit", "3", "-电池 is:unread", "oil"});
  EXPECT_THAT(out.arguments.all("QUERY"), ElementsAre("-lang:zh", "-电池 is:unread", "oil"));
  EXPECT_EQ(out.arguments.text("--limit"), "3");
  EXPECT_EQ(parsed({"search", "-h"}).wish, Invocation::Wish::help);
  EXPECT_THAT(refusal({"search", "--lang"}), HasSubstr("no option --lang"));
  EXPECT_THAT(refusal({"today", "-x"}), HasSubstr("no option -x"));
}

TEST(Parse, HelpIsAboutWhatStandsThere) {
  EXPECT_EQ(parsed({"today", "--help"}).wish, Invocation::Wish::help);
  EXPECT_EQ(parsed({"today", "-h"}).command->words, "today");
  EXPECT_EQ(parsed({"help", "interest", "add"}).command->words, "interest add");
  EXPECT_EQ(parsed({"help", "interest"}).command, nullptr);
  EXPECT_EQ(parsed({"help", "interest"}).group, "interest");
  EXPECT_EQ(parsed({}).wish, Invocation::Wish::help);
  EXPECT_EQ(parsed({"--version", "nonsense"}).wish, Invocation::Wish::version);
}

TEST(Parse, RefusesWhatItDoesNotKnowByName) {
  EXPECT_THAT(refusal({"tomorrow"}), HasSubstr("no command tomorrow"));
  EXPECT_THAT(refusal({"--loud"}), HasSubstr("no option --loud"));
  EXPECT_THAT(refusal({"today", "--loud"}), HasSubstr("no option --loud"));
  EXPECT_THAT(refusal({"today", "extra"}), HasSubstr("doesn't take \"extra\""));
  EXPECT_THAT(refusal({"today", "--budget"}), HasSubstr("needs a value"));
  EXPECT_THAT(refusal({"today", "--json=yes"}), HasSubstr("takes no value"));
  EXPECT_THAT(refusal({"why"}), HasSubstr("needs ITEM"));
  EXPECT_THAT(refusal({"today", "--seed", "-1"}), HasSubstr("--seed"));
  EXPECT_THAT(refusal({"today", "--threads", "0"}), HasSubstr("--threads"));
  EXPECT_THAT(refusal({"today", "--now", "noon"}), HasSubstr("RFC 3339"));
}

TEST(Parse, KnowsWhatASlipMeant) {
  EXPECT_THAT(refusal({"tody"}), HasSubstr("did you mean heed today?"));
  EXPECT_THAT(refusal({"intrest", "add", "x"}), HasSubstr("did you mean heed interest?"));
  EXPECT_THAT(refusal({"saerch", "x"}), HasSubstr("did you mean heed search?"));
  for (const auto* far : {"x", "zq", "newspaper", "feed://a.org"}) {
    EXPECT_THAT(refusal({far}), HasSubstr("see heed --help")) << far;
  }
}

TEST(Parse, KnowsThatJsonIsWantedBeforeItFails) {
  Invocation out;
  EXPECT_THROW(parse({"nonsense", "--json"}, out), Error);
  EXPECT_TRUE(out.context.json);
}

TEST(Arguments, AreReadAsNumbersInTheirRange) {
  Arguments given;
  given.add("--n", "3");
  given.add("--x", "1e3");
  given.add("--bad", "3x");
  EXPECT_EQ(given.integer("--n", 1, 0, 9), 3);
  EXPECT_EQ(given.integer("--absent", 5, 0, 9), 5);
  EXPECT_EQ(given.number("--x", 0, 0, 1e4), 1000);
  EXPECT_THROW(given.integer("--n", 1, 4, 9), Error);
  EXPECT_THROW(given.integer("--x", 1, 0, 9), Error);
  EXPECT_THROW(given.number("--bad", 1, 0, 9), Error);
  given.add("--nan", "nan");
  EXPECT_THROW(given.number("--nan", 1, 0, 9), Error);
}

TEST(Table, EveryCommandTeaches) {
  std::set<std::string_view> words;
  for (const Command* command : commands()) {
    EXPECT_TRUE(words.insert(command->words).second) << command->words << " stands twice";
    EXPECT_FALSE(command->summary.empty()) << command->words;
    EXPECT_FALSE(command->summary.ends_with('.')) << command->words;
    EXPECT_LE(command->summary.size(), 64U) << command->words;
    EXPECT_THAT(help(*command), HasSubstr("heed " + std::string(command->words)));
    EXPECT_THAT(help(), HasSubstr(std::string(command->words))) << "in the program's help";
  }
}

TEST(Table, NoOptionMeansTwoThings) {
  for (const Command* command : commands()) {
    std::set<std::string_view> flags;
    for (const auto& option : kGlobalOptions) flags.insert(option.flag);
    for (const auto& option : command->options) {
      EXPECT_TRUE(flags.insert(option.flag).second) << command->words << " " << option.flag;
      EXPECT_TRUE(option.flag.starts_with("--")) << command->words << " " << option.flag;
      EXPECT_FALSE(option.help.empty()) << command->words << " " << option.flag;
      EXPECT_THAT(help(*command), HasSubstr(std::string(option.flag)));
    }
  }
}

TEST(Table, OnlyTheLastArgumentMayRepeatOrBeLeftOut) {
  for (const Command* command : commands()) {
    for (std::size_t i = 0; i + 1 < command->arguments.size(); ++i) {
      EXPECT_FALSE(command->arguments[i].many) << command->words;
      EXPECT_TRUE(command->arguments[i].required || !command->arguments[i + 1].required)
          << command->words;
    }
  }
}

TEST(Table, EveryGroupHasHelp) {
  EXPECT_THAT(group_help("interest"), HasSubstr("interest add"));
  EXPECT_THAT(group_help("nonsense"), IsEmpty());
}

}  // namespace
}  // namespace heed::cli
