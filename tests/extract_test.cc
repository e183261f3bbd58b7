// `heed extract`: each file answers for itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "heed/base/json.h"
#include "tests/run_heed.h"

namespace heed {
namespace {

using testing::HasSubstr;

TEST(Extract, RefusesAnEmptyFileAndGoesOn) {
  const TestHome home;
  const auto empty = home.file("empty.html", " \n").string();
  const auto page = home.file("page.html", "<title>On bridges</title><p>They hum.</p>").string();
  const auto said = home.heed({"--json", "extract", empty, page});
  EXPECT_EQ(said.code, static_cast<int>(Failure::bad_input));
  EXPECT_THAT(said.err, HasSubstr("an empty document: " + empty));
  const auto end = said.out.find('\n');
  const auto refused = parse_json(said.out.substr(0, end), "stdout").take();
  EXPECT_EQ(refused["error"]["message"], "an empty document");
  const auto read = parse_json(said.out.substr(end + 1), "stdout").take();
  EXPECT_EQ(read["title"], "On bridges");
}

TEST(Extract, RefusesWhatIsNoPage) {
  const TestHome home;
  const auto said =
      home.heed({"--json", "extract", home.file("a.pdf", "%PDF-1.4\n<</A/B>>").string(),
                 home.file("b.xml", "<rss><channel/></rss>").string()});
  EXPECT_EQ(said.code, static_cast<int>(Failure::bad_input));
  EXPECT_THAT(said.err, HasSubstr("it holds no HTML"));
  EXPECT_THAT(said.err, HasSubstr("heed feed parse"));
}

}  // namespace
}  // namespace heed
