#include "heed/read/export/export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

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
  EXPECT_EQ(list.skipped, 1);
}

TEST(Export, TakesNoLabelFromFoldersThatEveryBrowserHas) {
  const auto list = list_of(R"x(<!DOCTYPE NETSCAPE-Bookmark-file-1><H1>Bookmarks</H1><DL><p>
<DT><H3 PERSONAL_TOOLBAR_FOLDER="true">Lesezeichen-Symbolleiste</H3><DL><p>
<DT><H3>Brot</H3><DL><p><DT><A HREF="https://a.example/">A</A></DL><p></DL><p>
<DT><H3 UNFILED_BOOKMARKS_FOLDER="true">Weitere Lesezeichen</H3><DL><p>
<DT><A HREF="https://b.example/">B</A></DL><p>
<DT><H3>Other Bookmarks</H3><DL><p><DT><A HREF="https://c.example/">C</A></DL><p></DL>)x");
  ASSERT_EQ(list.items.size(), 3u);
  EXPECT_THAT(list.items[0].categories, ElementsAre("Brot"));
  EXPECT_TRUE(list.items[1].categories.empty());
  EXPECT_TRUE(list.items[2].categories.empty());
}

TEST(Export, ReadsTheListsOfInstapaper) {
  const auto list = list_of(
      "<!DOCTYPE html><html><head><title>Instapaper: Export</title></head><body>"
      "<h1>Unread</h1><ol><li><a href='https://a.example/'>A</a></ol>"
      "<h1>Recipes</h1><ol><li><a href='https://b.example/'>B</a></ol>"
      "<h1>Archive</h1><ol><li><a href='https://c.example/'>C</a></ol>");
  ASSERT_EQ(list.items.size(), 3u);
  EXPECT_EQ(list.items[0].title, "A");
  EXPECT_TRUE(list.items[0].categories.empty());
  EXPECT_THAT(list.items[1].categories, ElementsAre("Recipes"));
  EXPECT_FALSE(list.items[1].read);
  EXPECT_TRUE(list.items[2].read);
}

TEST(Export, ReadsBookmarksThatBrowsersKeepInJson) {
  const auto firefox = list_of(
      R"x({"guid":"root________","title":"","type":"text/x-moz-place-container","children":[
           {"guid":"menu________","title":"menu","children":[
             {"guid":"f","title":"News","children":[
               {"guid":"b","title":"A <b>","dateAdded":1772460306000000,"tags":"x,y",
                "uri":"https://a.example/"},
               {"guid":"s","title":"no","uri":"javascript:alert(1)"}]}]},
           {"guid":"tags________","title":"tags","children":[
             {"title":"x","children":[{"uri":"https://a.example/"}]}]}]})x");
  ASSERT_EQ(firefox.items.size(), 1u);
  EXPECT_EQ(firefox.kind, "bookmarks");
  EXPECT_EQ(firefox.skipped, 1);
  EXPECT_EQ(firefox.items[0].title, "A <b>");
  EXPECT_EQ(to_rfc3339(firefox.items[0].published.value()), "2026-03-02T14:05:06Z");
  EXPECT_THAT(firefox.items[0].categories, ElementsAre("News", "x", "y"));
  const auto chromium = list_of(
      R"x({"checksum":"0","roots":{"bookmark_bar":{"name":"Bookmarks bar","type":"folder","children":[
           {"date_added":"13416933906000000","name":"B","type":"url","url":"https://b.example/"}]}}})x");
  ASSERT_EQ(chromium.items.size(), 1u);
  EXPECT_EQ(chromium.items[0].title, "B");
  EXPECT_EQ(to_rfc3339(chromium.items[0].published.value()), "2026-03-02T14:05:06Z");
}

TEST(Export, ReadsCsvByTheNamesOfItsColumns) {
  const auto list = list_of(
      "URL,Title,Selection,Folder,Timestamp\r\n"
      "https://a.example/,\"A, \"\"quoted\"\"\",\"two\nlines\",Recipes,1772460306\r\n"
      "exec:ls,bad,,,\nmailto:a@b.example,A letter,Words.,,\n\nhttps://b.example/,,,,\n");
  ASSERT_EQ(list.items.size(), 3u);
  EXPECT_EQ(list.items[0].title, "A, \"quoted\"");
  EXPECT_EQ(list.items[0].text, "two lines");
  EXPECT_THAT(list.items[0].categories, ElementsAre("Recipes"));
  EXPECT_EQ(list.items[1].text, "Words.");
  EXPECT_EQ(list.items[1].link, "");
  EXPECT_EQ(list.skipped, 1);
  EXPECT_TRUE(list.errors.empty());
}

TEST(Export, ReadsTablesWhoseLinesEndInACarriageReturnAlone) {
  const auto list = list_of("URL,Title\rhttps://a.example/,A\rhttps://b.example/,B\r");
  ASSERT_EQ(list.items.size(), 2u);
  EXPECT_EQ(list.items[1].title, "B");
}

