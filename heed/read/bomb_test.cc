// Documents that are made to be slow or large: what each costs follows from its size.
// tools/check_bombs.py measures more of them, with their memory.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>

#include "heed/read/document.h"
#include "heed/read/html/sanitise.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

using testing::Contains;
using testing::EndsWith;
using testing::HasSubstr;
using testing::SizeIs;

constexpr std::size_t kLong = 8 << 20;  // bytes

std::string repeated(std::string_view piece, std::size_t bytes = kLong) {
  std::string text;
  while (text.size() < bytes) text += piece;
  return text;
}

std::string rss(std::string_view item) {
  return "<rss><channel><title>t</title><item>" + std::string(item) + "</item></channel></rss>";
}

Feed feed_of(std::string_view text) {
  return read_feed(text, {"bomb", {}, {}}).take();
}

// Reads it in a time that no quadratic search comes near, even in a slow build.
void expect_soon(const std::string& text) {
  const auto start = std::clock();
  (void)read_document(text, {"bomb", "https://a.example/", {}});
  EXPECT_LT(std::clock() - start, 10 * CLOCKS_PER_SEC) << text.substr(0, 60);
}

TEST(Bomb, CostsWhatItsSizeDoes) {
  expect_soon("<!DOCTYPE rss [<!ENTITY a \"\">]>" + rss("<title>" + repeated("&a;") + "</title>"));
  expect_soon("<html><p>" + repeated("<!-- >"));
  expect_soon("<html><p>" + repeated("<!-- -->"));
  std::string headings = "<html><title>t</title>";
  for (int i = 0; i < 95; ++i) headings += "<h1><div class=byline>";
  expect_soon(headings + repeated("word, "));
  std::string prefixes = "<rss";
  for (int level = 0; level < 200; ++level) {
    prefixes += "><a";
    for (int i = 0; i < 250; ++i) prefixes += " xmlns:p" + std::to_string(i) + "='u'";
  }
  expect_soon(prefixes + ">" + repeated("<q/>"));
  std::string names, links;
  for (int i = 0; names.size() < kLong; ++i) names += "\"" + std::to_string(i) + "\":1,";
  expect_soon("{\"items\":[],\"title\":\"t\"," + names + "\"z\":1}");
  for (int i = 0; links.size() < kLong; ++i)
    links += "<a href=/" + std::to_string(i) + ".rss>a</a>";
  expect_soon("<html>" + links);
  expect_soon("<!DOCTYPE NETSCAPE-Bookmark-file-1><A HREF=http://a.example/>x</A><DD>" +
              repeated("[linkding-notes]"));
  std::string columns = "title,url", record = "x,http://a.example/";
  for (char c = 'a'; c <= 'z'; ++c) {
    for (char d = 'a'; d <= 'z'; ++d) columns += std::string(",") + c + d, record += ",x";
  }
  expect_soon(columns + "\n" + repeated(record + "\n"));
  expect_soon(columns + "\n" + repeated("x\n"));
  expect_soon("title,url\n" + std::string(kLong / 2, ' ') + "a" + std::string(kLong / 2, '"'));
  std::string sections, figures;
  for (int i = 0; i < 190; ++i) {
    sections += "<section class=related><h2>x</h2><p>" + std::string(90, 'a') + "</p>";
    figures += "<figure>";
  }
  expect_soon("<html>" + sections + repeated("<p>a<b>b</b>"));
  expect_soon("<html><p>" + std::string(2000, 'a') + figures + repeated("<b>b</b>x"));
}

TEST(Bomb, OfElementsIsCut) {
  const auto clean = html::sanitise(repeated("<br>"));
  EXPECT_LT(clean.size(), kLong / 4);
  EXPECT_EQ(html::sanitise(clean), clean);
  const auto feed = feed_of("<rss><channel>" + repeated("<item/>") + "</channel></rss>");
  EXPECT_THAT(feed.items, SizeIs(kMostItems));
  EXPECT_THAT(feed.warnings, Contains(HasSubstr("too long")));
  const auto json = feed_of("{\"title\":\"t\",\"items\":[" + repeated("{},", 1 << 19) + "{}]}");
  EXPECT_THAT(json.items, SizeIs(kMostItems));
  EXPECT_THAT(json.warnings, Contains(HasSubstr("too long")));
}

