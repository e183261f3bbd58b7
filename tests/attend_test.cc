#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "heed/base/json.h"
#include "tests/run_heed.h"

namespace heed {
namespace {

using testing::HasSubstr;

Outcome attend(const std::string& document) {
  return TestHome().heed({"attend", "--json"}, document);
}

Json attended(const std::string& document) {
  const auto said = attend(document);
  EXPECT_EQ(said.code, 0) << said.err;
  return parse_json(said.out, "stdout").take();
}

void expect_near(const Json& got, const Json& want, double tolerance = 1e-8) {
  ASSERT_EQ(got.is_array(), want.is_array()) << got << " against " << want;
  if (want.is_null() || got.is_null()) {
    EXPECT_EQ(got, want);
  } else if (want.is_array()) {
    ASSERT_EQ(got.size(), want.size());
    for (std::size_t i = 0; i < want.size(); ++i) expect_near(got[i], want[i], tolerance);
  } else {
    EXPECT_NEAR(got.get<double>(), want.get<double>(), tolerance);
  }
}

TEST(Attend, WorksTheExampleOut) {
  const Json out = attended(R"({"q":[[1]],"k":[[2],[3],[4]],"v":[[5],[5],[5]],"score":"dot"})");
  expect_near(out["logits"], Json::parse("[[[2,3,4]]]"));
  expect_near(out["weights"], Json::parse("[[[0.0900305732,0.244728471,0.665240956]]]"));
  expect_near(out["output"], Json::parse("[[5]]"));
  EXPECT_TRUE(out["pooled"].is_null());
  EXPECT_EQ(out.size(), 4u);
}

TEST(Attend, HidesKeysAndPools) {
  const Json out = attended(R"({"q":[[1],[1],[1]],"k":[[0],[0],[0]],"v":[[3],[5],[7]],
    "causal":true,"mask":[[0,1,1]],"pool":"mean"})");
  expect_near(out["logits"], Json::parse("[[[null,null,null],[null,0,null],[null,0,0]]]"));
  expect_near(out["weights"], Json::parse("[[[0,0,0],[0,1,0],[0,0.5,0.5]]]"));
  expect_near(out["output"], Json::parse("[[0],[5],[6]]"));
  expect_near(out["pooled"], Json::parse("[3.6666666667]"));
}

TEST(Attend, CausalCountsFromTheStartAlsoAcrossLengths) {
  const Json out = attended(R"({"q":[[0]],"k":[[1],[2]],"v":[[3],[4]],"causal":true})");
  expect_near(out["weights"], Json::parse("[[[1,0]]]"));
  const Json near =
      attended(R"({"q":[[0],[0],[0]],"k":[[1],[2]],"v":[[3],[4]],"window":0,"pool":"max"})");
  expect_near(near["weights"], Json::parse("[[[1,0],[0,1],[0,0]]]"));
  expect_near(near["pooled"], Json::parse("[4]"));
}

// The expected numbers come from NumPy in float64.
TEST(Attend, KnowsEveryScore) {
  const std::string qkv = R"("q":[[1,2],[0.5,-1]],"k":[[2,1],[-1,3]],"v":[[1,0],[0,1]])";
  const auto logits = [&](const std::string& rest) {
    return attended("{" + qkv + "," + rest + "}")["logits"];
  };
  expect_near(logits(R"("score":"dot")"), Json::parse("[[[4,5],[0,-3.5]]]"));
  expect_near(logits(R"("score":"scaled")"),
              Json::parse("[[[2.8284271247,3.5355339059],[0,-2.4748737342]]]"));
  expect_near(logits(R"("score":"general","params":{"w":[[1,2],[3,4]]})"),
              Json::parse("[[[24,23],[-8,-6.5]]]"));
  expect_near(logits(R"("score":"additive","params":{"w_q":[[0.5,0]],"w_k":[[0,0.25]],"v":[2]})"),
              Json::parse("[[[1.270297904775,1.696567279915],[0.92423431452,1.5231883119]]]"));
  expect_near(logits(R"("score":"cosine","params":{"temperature":0.5})"),
              Json::parse("[[[1.6,1.4142135624],[0,-1.9798989873]]]"));
  expect_near(attended(R"({"q":[[0,0]],"k":[[1,2]],"v":[[1]],"score":"cosine"})")["logits"],
              Json::parse("[[[0]]]"));
}

TEST(Attend, GivesEachHeadItsColumnsAndParameters) {
  const Json shared = attended(R"({"q":[[1,2]],"k":[[3,4],[5,6]],"v":[[1,10],[2,20]],"heads":2})");
  expect_near(shared["logits"], Json::parse("[[[3,5]],[[8,12]]]"));
  expect_near(shared["output"], Json::parse("[[1.8807970780,19.8201379004]]"));
  const Json own = attended(R"({"q":[[1,2]],"k":[[3,4],[5,6]],"v":[[1,10],[2,20]],"heads":2,
    "score":"general","params":{"w":[[[10]],[[0.5]]]}})");
  expect_near(own["logits"], Json::parse("[[[30,50]],[[4,6]]]"));
}