TEST(Export, ReadsWallabagsJson) {
  const auto list = list_of(
      R"x([{"title":"W","url":"https://w.example/","content":"<p>t<script>x</script></p>",
            "published_at":"2026-03-02T14:05:06+0000","tags":["a"],
            "given_url":"https://t.example/1"}])x");
  ASSERT_EQ(list.items.size(), 1u);
  EXPECT_EQ(list.items[0].link, "https://w.example/");  // where redirections led
  EXPECT_EQ(list.items[0].content_html, "<p>t</p>");
  EXPECT_EQ(to_rfc3339(*list.items[0].published), "2026-03-02T14:05:06Z");
  EXPECT_THAT(list.items[0].categories, ElementsAre("a"));
}

// What the person is done with is no backlog.
TEST(Export, KnowsWhatWasReadThere) {
  const auto read = [](std::string_view text) {
    std::string states;
    for (const auto& item : list_of(text).items) states += item.read ? 'r' : '-';
    return states;
  };
  EXPECT_EQ(read("title,url,time_added,tags,status\nA,https://a.example/,1,,unread\n"
                 "B,https://b.example/,1,,archive\n"),
            "-r");
  EXPECT_EQ(read("URL,Title,Selection,Folder,Timestamp\nhttps://a.example/,A,,Unread,1\n"
                 "https://b.example/,B,,Archive,1\n"),
            "-r");
  EXPECT_EQ(read("Title,URL,ID,Location\nA,https://a.example/,1,later\n"
                 "B,https://b.example/,2,archive\n"),
            "-r");
  EXPECT_EQ(read(R"([{"title":"A","url":"https://a.example/","state":"Active"},
                     {"title":"B","url":"https://b.example/","state":"Archived"},
                     {"title":"C","url":"https://c.example/","is_archived":0},
                     {"title":"D","url":"https://d.example/","is_archived":1},
                     {"title":"E","url":"https://e.example/","is_archived":true},
                     {"title":"F","url":"https://f.example/","location":"archive"}])"),
            "-r-rrr");
  EXPECT_EQ(read(R"({"status":1,"list":{
                     "1":{"item_id":"1","given_url":"https://a.example/","given_title":"A","status":"0"},
                     "2":{"item_id":"2","given_url":"https://b.example/","given_title":"B","status":"1"}}})"),
            "-r");
  EXPECT_EQ(read("url,title,state,created,labels\nhttps://a.example/,A,unread,,\n"  // Readeck
                 "https://b.example/,B,archive,,\n"),
            "-r");
  EXPECT_EQ(read(R"({"total":2,"entries":[
                     {"title":"A","url":"https://a.example/","status":"unread"},
                     {"title":"B","url":"https://b.example/","status":"read"}]})"),  // Miniflux
            "-r");
  EXPECT_EQ(read(R"({"title":"Tagged","items":[
                     {"alternate":[{"href":"https://a.example/"}],"title":"A"},
                     {"alternate":[{"href":"https://b.example/"}],"title":"B",
                      "categories":["user/-/state/com.google/read"]}]})"),
            "-r");
  EXPECT_EQ(read("<!DOCTYPE html><html><head><title>Pocket Export</title></head><body>"
                 "<h1>Unread</h1><ul><li><a href='https://a.example/'>A</a></li></ul>"
                 "<h1>Read Archive</h1><ul><li><a href='https://b.example/'>B</a></li></ul>"),
            "-r");
}

TEST(Export, ReadsMattersTable) {
  const auto list = list_of(
      "Title,Author,Publisher,URL,Tags,Word Count,In Queue,Favorited,Read,Highlight Count,"
      "Last Interaction Date,File Id\n"
      "A,,,https://a.example/,x,1,True,False,False,0,2026-03-02T14:05:06Z,\n"
      "B,,,https://b.example/,,1,False,True,True,0,2026-03-02,\n");
  ASSERT_EQ(list.items.size(), 2u);
  EXPECT_EQ(to_rfc3339(list.items[0].published.value()), "2026-03-02T14:05:06Z");
  EXPECT_FALSE(list.items[0].read);
  EXPECT_TRUE(list.items[1].read);
  EXPECT_THAT(list.items[1].categories, ElementsAre("favourite"));
}

TEST(Export, ReadsATableOfNothing) {
  const auto list = list_of("title,url,time_added,tags,status\n");
  EXPECT_TRUE(list.items.empty());
  EXPECT_EQ(list.title, "Pocket") << "whichever part of it";
}