TEST(Bomb, OfValuesIsRefused) {
  for (const auto* piece : {"[],", "{},", "1,"}) {
    const auto document = read_document("[" + repeated(piece) + "1]", {"bomb", {}, {}});
    ASSERT_FALSE(document.ok());
    EXPECT_THAT(document.error().message, HasSubstr("values"));
  }
}

TEST(Bomb, OfOneItemKeepsSome) {
  std::string subjects, films, people;
  for (int i = 0; i < 5000; ++i) {
    const auto n = std::to_string(i);
    subjects += "<category>" + n + "</category>";
    films += "<enclosure url='http://a.example/" + n + "'/>";
    people += "<dc:creator>" + n + "</dc:creator>";
  }
  const auto item = feed_of(rss(subjects + films + people)).items.at(0);
  EXPECT_THAT(item.categories, SizeIs(100));
  EXPECT_THAT(item.enclosures, SizeIs(100));
  EXPECT_LT(item.author.size(), 1100u);
}

TEST(Bomb, OfFoldersKeepsAFew) {
  std::string folders, outlines;
  for (int i = 0; i < 200; ++i) {
    folders += "<DL><DT><H3>folder</H3>";
    outlines += "<outline text='a folder'>";
  }
  const auto marks = "<!DOCTYPE NETSCAPE-Bookmark-file-1>" + folders +
                     "<DL><A HREF=http://a.example/>x</A></DL></DL><A HREF=http://b.example/>y</A>";
  const auto items = std::get<ItemList>(read_document(marks, {"bomb", {}, {}}).take()).items;
  ASSERT_THAT(items, SizeIs(2));
  EXPECT_LE(items[0].categories.size(), 16u);
  std::string nested =
      "{\"type\":\"text/x-moz-place\",\"title\":\"x\",\"uri\":\"http://a.example/\"}";
  for (int i = 0; i < 100; ++i) {
    nested = "{\"type\":\"text/x-moz-place-container\",\"title\":\"folder " + std::to_string(i) +
             "\",\"children\":[" + nested + "]}";
  }
  const auto kept = std::get<ItemList>(read_document(nested, {"bomb", {}, {}}).take()).items;
  ASSERT_THAT(kept, SizeIs(1));
  EXPECT_LE(kept[0].categories.size(), 16u);
  const auto list = "<opml>" + outlines + "<outline xmlUrl='http://a.example/'/></opml>";
  const auto feeds = std::get<SubscriptionList>(read_document(list, {"bomb", {}, {}}).take());
  ASSERT_THAT(feeds.subscriptions, SizeIs(1));
  EXPECT_LE(feeds.subscriptions[0].folders.size(), 500u / 8);
}

TEST(Bomb, OfALongBaseMakesNoLinkLonger) {
  const auto base = "https://a.example/" + std::string(2000, 'b') + "/c";
  EXPECT_EQ(resolve_url(base, "d"), "d");
  EXPECT_EQ(resolve_url("https://a.example/b?" + std::string(2000, 'q'), "d"),
            "https://a.example/d");
}

TEST(Bomb, OfItemsIsCutAndSaysSo) {
  for (const auto& [first, line] : {std::pair("title,url\n", "a,http://b.example/\n"),
                                    std::pair("Highlight,Book Title\n", "x,y\n"),
                                    std::pair("id,permalink\n", "1,https://reddit.com/r/a/\n")}) {
    const auto text = first + repeated(line, 1 << 23);
    const auto list = std::get<ItemList>(read_document(text, {"bomb", {}, {}}).take());
    const bool one = std::string_view(line) == "x,y\n";  // of one work
    EXPECT_EQ(list.is_full(), !one) << line;
    if (!one) {
      EXPECT_THAT(list.errors.back().message, HasSubstr("left out"));
    }
  }
}

TEST(Bomb, OfBrokenLinesEnds) {
  const auto text = "{\"title\":\"a\"}\n" + repeated("{\n", 1 << 16);
  const auto list = std::get<ItemList>(read_document(text, {"bomb", {}, {}}).take());
  EXPECT_THAT(list.items, SizeIs(1));
  EXPECT_THAT(list.errors, SizeIs(1001));
}

}  // namespace
}  // namespace heed::read