TEST(Attend, BearsHugeLogits) {
  const Json out = attended(R"({"q":[[1000000]],"k":[[1],[2]],"v":[[1],[2]],"score":"dot"})");
  expect_near(out["weights"], Json::parse("[[[0,1]]]"));
}

struct Bad {
  const char* document;
  const char* where;
};

class AttendRefuses : public testing::TestWithParam<Bad> {};

TEST_P(AttendRefuses, AndNamesTheField) {
  const auto said = attend(GetParam().document);
  EXPECT_EQ(said.code, 3) << said.out;
  const Json error = parse_json(said.out, "stdout").take();
  EXPECT_EQ(error["error"]["code"], "bad_input");
  EXPECT_EQ(error["error"]["where"], GetParam().where);
  EXPECT_FALSE(error["error"]["remedy"].get<std::string>().empty());
}

#define GOOD R"("q":[[1,2]],"k":[[1,2]],"v":[[1,2]])"
INSTANTIATE_TEST_SUITE_P(
    Fields, AttendRefuses,
    testing::Values(
        Bad{R"([1])", "standard input"}, Bad{R"({"k":[[1]],"v":[[1]]})", "q"},
        Bad{R"({"q":[1],"k":[[1]],"v":[[1]]})", "q"},
        Bad{R"({"q":[[1],[1,2]],"k":[[1]],"v":[[1]]})", "q"},
        Bad{R"({"q":[[1]],"k":[[]],"v":[[1]]})", "k"}, Bad{R"({"q":[[1]],"k":[],"v":[[1]]})", "k"},
        Bad{R"({"q":[[1]],"k":[["x"]],"v":[[1]]})", "k"},
        Bad{R"({"q":[[1]],"k":[[true]],"v":[[1]]})", "k"},
        Bad{R"({"q":[[1]],"k":[[1]],"v":[[null]]})", "v"},
        Bad{R"({"q":[[1]],"k":[[1]],"v":[[1],[2]]})", "v"},
        Bad{R"({"q":[[1,2]],"k":[[1]],"v":[[1]]})", "k"},
        Bad{R"({"q":[[1e200]],"k":[[1e200]],"v":[[1]]})", "q"},
        Bad{"{" GOOD ",\"keys\":1}", "keys"}, Bad{"{" GOOD ",\"heads\":0}", "heads"},
        Bad{"{" GOOD ",\"heads\":1.5}", "heads"}, Bad{"{" GOOD ",\"heads\":3}", "heads"},
        Bad{"{" GOOD ",\"score\":\"sum\"}", "score"}, Bad{"{" GOOD ",\"causal\":1}", "causal"},
        Bad{"{" GOOD ",\"window\":-1}", "window"}, Bad{"{" GOOD ",\"window\":0.5}", "window"},
        Bad{"{" GOOD ",\"mask\":[[1,1]]}", "mask"}, Bad{"{" GOOD ",\"mask\":[[2]]}", "mask"},
        Bad{"{" GOOD ",\"mask\":[[1],[1]]}", "mask"}, Bad{"{" GOOD ",\"pool\":\"cls\"}", "pool"},
        Bad{"{" GOOD ",\"params\":[]}", "params"},
        Bad{"{" GOOD ",\"params\":{\"w\":[[1]]}}", "params.w"},
        Bad{"{" GOOD ",\"score\":\"general\"}", "params.w"},
        Bad{"{" GOOD ",\"score\":\"general\",\"params\":{\"w\":[[1,2]]}}", "params.w"},
        Bad{"{" GOOD ",\"score\":\"general\",\"params\":{\"w\":[[[1,2],[3,4]],[[1,2],[3,4]]]}}",
            "params.w"},
        Bad{"{" GOOD ",\"score\":\"cosine\",\"params\":{\"temperature\":0}}", "params.temperature"},
        Bad{"{" GOOD ",\"score\":\"additive\",\"params\":{\"w_q\":[[1,2]],\"w_k\":[[1,2],[3,4]],"
            "\"v\":[1]}}",
            "params.w_k"},
        Bad{"{" GOOD
            ",\"score\":\"additive\",\"params\":{\"w_q\":[[1,2]],\"w_k\":[[1,2]],\"v\":[1,2]}}",
            "params.v"},
        Bad{"{" GOOD ",\"score\":\"additive\",\"params\":{\"w_q\":[[1,2]],\"w_k\":[[1,2]]}}",
            "params.v"}));

