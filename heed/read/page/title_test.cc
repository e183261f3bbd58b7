#include "heed/read/page/title.h"

#include <gtest/gtest.h>

#include "heed/read/page/metadata.h"

namespace heed::read {
namespace {

std::string title_of(const std::string& html) {
  return read_metadata(html::parse_html(html)).title;
}

TEST(Title, IsWhatSeveralClaimsSay) {
  EXPECT_EQ(choose_title({{"Press releases"}, "Acme: New bridge opens", {"New bridge opens"}, {}}),
            "New bridge opens");
  EXPECT_EQ(choose_title({{"Press releases"}, "New bridge opens", {"Today New bridge opens"}, {}}),
            "New bridge opens");
  EXPECT_EQ(choose_title({{"Infrastructure: New bridge opens"}, "", {"New bridge opens"}, {}}),
            "New bridge opens");
}

TEST(Title, IsTheLongestHeadingAmongThoseThatAgree) {
  EXPECT_EQ(choose_title(
                {{}, "Customs - Notices - A law on tobacco", {"Notices", "A law on tobacco"}, {}}),
            "A law on tobacco");
}

TEST(Title, IsNotTheNameOfTheSite) {
  EXPECT_EQ(choose_title({{}, "Nightradio » Number two", {}, {"Nightradio"}}), "Number two");
  EXPECT_EQ(choose_title({{"The Union"}, "A chance for skiing", {}, {"The Union"}}),
            "A chance for skiing");
  EXPECT_EQ(choose_title({{}, "Nightradio", {}, {"Nightradio"}}), "Nightradio");
}

// What the title element says beside the headline is the site, though nothing names it.
TEST(Title, LearnsTheSiteFromTheTitleElement) {
  EXPECT_EQ(
      choose_title({{"Open flow for logic"}, "Silicon: Open flow for logic", {"Silicon"}, {}}),
      "Open flow for logic");
}

TEST(Title, IsWholeWhereOneClaimIsCutShort) {
  EXPECT_EQ(choose_title({{"The loss of fertile land and…"},
                          "The loss of fertile land and…",
                          {"The loss of fertile land and elephants"},
                          {}}),
            "The loss of fertile land and elephants");
  EXPECT_EQ(
      choose_title({{}, "A place with fish and cakes", {"A place with fish and cakes | X"}, {}}),
      "A place with fish and cakes");
}

TEST(Title, KeepsTheFullerMarksAndNoSoftHyphens) {
  EXPECT_EQ(choose_title({{"Paris - by ship"}, "", {"Paris by ship"}, {}}), "Paris - by ship");
  EXPECT_EQ(choose_title({{"D'actions"}, "", {"D’actions"}, {}}), "D’actions");
  EXPECT_EQ(choose_title({{}, "Messenger", {"Mes\u00adsen\u00adger"}, {}}), "Messenger");
}

TEST(Title, IsCutFromTheSiteWithoutBlanksToCountWordsBy) {
  const std::string headline = "港口封冻三周消防员雪地送物资";
  for (const auto* site : {" | 海边网", " - 海边网", "｜海边网", "_海边网", "_新闻中心_海边网"}) {
    EXPECT_EQ(choose_title({{}, headline + site, {}, {}}), headline) << site;
  }
  EXPECT_EQ(choose_title({{}, "港が氷に閉ざされ欠航している - 海辺新聞", {}, {}}),
            "港が氷に閉ざされ欠航している");
  for (const auto* whole :
       {"Tout sur le café_noir et ses vertus", "在这个项目里如何使用_name变量",
        "我的世界生存指南第三章_钻石在哪里", "港口封冻三周消防员雪地送物资_第二部分"}) {
    EXPECT_EQ(choose_title({{}, whole, {}, {}}), whole);
  }
  EXPECT_EQ(choose_title({{}, "使用 std::unordered_map 的方法", {}, {}}),
            "使用 std::unordered_map 的方法");
}

// A lone heading may be that of a section.
TEST(Title, IsStatedWhereNothingAgrees) {
  EXPECT_EQ(choose_title({{"Eat peanuts early"}, "", {"Health center"}, {}}), "Eat peanuts early");
  EXPECT_EQ(choose_title({{}, "", {"Health center"}, {}}), "Health center");
  EXPECT_EQ(choose_title({}), "");
}

TEST(Title, KnowsHeadingsOfTheSite) {
  const std::string title = "<title>Why bridges hum &#8211; Notes from the river</title>";
  const auto page = [&](const std::string& site) {
    return title_of(title + site + "<article><h1>Why bridges hum</h1></article>");
  };
  EXPECT_EQ(page("<h1 class=site-title>Notes from the river</h1>"), "Why bridges hum");
  EXPECT_EQ(page("<h1><a href=/>Notes from the river</a></h1>"), "Why bridges hum");
  EXPECT_EQ(page("<link rel=canonical href=https://r.example/a>"
                 "<h1><a href=https://r.example>Notes from the river</a></h1>"),
            "Why bridges hum");
  EXPECT_EQ(page("<h1 class=sr-only>Notes from the river</h1>"), "Why bridges hum");
  EXPECT_EQ(page("<h1>Notes from the river</h1>"), "Why bridges hum");

  // An id made of the heading's words names no site, and a heading may hold the site's name.
  EXPECT_EQ(title_of("<title>How we drew our logo | Acme</title>"
                     "<h1 id=how-we-drew-our-logo>How we drew our logo</h1>"),
            "How we drew our logo");
  EXPECT_EQ(title_of("<meta property=og:site_name content=Time><title>Einstein - of time and space"
                     "</title><h1>Einstein - of time and space</h1>"),
            "Einstein - of time and space");
}

}  // namespace
}  // namespace heed::read