TEST(Export, ReadsWallabagsXml) {
  const auto list = list_of(R"x(<?xml version="1.0"?>
    <response><entry><is_archived>1</is_archived><is_starred>0</is_starred>
    <tags><entry>one</entry><entry>two</entry></tags><id>7</id><title><![CDATA[W & x]]></title>
    <url><![CDATA[https://w.example/]]></url><content><![CDATA[<p>t<script>x</script></p>]]></content>
    <created_at><![CDATA[2026-03-02T14:05:06+0000]]></created_at></entry>
    <entry><is_archived>0</is_archived><tags/><title>V</title><url>https://v.example/</url></entry>
    </response>)x");
  ASSERT_EQ(list.items.size(), 2u);
  EXPECT_EQ(list.items[0].title, "W & x");
  EXPECT_EQ(list.items[0].link, "https://w.example/");
  EXPECT_EQ(list.items[0].content_html, "<p>t</p>");
  EXPECT_EQ(to_rfc3339(list.items[0].published.value()), "2026-03-02T14:05:06Z");
  EXPECT_THAT(list.items[0].categories, ElementsAre("one", "two"));
  EXPECT_TRUE(list.items[0].read);
  EXPECT_FALSE(list.items[1].read);
}

TEST(Export, ReadsPinboardsXml) {
  const auto list = list_of(R"x(<?xml version="1.0"?><posts user="u">
    <post href="https://p.example/1" time="2026-03-02T14:05:06Z" description="A &amp; B"
          extended="a note" tag="x y" toread="yes"/>
    <post href="https://p.example/2" descr)x");
  ASSERT_EQ(list.items.size(), 1u);
  EXPECT_EQ(list.items[0].title, "A & B");
  EXPECT_EQ(list.items[0].link, "https://p.example/1");
  EXPECT_EQ(list.items[0].text, "a note");
  EXPECT_THAT(list.items[0].categories, ElementsAre("x", "y"));
  ASSERT_EQ(list.errors.size(), 1u);
  EXPECT_EQ(list.errors[0].message, kBreaksOff);
}

TEST(Export, ReadsPinboardsPosts) {
  const auto list = list_of(
      R"x([{"href":"https:\/\/p.example\/1","description":"The title","extended":"a note",
            "time":"2026-03-02T14:05:06Z","shared":"no","toread":"yes","tags":"x y"},
           {"href":"https://p.example/2","description":"","extended":"","time":"","tags":""}])x");
  ASSERT_EQ(list.items.size(), 2u);
  EXPECT_EQ(list.items[0].title, "The title");
  EXPECT_EQ(list.items[0].link, "https://p.example/1");
  EXPECT_EQ(list.items[0].text, "a note");
  EXPECT_EQ(to_rfc3339(list.items[0].published.value()), "2026-03-02T14:05:06Z");
  EXPECT_THAT(list.items[0].categories, ElementsAre("x", "y"));
  EXPECT_EQ(list.items[1].title, "https://p.example/2");
}

TEST(Export, ReadsWhatReadersOfFeedsStarred) {
  const auto list = list_of(
      R"x({"id":"user/1/state/com.google/starred","title":"Starred","items":[
           {"id":"tag:google.com,2005:reader/item/1","published":1772460306,"title":"A &amp; B",
            "categories":["user/1/state/com.google/starred","user/-/label/Science","physics"],
            "canonical":[{"href":"https://a.example/1"}],"author":"A. Writer",
            "summary":{"content":"<p><a href='/2'>two</a></p>"},
            "origin":{"streamId":"feed/https://a.example/feed","title":"A feed"}},
           {"alternate":[{"href":"https://b.example/"}],"title":"C","content":{"content":"c"}}]})x");
  ASSERT_EQ(list.items.size(), 2u);
  const auto& item = list.items[0];
  EXPECT_EQ(item.title, "A & B");
  EXPECT_EQ(item.link, "https://a.example/1");
  EXPECT_EQ(item.source, "A feed");
  EXPECT_EQ(item.author, "A. Writer");
  EXPECT_EQ(item.summary_html, "<p><a href=\"https://a.example/2\">two</a></p>");
  EXPECT_EQ(to_rfc3339(item.published.value()), "2026-03-02T14:05:06Z");
  EXPECT_THAT(item.categories, ElementsAre("Science", "physics"));
  EXPECT_EQ(list.items[1].link, "https://b.example/");
  EXPECT_EQ(list.items[1].text, "c");
}

SubscriptionList subscriptions_of(std::string_view text) {
  auto document = read_document(text, {"file", {}, {}}).take();
  return std::get<SubscriptionList>(document);
}

