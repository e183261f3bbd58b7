// A page of more elements than any honest one has: what was read of it is kept, and that its end
// was left out is said.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "heed/base/json.h"
#include "tests/run_heed.h"

namespace heed {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr auto* kWarning = "too long to be read to its end";

class LongPage : public testing::Test {
 protected:
  std::string page(int paragraphs) const {
    std::string html = "<!doctype html><html><head><title>Long</title></head><body><article>";
    for (int i = 0; i < paragraphs; ++i) html += "<p>word<br>word</p>";
    return home.file("page.html", html + "</article></body></html>").string();
  }
  std::string long_page() const { return page(80'000); }

  TestHome home;
};

TEST_F(LongPage, IsExtractedWithAWarning) {
  auto said = home.heed({"--json", "extract", long_page()});
  auto document = parse_json(said.out, "stdout").take();
  EXPECT_EQ(document["title"], "Long");
  EXPECT_EQ(document["warnings"], Json::array({kWarning}));
  said = home.heed({"--json", "extract", page(80)});
  EXPECT_EQ(parse_json(said.out, "stdout").take()["warnings"], Json::array());
}

TEST_F(LongPage, IsAddedWithAWarning) {
  const auto file = long_page();
  auto said = home.heed({"--json", "add", file});
  EXPECT_EQ(said.code, 0);
  EXPECT_THAT(said.out, HasSubstr("\"title\":\"Long\""));
  EXPECT_THAT(said.out,
              HasSubstr(to_line({{"warning", {{"message", kWarning}, {"where", file}}}})));
  EXPECT_THAT(said.out, HasSubstr("\"failed\":0"));
  EXPECT_THAT(said.err, HasSubstr(std::string("heed: warning: ") + kWarning + ": " + file));
  said = home.heed({"--json", "add", page(80)});
  EXPECT_THAT(said.out, Not(HasSubstr("warning")));
}

}  // namespace
}  // namespace heed