TEST(Attend, RefusesWhatIsNotJsonAndAFileThatIsNotThere) {
  EXPECT_EQ(attend("{\"q\":[[NaN]]}").code, 3);
  EXPECT_EQ(attend("").code, 3);
  EXPECT_EQ(attend("{\"q\":[[1e999]]}").code, 3);
  EXPECT_EQ(TestHome().heed({"attend", "nowhere.json"}).code, 4);
}

TEST(Attend, ReadsAFile) {
  const TestHome home;
  const auto file = home.file("one.json", R"({"q":[[1]],"k":[[2]],"v":[[7]]})");
  EXPECT_THAT(home.heed({"attend", file.string(), "--json"}).out, HasSubstr("\"output\":[[7.0]]"));
}

TEST(Attend, ShowsAPersonEachStepWithoutColoursInAPipe) {
  const auto said = TestHome().heed(
      {"attend"}, R"({"q":[[1]],"k":[[2],[3],[4]],"v":[[5],[5],[5]],"score":"dot"})");
  EXPECT_THAT(said.out, HasSubstr("0.0900    0.2447    0.6652   ░░▓"));
  EXPECT_THAT(said.out, HasSubstr("0.0900·5 + 0.2447·5 + 0.6652·5 = 5"));
  EXPECT_THAT(said.out, testing::Not(HasSubstr("\x1b")));
}

TEST(Attend, TeachesTheWorkedExample) {
  const auto help = TestHome().heed({"attend", "--help"}).out;
  EXPECT_THAT(help, HasSubstr("0.0900, 0.2447, 0.6652"));
  EXPECT_THAT(help, HasSubstr("(0.2, 0.3, 0.5)"));
}

// Each block of docs/attention.md: a line "$ echo 'DOCUMENT' | heed attend [--json]" and what it
// prints, its numbers rounded where they are JSON.
TEST(Attend, PrintsWhatTheDocumentationSays) {
  const std::string page = read_file(std::filesystem::path(HEED_SOURCE_DIR) / "docs/attention.md");
  int blocks = 0;
  for (auto at = page.find("$ echo '"); at != page.npos; at = page.find("$ echo '", at + 1)) {
    const auto first = at + 8, last = page.find("' | heed attend", first);
    const auto end_of_line = page.find('\n', last);
    const std::string printed =
        page.substr(end_of_line + 1, page.find("```", end_of_line) - end_of_line - 1);
    const bool json = page.substr(last, end_of_line - last).find("--json") != std::string::npos;
    const std::string document = page.substr(first, last - first);
    if (json) {
      const Json want = Json::parse(printed), got = attended(document);
      for (const auto& [field, value] : want.items()) expect_near(got[field], value, 1e-6);
    } else {
      EXPECT_EQ(TestHome().heed({"attend"}, document).out, printed);
    }
    ++blocks;
  }
  EXPECT_EQ(blocks, 9);
}

}  // namespace
}  // namespace heed