TEST(Export, ReadsWallabagsCsvWithSemicolonsAndContent) {
  const auto list = list_of(
      "Title;URL;Content;Tags;\"MIME Type\";Language;\"Creation date\"\n"
      "\"A; b\";https://a.example/;\"<p>One</p><script>x</script><p>two</p>\";x,y;text/html;de;"
      "\"02/03/2026 14:05:06\"\n");
  ASSERT_EQ(list.items.size(), 1u);
  EXPECT_EQ(list.items[0].title, "A; b");
  EXPECT_EQ(list.items[0].text, "One\ntwo");
  EXPECT_EQ(list.items[0].language, "de");
  EXPECT_EQ(to_rfc3339(list.items[0].published.value()), "2026-03-02T14:05:06Z");
  EXPECT_THAT(list.items[0].categories, ElementsAre("x", "y"));
}

TEST(Export, ReadsDaysAndMonthsOfATableInOneOrder) {
  const std::string header = "title,url,date\n", first = "A,https://a.example/,02/03/2026\n";
  EXPECT_EQ(to_rfc3339(list_of(header + first).items.at(0).published.value()),
            "2026-02-03T00:00:00Z");
  const auto list = list_of(header + first + "B,https://b.example/,25/12/2026\n");
  EXPECT_EQ(to_rfc3339(list.items.at(0).published.value()), "2026-03-02T00:00:00Z");
  EXPECT_EQ(to_rfc3339(list.items.at(1).published.value()), "2026-12-25T00:00:00Z");
}

TEST(Export, GathersReadwisesHighlightsByWork) {
  const auto list = list_of(
      "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location,Highlighted at\n"
      "\"First, & thought\",On Reading,A. Writer,,,yellow,\"a, b\",12,2026-03-02 14:05:06+00:00\n"
      "Second,On Reading,A. Writer,,my note,yellow,b,13,2026-03-03 14:05:06+00:00\n"
      "Third,On Reading,B. Writer,,,yellow,,1,2026-03-03 14:05:06+00:00\n");
  ASSERT_EQ(list.items.size(), 2u);
  EXPECT_EQ(list.items[0].text, "First, & thought\nSecond\nmy note");
  EXPECT_EQ(list.items[0].content_html, "<p>First, &amp; thought</p><p>Second</p><p>my note</p>");
  EXPECT_THAT(list.items[0].categories, ElementsAre("a", "b"));
  EXPECT_EQ(list.items[1].author, "B. Writer");
}

TEST(Export, ReadsReadwiseReadersTable) {
  const auto list = list_of(
      "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n"
      "R,https://r.example/a,01abc,\"['x', 'y']\",2026-03-02 14:05:06+00:00,0.5,new,True\n");
  ASSERT_EQ(list.items.size(), 1u);
  EXPECT_EQ(to_rfc3339(list.items[0].published.value()), "2026-03-02T14:05:06Z");
  EXPECT_THAT(list.items[0].categories, ElementsAre("x", "y"));
}

TEST(Export, ReadsLabelsAsEachTableWritesThem) {
  const auto labels = [](const std::string& columns, const std::string& cells) {
    const auto list = list_of("title,url," + columns + "\nA,https://a.example/," + cells + "\n");
    return list.items.at(0).categories;
  };
  EXPECT_THAT(labels("tags", "children's|o'reilly|c++"),
              ElementsAre("children's", "o'reilly", "c++"));
  EXPECT_THAT(labels("tags", "\"quantum, new tag, quantum\""), ElementsAre("quantum", "new tag"));
  EXPECT_THAT(labels("Document tags", R"("['a b', ""don't"", 'it\'s']")"),
              ElementsAre("a b", "don't", "it's"));
  EXPECT_THAT(labels("Tags", R"("[""one"",""caf\u00e9""]")"), ElementsAre("one", "café"));
  EXPECT_THAT(labels("Folder,Tags", "Starred,[]"), ElementsAre("Starred"));
  EXPECT_THAT(labels("Folder,Tags", "Unread,[]"), ElementsAre());
  EXPECT_THAT(labels("folder,tags,favorite", "Science / Physics,x,true"),
              ElementsAre("x", "Science / Physics", "favourite"));
}

TEST(Export, KeepsWhatThePersonWroteBesideAnExcerpt) {
  const auto item =
      list_of("title,note,excerpt,url\nA,my < note,the excerpt,https://a.example/\n").items.at(0);
  EXPECT_EQ(item.text, "the excerpt\nmy < note");
  EXPECT_EQ(item.content_html, "<p>the excerpt</p><p>my &lt; note</p>");
}

TEST(Export, TakesOfColumnsOfOneNameTheFirstThatHoldsSomething) {
  const auto item =
      list_of("title,note,Note,url,note\nA,,one,https://a.example/,two\n").items.at(0);
  EXPECT_EQ(item.text, "one");
}

TEST(Export, TakesAQuoteWithinAFieldForItself) {
  const auto list = list_of(
      "url\ttitle\nhttps://a.example/\tTab \"quoted\" title\nhttps://b.example/\t5\" screen\n"
      "https://c.example/\t\"quoted\ttab\"\n");
  ASSERT_EQ(list.items.size(), 3u);
  EXPECT_EQ(list.items[0].title, "Tab \"quoted\" title");
  EXPECT_EQ(list.items[1].title, "5\" screen");
  EXPECT_EQ(list.items[2].title, "quoted tab");
}

