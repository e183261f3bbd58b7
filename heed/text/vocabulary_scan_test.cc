#include "heed/text/vocabulary_scan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heed {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(VocabularyScan, ReadsEntriesAndSaysWhereTheyLie) {
  const std::string json =
      R"({"a":["vocab",{"vocab":{"no":1}}],"model":{"x":{"vocab":2},"vocab" : )"
      R"({ "[UNK]":0, "a\"\\" :-1,"中": 30522 ,"\u00e9\ud83d\ude00":7} ,"y":1}})";
  const auto found = scan_vocabulary(json);
  EXPECT_THAT(found.entries,
              ElementsAre(Pair("[UNK]", 0), Pair("a\"\\", -1), Pair("中", 30522), Pair("é😀", 7)));
  EXPECT_EQ(json.substr(found.begin, 8), "{ \"[UNK]");
  EXPECT_EQ(json.substr(found.end, 6), " ,\"y\":");
}

TEST(VocabularyScan, LeavesWhatIsUnusualToTheGeneralReader) {
  for (const auto* vocabulary :
       {R"({"a":1.0})", R"({"a":1e3})", R"({"a":01})", R"({"a":"1"})",
        R"({"a":99999999999999999999})", R"({"a":1,})", R"({"a":1 "b":2})", R"({"\x":1})",
        R"({"\ud800":1})", "{\"a\xff\":1}", "{\"a\n\":1}", R"({"a)", "[]", "null"}) {
    const auto found = scan_vocabulary(std::string(R"({"model":{"vocab":)") + vocabulary + "}}");
    EXPECT_TRUE(found.entries.empty()) << vocabulary;
    EXPECT_EQ(found.end, 0U) << vocabulary;
  }
  for (const auto* json : {"", "{", R"({"vocab":{"a":1}})", R"({"m":{"vocab":{"a":1}}})",
                           R"({"model":[{"vocab":{"a":1}}]})"}) {
    EXPECT_EQ(scan_vocabulary(json).end, 0U) << json;
  }
}

}  // namespace
}  // namespace heed
