#include "heed/read/export/export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heed/read/document.h"

namespace heed::read {
namespace {

using testing::ElementsAre;

ItemList list_of(std::string_view text) {
  auto document = read_document(text, {"file", {}, {}}).take();
  return std::get<ItemList>(document);
}

TEST(Export, ReadsABrowsersBookmarks) {
  const auto list = list_of(R"x(<!DOCTYPE NETSCAPE-Bookmark-file-1>
<TITLE>Bookmarks</TITLE><H1>Bookmarks</H1><DL><p>
<DT><H3>News</H3><DL><p>
<DT><A HREF="https://a.example/" ADD_DATE="1772460306" TAGS="x,y">A &amp; B</A><DD>about a
<DT><A HREF="javascript:alert(1)">no</A></DL><p>
<DT><A HREF="https://b.example/"></A></DL>)x");
  ASSERT_EQ(list.items.size(), 2u);
  EXPECT_EQ(list.kind, "bookmarks");
  EXPECT_EQ(list.items[0].title, "A & B");
  EXPECT_EQ(list.items[0].text, "about a");
  EXPECT_THAT(list.items[0].categories, ElementsAre("News", "x", "y"));
  EXPECT_EQ(to_rfc3339(*list.items[0].published), "2026-03-02T14:05:06Z");
  EXPECT_EQ(list.items[1].title, "https://b.example/");
  EXPECT_TRUE(list.items[1].categories.empty());
}

TEST(Export, ReadsCsvByTheNamesOfItsColumns) {
  const auto list = list_of(
      "URL,Title,Selection,Folder,Timestamp\r\n"
      "https://a.example/,\"A, \"\"quoted\"\"\",\"two\nlines\",Unread,1772460306\r\n"
      "exec:ls,bad,,,\n\nhttps://b.example/,,,,\n");
  ASSERT_EQ(list.items.size(), 2u);
  EXPECT_EQ(list.items[0].title, "A, \"quoted\"");
  EXPECT_EQ(list.items[0].text, "two lines");
  EXPECT_THAT(list.items[0].categories, ElementsAre("Unread"));
  ASSERT_EQ(list.errors.size(), 1u);
  EXPECT_EQ(list.errors[0].where, "file, record 3");
}

TEST(Export, ReadsWallabagsJson) {
  const auto list = list_of(
      R"x([{"title":"W","url":"https://w.example/","content":"<p>t<script>x</script></p>",
            "published_at":"2026-03-02T14:05:06+0000","tags":["a"]}])x");
  ASSERT_EQ(list.items.size(), 1u);
  EXPECT_EQ(list.items[0].content_html, "<p>t</p>");
  EXPECT_EQ(to_rfc3339(*list.items[0].published), "2026-03-02T14:05:06Z");
  EXPECT_THAT(list.items[0].categories, ElementsAre("a"));
}

}  // namespace
}  // namespace heed::read