TEST(Export, ReadsJsonOfPocketAndReadwise) {
  const auto pocket = list_of(
      R"x({"status":1,"list":{"7":{"resolved_url":"https://p.example/","given_url":"https://t.example/",
           "resolved_title":"P","excerpt":"E","time_added":"1772460306","tags":{"a":{},"b":{}}}}})x");
  ASSERT_EQ(pocket.items.size(), 1u);
  EXPECT_EQ(pocket.items[0].link, "https://p.example/");
  EXPECT_EQ(pocket.items[0].text, "E");
  EXPECT_EQ(to_rfc3339(pocket.items[0].published.value()), "2026-03-02T14:05:06Z");
  EXPECT_THAT(pocket.items[0].categories, ElementsAre("a", "b"));

  const auto readwise = list_of(
      R"x({"count":1,"results":[{"title":"R","author":"A","source_url":"https://r.example/",
           "highlights":[{"text":"one"},{"text":"two"}]}]})x");
  ASSERT_EQ(readwise.items.size(), 1u);
  EXPECT_EQ(readwise.items[0].link, "https://r.example/");
  EXPECT_EQ(readwise.items[0].text, "one\ntwo");
  EXPECT_FALSE(read_document(R"({"results":[1,2]})", {"file", {}, {}}).ok());
}

TEST(Export, KeepsWhatThePersonMadeOfHtml) {
  const auto list = list_of(R"x([
    {"title":"A","url":"https://a.example/1","html_content":"<p>whole text</p>",
     "document_note":"my < note","highlights":[{"text":"hl"}]},
    {"title":"B","url":"https://a.example/2","highlights":["one","two"]}])x");
  ASSERT_EQ(list.items.size(), 2u);
  EXPECT_EQ(list.items[0].content_html, "<p>whole text</p><p>hl</p><p>my &lt; note</p>");
  EXPECT_EQ(list.items[1].text, "one\ntwo");
}

TEST(Export, TakesLabelsAuthorsAndNotesFromJson) {
  const auto list = list_of(R"x([
    {"title":"Omnivore","url":"https://o.example/","labels":["ai",{"name":"long reads"}]},
    {"title":"Wallabag","url":"https://w.example/","published_by":["A. Author","B"],"is_starred":1},
    {"title":"Readwise","url":"https://r.example/","book_tags":[{"id":1,"name":"psych"}],
     "document_note":"of it all","highlights":[{"text":"one","note":"mine"},{"text":"two"}]},
    {"title":"GoodLinks","url":"https://g.example/","starred":true,"addedAt":1772460306.5,
     "readAt":1772460307},
    {"title":"Thrown away","url":"https://t.example/","is_deleted":true}])x");
  ASSERT_EQ(list.items.size(), 4u);
  EXPECT_EQ(list.skipped, 1);
  EXPECT_THAT(list.items[0].categories, ElementsAre("ai", "long reads"));
  EXPECT_EQ(list.items[1].author, "A. Author, B");
  EXPECT_THAT(list.items[1].categories, ElementsAre("favourite"));
  EXPECT_THAT(list.items[2].categories, ElementsAre("psych"));
  EXPECT_EQ(list.items[2].text, "one\nmine\ntwo\nof it all");
  EXPECT_EQ(to_rfc3339(list.items[3].published.value()), "2026-03-02T14:05:06Z");
  EXPECT_TRUE(list.items[3].read);

  const auto pocket = list_of(
      R"x({"status":1,"list":{
           "7":{"item_id":"7","given_url":"https://p.example/","given_title":"P","favorite":"1",
                "status":"0","authors":{"62":{"author_id":"62","name":"A. Writer"}}},
           "8":{"item_id":"8","given_url":"https://d.example/","given_title":"D","status":"2"}}})x");
  ASSERT_EQ(pocket.items.size(), 1u);
  EXPECT_EQ(pocket.skipped, 1);
  EXPECT_EQ(pocket.items[0].author, "A. Writer");
  EXPECT_THAT(pocket.items[0].categories, ElementsAre("favourite"));
}

TEST(Export, TakesNamesOfAuthorsAlone) {
  const auto list = list_of(R"x([
    {"title":"A","url":"https://a.example/1",
     "author":{"url":"https://a.example/jane","avatar":"https://a.example/j.png"}},
    {"title":"B","url":"https://a.example/2","author":{"7":{"name":"A. Writer"},"by":"alias"}}])x");
  ASSERT_EQ(list.items.size(), 2u);
  EXPECT_EQ(list.items[0].author, "");
  EXPECT_EQ(list.items[1].author, "A. Writer");
}

