#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "tests/run_heed.h"

namespace heed {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string folder() {
  return std::string(HEED_SOURCE_DIR) + "/heed/text/testdata/uncased";
}

TEST(Tokenize, PrintsOneLineOfJsonForEachLine) {
  const auto said = TestHome().heed({"tokenize", "--model", folder()}, "The page\r\n\nends");
  EXPECT_EQ(said.code, 0) << said.err;
  EXPECT_THAT(said.out,
              StartsWith("{\"ids\":[2,5,7,3],\"tokens\":[\"[CLS]\",\"the\",\"page\",\"[SEP]\"],"
                         "\"offsets\":[[0,0],[0,3],[4,8],[0,0]]}\n{\"ids\":[2,3],"));
  EXPECT_EQ(std::count(said.out.begin(), said.out.end(), '\n'), 3);
  EXPECT_EQ(TestHome().heed({"tokenize", "--model", folder()}, "").out, "");
}

TEST(Tokenize, SaysTheSameOnAnyNumberOfThreads) {
  std::string lines;
  for (int i = 0; i < 3000; ++i) lines += "line " + std::to_string(i) + " of the page\n";
  const TestHome home;
  const auto one = home.heed({"tokenize", "--model", folder(), "--threads", "1"}, lines);
  EXPECT_EQ(one.out, home.heed({"tokenize", "--model", folder(), "--threads", "3"}, lines).out);
}

TEST(Tokenize, WritesTheIdsOfAllLines) {
  const TestHome home;
  const auto file = home.file("ids.npy", "");
  const auto said =
      home.heed({"tokenize", "--model", folder(), "--out", file.string()}, "the page\n\nthe\n");
  EXPECT_EQ(said.code, 0) << said.err;
  EXPECT_EQ(said.out, "");
  const auto bytes = read_file(file);
  EXPECT_EQ(bytes.substr(0, 6), "\x93NUMPY");
  EXPECT_EQ((bytes.size() - 9 * 4) % 64, 0u);
  EXPECT_THAT(bytes, HasSubstr("'descr': '<i4'"));
  EXPECT_THAT(bytes, HasSubstr("'shape': (9,)"));
  std::vector<std::int32_t> ids(9);
  std::memcpy(ids.data(), bytes.data() + bytes.size() - 36, 36);
  EXPECT_THAT(ids, testing::ElementsAre(2, 5, 7, 3, 2, 3, 2, 5, 3));
}

TEST(Tokenize, NamesTheModelThatIsMissing) {
  const auto said = TestHome().heed({"tokenize", "--model", "none", "--json"}, "x");
  EXPECT_EQ(said.code, 4);
  EXPECT_THAT(said.out, StartsWith("{\"error\":{\"code\":\"not_found\""));
}

TEST(Models, ListsTheLexicalEncoderAlways) {
  EXPECT_THAT(TestHome().heed({"model", "list"}).out, StartsWith("lexical"));
  EXPECT_THAT(TestHome().heed({"model", "list", "--json"}).out, HasSubstr("\"name\":\"lexical\""));
  EXPECT_THAT(TestHome().heed({"model", "info", "lexical", "--json"}).out,
              HasSubstr("\"width\":1024"));
}

TEST(Models, RefusesToAddWhatIsNoModel) {
  TestHome home;
  home.models = (home.path().parent_path() / "models").string();
  const auto said = home.heed({"model", "add", folder()});
  EXPECT_EQ(said.code, 4);
  EXPECT_THAT(said.err, HasSubstr("config.json"));
  EXPECT_EQ(home.heed({"model", "add", "/nowhere"}).code, 4);
  EXPECT_FALSE(std::filesystem::exists(home.models));
}

}  // namespace
}  // namespace heed