TEST(Export, ReadsKarakeepsJson) {
  const auto list = list_of(R"x({"bookmarks":[
    {"createdAt":1772460306,"title":null,"tags":["news"],"archived":false,"note":null,
     "content":{"type":"link","url":"https://k.example/untitled"}},
    {"createdAt":1772460306000,"title":"K","tags":["a","b"],"archived":true,"note":"Read again",
     "content":{"type":"link","url":"https://k.example/1"}},
    {"createdAt":1772460306,"title":null,"tags":[],"archived":false,"note":null,
     "content":{"type":"text","text":"Remember the tube"}}]})x");
  ASSERT_EQ(list.items.size(), 3u);
  EXPECT_TRUE(list.errors.empty());
  EXPECT_EQ(list.items[0].title, "https://k.example/untitled");
  EXPECT_FALSE(list.items[0].read);
  const auto& item = list.items[1];
  EXPECT_EQ(item.title, "K");
  EXPECT_EQ(item.link, "https://k.example/1");
  EXPECT_EQ(item.text, "Read again");
  EXPECT_THAT(item.categories, ElementsAre("a", "b"));
  EXPECT_TRUE(item.read);
  for (const auto& one : list.items) {
    EXPECT_EQ(to_rfc3339(one.published.value()), "2026-03-02T14:05:06Z");
  }
  EXPECT_EQ(list.items[2].title, "");
  EXPECT_EQ(list.items[2].text, "Remember the tube");
  EXPECT_EQ(list_of(R"({"bookmarks":[{"title":null,"content":{"url":"https://k.example/"}}]})")
                .items.size(),
            1u);
}

TEST(Export, ReadsLinkdingsAndShiorisJson) {
  const auto linkding = list_of(R"x({"count":2,"results":[
    {"id":1,"url":"https://l.example/1","title":"L","description":"About it","notes":"Of mine",
     "is_archived":true,"unread":false,"tag_names":["a","b"],
     "date_added":"2026-03-02T14:05:06.006313Z","date_modified":"2026-03-03T14:05:06Z"},
    {"id":2,"url":"https://l.example/2","title":"","description":"","is_archived":false,
     "tag_names":[],"date_added":"2026-03-02T14:05:06Z"}]})x");
  ASSERT_EQ(linkding.items.size(), 2u);
  EXPECT_EQ(linkding.items[0].text, "About it\nOf mine");
  EXPECT_EQ(to_rfc3339(linkding.items[0].published.value()), "2026-03-02T14:05:06Z");
  EXPECT_THAT(linkding.items[0].categories, ElementsAre("a", "b"));
  EXPECT_TRUE(linkding.items[0].read);
  EXPECT_EQ(linkding.items[1].title, "https://l.example/2");
  EXPECT_FALSE(linkding.items[1].read);

  const auto shiori = list_of(R"x({"bookmarks":[{"id":1,"url":"https://s.example/","title":"S",
    "excerpt":"E","author":"J","createdAt":"2026-03-02 14:05:06","tags":[{"id":3,"name":"go"}]}],
    "maxPage":1,"page":1})x");
  ASSERT_EQ(shiori.items.size(), 1u);
  EXPECT_EQ(shiori.items[0].text, "E");
  EXPECT_EQ(shiori.items[0].author, "J");
  EXPECT_EQ(to_rfc3339(shiori.items[0].published.value()), "2026-03-02T14:05:06Z");
  EXPECT_THAT(shiori.items[0].categories, ElementsAre("go"));
}

TEST(Export, ReadsPostsOfXThatWereBookmarked) {
  const auto list = list_of(R"x([{"id":"12","created_at":"2026-03-02 16:05:06 +02:00",
    "full_text":"Why LFP wins","screen_name":"batteryguy","name":"Battery Guy",
    "url":"https://x.com/batteryguy/status/12"}])x");
  ASSERT_EQ(list.items.size(), 1u);
  EXPECT_EQ(list.items[0].title, "");
  EXPECT_EQ(list.items[0].text, "Why LFP wins");
  EXPECT_EQ(list.items[0].link, "https://x.com/batteryguy/status/12");
  EXPECT_EQ(list.items[0].author, "Battery Guy");
  EXPECT_EQ(to_rfc3339(list.items[0].published.value()), "2026-03-02T14:05:06Z");
}

TEST(Export, ReadsLinkdingsBookmarks) {
  const auto list = list_of(
      "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p>\n"
      "<DT><A HREF='https://a.example/' TAGS='travel,linkding:bookmarks.archived'>A</A>\n"
      "<DD>A train\njourney[linkding-notes]Nice **pictures**[/linkding-notes]\n"
      "<DT><A HREF='https://b.example/' TAGS=''>B</A>\n</DL><p>");
  ASSERT_EQ(list.items.size(), 2u);
  EXPECT_EQ(list.items[0].text, "A train journey\nNice **pictures**");
  EXPECT_THAT(list.items[0].categories, ElementsAre("travel"));
  EXPECT_TRUE(list.items[0].read);
  EXPECT_FALSE(list.items[1].read);
}

TEST(Export, TakesOtherBracketsForWords) {
  const auto list = list_of(
      "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF='https://a.example/'>A</A>\n"
      "<DD>[1] [linkding-notes][/linkding-notes][linkding\n</DL><p>");
  ASSERT_EQ(list.items.size(), 1u);
  EXPECT_EQ(list.items[0].text, "[1]\n[linkding");
}

TEST(Export, ReadsTheColumnsOfZoteroAndDiigo) {
  const auto zotero = list_of(
      "\"Key\",\"Author\",\"Title\",\"Url\",\"Abstract Note\",\"Date\",\"Date Added\","
      "\"Manual Tags\",\"Automatic Tags\"\n"
      "\"AB\",\"Doe, Jane; Roe, Rick\",\"Z\",\"https://z.example/\",\"We study.\",\"2026-03-02\","
      "\"2026-04-02 10:11:12\",\"reading; study\",\"Psychology\"\n");
  ASSERT_EQ(zotero.items.size(), 1u);
  EXPECT_EQ(zotero.items[0].text, "We study.");
  EXPECT_EQ(zotero.items[0].author, "Doe, Jane; Roe, Rick");
  EXPECT_EQ(to_rfc3339(zotero.items[0].published.value()), "2026-03-02T00:00:00Z");
  EXPECT_THAT(zotero.items[0].categories, ElementsAre("reading", "study"));
  const auto diigo = list_of(
      "title,url,tags,description,comments,annotations,created_at\n"
      "D,https://d.example/,a,Of it,,Highlight: words,2026-03-02 14:05:06 UTC\n");
  ASSERT_EQ(diigo.items.size(), 1u);
  EXPECT_EQ(diigo.items[0].text, "Of it\nHighlight: words");
}

TEST(Export, ReadsWhatWasWatchedOnYouTube) {
  const auto list = list_of(R"x([
    {"header":"YouTube","title":"Watched A film","titleUrl":"https://www.youtube.com/watch?v\u003dabcdefghijk",
     "subtitles":[{"name":"A channel","url":"https://www.youtube.com/channel/UCx"}],
     "time":"2026-03-02T14:05:06.123Z","products":["YouTube"]},
    {"header":"YouTube","title":"Watched An advertisement","titleUrl":"https://www.youtube.com/watch?v\u003dlmnopqrstuv",
     "time":"2026-03-02T15:05:06.123Z","details":[{"name":"From Google Ads"}]},
    {"header":"YouTube","title":"Watched a video that has been removed","titleUrl":"https://www.youtube.com/watch?v\u003d","time":"2026-03-02T16:05:06.123Z"},
    {"header":"YouTube","title":"Watched a video that has been removed","time":"2026-03-02T16:05:06.123Z"}])x");
  ASSERT_EQ(list.items.size(), 1u);
  EXPECT_EQ(list.kind, "youtube");
  EXPECT_EQ(list.skipped, 3);
  EXPECT_EQ(list.items[0].title, "A film");
  EXPECT_TRUE(list.items[0].read);
  EXPECT_EQ(list.items[0].author, "A channel");
  EXPECT_EQ(list.items[0].link, "https://www.youtube.com/watch?v=abcdefghijk");
  EXPECT_EQ(to_rfc3339(list.items[0].published.value()), "2026-03-02T14:05:06Z");
}

TEST(Export, ReadsTheHistoryPageOfYouTube) {
  const std::string cell =
      "<div class=\"outer-cell mdl-cell mdl-cell--12-col mdl-shadow--2dp\"><div class=\"mdl-grid\">"
      "<div class=\"header-cell\"><p class=\"mdl-typography--title\">YouTube<br></p></div>"
      "<div class=\"content-cell mdl-cell mdl-cell--6-col\">Watched\xC2\xA0"
      "<a href=\"https://www.youtube.com/watch?v=abcdefghijk\">A &amp; film</a><br>"
      "<a href=\"https://www.youtube.com/channel/UCx\">A channel</a><br>"
      "Mar 2, 2026, 2:05:06\xE2\x80\xAFPM UTC<br></div>"
      "<div class=\"content-cell mdl-cell--12-col "
      "mdl-typography--caption\"><b>Products:</b><br>YouTube"
      "<br>DETAILS</div></div></div>";
  auto paid = cell;
  paid.replace(paid.find("DETAILS"), 7, "<b>Details:</b><br>From Google Ads<br>");
  const auto list = list_of(
      "<html><head><title>My Activity History</title></head><body>"
      "<div class=\"mdl-grid\">" +
      cell + paid + cell + "</div></body></html>");
  ASSERT_EQ(list.items.size(), 2u);
  EXPECT_EQ(list.items[0].title, "A & film");
  EXPECT_TRUE(list.items[0].read);
  EXPECT_EQ(list.items[1].author, "A channel");
  EXPECT_EQ(to_rfc3339(list.items[0].published.value()), "2026-03-02T14:05:06Z");
}

TEST(Export, FollowsTheChannelsOfYouTube) {
  const auto list = subscriptions_of(
      "Kanal-ID,Kanal-URL,Kanaltitel\n"
      "UC0123456789abcdefghij-_,http://www.youtube.com/channel/UC0123456789abcdefghij-_,\"A, "
      "b\"\n\n");
  ASSERT_EQ(list.subscriptions.size(), 1u);
  EXPECT_EQ(list.subscriptions[0].title, "A, b");
  EXPECT_EQ(list.subscriptions[0].url,
            "https://www.youtube.com/feeds/videos.xml?channel_id=UC0123456789abcdefghij-_");
}

TEST(Export, ReadsAPlaylistOfYouTube) {
  const auto list = list_of(
      "Video ID,Playlist Video Creation Timestamp\nabcdefghijk,2026-03-02T14:05:06+00:00\n");
  ASSERT_EQ(list.items.size(), 1u);
  EXPECT_EQ(list.items[0].link, "https://www.youtube.com/watch?v=abcdefghijk");
}

TEST(Export, ReadsAPlaylistOfYouTubeInAnyLanguage) {
  EXPECT_EQ(list_of("動画 ID,作成\nabcdefghijk,2026-03-02T14:05:06+00:00\n").items.size(), 1u);
  EXPECT_FALSE(read_document("word,day\nprogramming,2026-03-02\n", {"file", {}, {}}).ok());
}

TEST(Export, ReadsAPlaylistOfYouTubeBehindWhatItSaysOfItself) {
  const auto list = list_of(
      "Playlist Id,Channel Id,Time Created,Time Updated,Title,Description,Visibility\r\n"
      "PLx,UCy,2020-01-02 03:04:05 UTC,2020-01-02 03:04:05 UTC,My list,\"a\n\nb\",Private\r\n\r\n"
      "Video Id,Time Added\r\nabcdefghijk,2026-03-02 14:05:06 UTC\r\n");
  ASSERT_EQ(list.items.size(), 1u);
  EXPECT_EQ(list.items[0].link, "https://www.youtube.com/watch?v=abcdefghijk");
  EXPECT_EQ(to_rfc3339(list.items[0].published.value()), "2026-03-02T14:05:06Z");
}

TEST(Export, SaysWhichTablesItReads) {
  const auto table = read_document("a,b\n1,2\n", {"file", {}, {}});
  ASSERT_FALSE(table.ok());
  EXPECT_THAT(table.error().remedy, testing::HasSubstr("CSV"));
}

TEST(Export, ReadsRedditsTables) {
  const auto saved = list_of(
      "id,permalink\nabc,https://www.reddit.com/r/cpp/comments/abc/what_is_new/\n"
      "def,javascript:alert(1)\n");
  ASSERT_EQ(saved.items.size(), 1u);
  EXPECT_EQ(saved.kind, "reddit");
  EXPECT_EQ(saved.items[0].title, "what is new");
  EXPECT_THAT(saved.items[0].categories, ElementsAre("r/cpp"));

  const auto posts = list_of(
      "id,permalink,date,ip,subreddit,gildings,title,url,body\n"
      "abc,https://www.reddit.com/r/cpp/comments/abc/t/,2026-03-02 14:05:06 UTC,,cpp,0,\"T, u\",,"
      "\"a < b\n\nc\"\n");
  ASSERT_EQ(posts.items.size(), 1u);
  EXPECT_EQ(posts.items[0].title, "T, u");
  EXPECT_EQ(posts.items[0].summary_html, "<p>a &lt; b</p><p>c</p>");
  EXPECT_EQ(to_rfc3339(posts.items[0].published.value()), "2026-03-02T14:05:06Z");

  const auto votes = list_of(
      "id,permalink,direction\na,https://www.reddit.com/r/x/comments/a/yes/,up\n"
      "b,https://www.reddit.com/r/x/comments/b/no/,down\n");
  ASSERT_EQ(votes.items.size(), 1u);
  EXPECT_EQ(votes.items[0].title, "yes");
  EXPECT_EQ(votes.skipped, 1);
}

TEST(Export, FollowsTheCommunitiesOfReddit) {
  const auto list = subscriptions_of("subreddit\ncpp\nLearn_Rust\nnot a name\n");
  ASSERT_EQ(list.subscriptions.size(), 2u);
  EXPECT_EQ(list.subscriptions[1].url, "https://www.reddit.com/r/Learn_Rust/.rss");
}

}  // namespace
}  // namespace heed::read
