// Whole documents in, what they hold out. Small documents of our own, each for one rule.
#include "heed/read/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "heed/read/jsonl/jsonl.h"

namespace heed::read {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Feed feed_of(std::string_view text, std::string url = {}) {
  return read_feed(text, {"test", std::move(url), {}}).take();
}

TEST(Document, ReadsRss) {
  const auto feed = feed_of(R"x(<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
<channel><title>A &amp;amp; B</title><link>https://example.org/</link><ttl>90</ttl>
<description>All &lt;b&gt;news&lt;/b&gt;</description><language>en-gb</language>
<skipHours><hour>3</hour></skipHours><skipDays><day>Sunday</day></skipDays>
<item><title>One &lt;i&gt;more&lt;/i&gt;</title><guid>https://example.org/1</guid>
<dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator>
<pubDate>Mon, 02 Mar 2026 09:00:00 EST</pubDate><category>x</category><category>x</category>
<description>short</description>
<content:encoded><![CDATA[<p>Long <a href="/l" onclick="x()">text</a></p><script>bad()</script>]]></content:encoded>
<enclosure url="https://example.org/a.mp3" type="audio/mpeg" length="123"/>
<itunes:duration>1:30:00</itunes:duration></item>
</channel></rss>)x",
                            "https://example.org/feed");
  EXPECT_EQ(feed.format, "rss");
  EXPECT_EQ(feed.version, "2.0");
  EXPECT_EQ(feed.title, "A & B");
  EXPECT_EQ(feed.description, "All news");
  EXPECT_EQ(feed.language, "en-gb");
  EXPECT_EQ(feed.ttl, std::chrono::minutes(90));
  EXPECT_TRUE(feed.skip_hours[3]);
  EXPECT_TRUE(feed.skip_days[0]);
  ASSERT_EQ(feed.items.size(), 1u);
  const auto& item = feed.items[0];
  EXPECT_EQ(item.title, "One more");
  EXPECT_EQ(item.link, "https://example.org/1");
  EXPECT_EQ(item.author, "Ann, Bob");
  EXPECT_EQ(to_rfc3339(*item.published), "2026-03-02T14:00:00Z");
  EXPECT_THAT(item.categories, ElementsAre("x"));
  EXPECT_EQ(item.summary_html, "short");
  EXPECT_EQ(item.content_html, "<p>Long <a href=\"https://example.org/l\">text</a></p>");
  EXPECT_EQ(item.text, "Long text");
  ASSERT_EQ(item.enclosures.size(), 1u);
  EXPECT_EQ(item.enclosures[0].length, 123);
  EXPECT_DOUBLE_EQ(*item.minutes, 90);
}

TEST(Document, ReadsAtomWithBasesAndXhtml) {
  const auto feed = feed_of(R"x(<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"
  xml:base="https://example.org/blog/"><title type="html">T&amp;lt;s</title>
  <link rel="self" href="feed.atom"/><link href="./"/>
  <entry xml:base="2026/"><id>urn:1</id><title>a &lt;b&gt; c</title>
  <link rel="alternate" href="post"/><link rel="enclosure" href="p.pdf" type="application/pdf"/>
  <author><name>Zoé</name><email>z@example.org</email></author>
  <updated>2026-01-02T03:04:05+01:00</updated><category term="tech"/>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hi <img src="i.png"/></p></div>
  </content></entry></feed>)x");
  EXPECT_EQ(feed.format, "atom");
  EXPECT_EQ(feed.version, "1.0");
  EXPECT_EQ(feed.title, "T<s");
  EXPECT_EQ(feed.language, "fr");
  EXPECT_EQ(feed.link, "https://example.org/blog/");
  const auto& item = feed.items.at(0);
  EXPECT_EQ(item.title, "a <b> c");  // plain text is plain in Atom
  EXPECT_EQ(item.link, "https://example.org/blog/2026/post");
  EXPECT_EQ(item.author, "Zoé (z@example.org)");
  EXPECT_EQ(to_rfc3339(*item.updated), "2026-01-02T02:04:05Z");
  EXPECT_FALSE(item.published);
  EXPECT_EQ(item.content_html, "<p>Hi <img data-src=\"https://example.org/blog/2026/i.png\"></p>");
  EXPECT_EQ(item.enclosures.at(0).url, "https://example.org/blog/2026/p.pdf");
}

TEST(Document, ReadsRdfAndCdf) {
  const auto rdf = feed_of(R"x(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/">
  <channel><title>R</title></channel>
  <item rdf:about="https://example.org/1"><title>I</title><d:date>2026-01-01</d:date></item></rdf:RDF>)x");
  EXPECT_EQ(rdf.format, "rdf");
  EXPECT_EQ(rdf.title, "R");
  EXPECT_EQ(rdf.items.at(0).id, "https://example.org/1");
  EXPECT_EQ(to_rfc3339(*rdf.items[0].updated), "2026-01-01T00:00:00Z");
  const auto cdf = feed_of(R"x(<CHANNEL HREF="https://example.org/"><TITLE>C</TITLE>
  <ITEM HREF="https://example.org/2" LASTMOD="2026-01-01"><ABSTRACT>s</ABSTRACT></ITEM></CHANNEL>)x");
  EXPECT_EQ(cdf.format, "cdf");
  EXPECT_EQ(cdf.link, "https://example.org/");
  EXPECT_EQ(cdf.items.at(0).link, "https://example.org/2");
  EXPECT_EQ(cdf.items[0].summary_html, "s");
}

TEST(JsonFeed, ReadsHtmlInTitlesAsText) {
  const auto feed = feed_of(R"x({"version":"https://jsonfeed.org/version/1.1","title":"A &amp; B",
      "items":[{"id":"1","title":"<b>1</b> &#039;x&#039;"},{"id":"2","title":"1 < 2"}]})x");
  EXPECT_EQ(feed.title, "A & B");
  EXPECT_EQ(feed.items[0].title, "1 'x'");
  EXPECT_EQ(feed.items[1].title, "1 < 2");
}

TEST(Document, ReadsJsonFeed) {
  const auto feed = feed_of(R"x({"version":"https://jsonfeed.org/version/1.1","title":"J",
  "home_page_url":"https://example.org/","items":[{"id":7,"content_text":"a < b","tags":["t"],
  "authors":[{"name":"Ann"},{"name":"Bob"}],"date_published":"2026-01-01T00:00:00Z",
  "attachments":[{"url":"https://example.org/a.mp3","mime_type":"audio/mpeg",
  "size_in_bytes":5,"duration_in_seconds":120}]}]})x");
  EXPECT_EQ(feed.version, "1.1");
  const auto& item = feed.items.at(0);
  EXPECT_EQ(item.id, "7");
  EXPECT_EQ(item.content_html, "a &lt; b");
  EXPECT_EQ(item.text, "a < b");
  EXPECT_EQ(item.author, "Ann, Bob");
  EXPECT_DOUBLE_EQ(*item.minutes, 2);
}

TEST(Document, SurvivesIllFormedXml) {
  const auto feed = feed_of(R"x(
 noise <rss><channel><title>Fish & Chips</title>
 <item><title>One<description>a <br> b & c &nbsp; &unknown; <p>d</description></item>
 <item><title>Two</title><dc:creator>No Namespace</dc:creator></wrong></item>)x");
  EXPECT_EQ(feed.title, "Fish & Chips");
  ASSERT_EQ(feed.items.size(), 2u);
  EXPECT_EQ(feed.items[1].title, "Two");
  EXPECT_EQ(feed.items[1].author, "No Namespace");
  EXPECT_THAT(feed.warnings, Not(IsEmpty()));
}

TEST(Document, RefusesBombsAtOnce) {
  std::string laughs = "<!DOCTYPE x [<!ENTITY a0 \"lol\">";
  for (int i = 1; i < 12; ++i) {
    const auto before = "&a" + std::to_string(i - 1) + ";";
    laughs += "<!ENTITY a" + std::to_string(i) + " \"";
    for (int k = 0; k < 10; ++k) laughs += before;
    laughs += "\">";
  }
  laughs += "]><rss><channel><title>&a11;</title></channel></rss>";
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<x>";
  const auto quadratic = "<!DOCTYPE x [<!ENTITY a \"" + std::string(100000, 'a') +
                         "\">]><rss><channel><title>&a;</title></channel></rss>";
  const std::string outside =
      "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><rss><channel><title>&a;</title>"
      "</channel></rss>";
  const std::string nested_json(100000, '[');
  for (const auto& bomb : {laughs, deep, quadratic, outside, nested_json}) {
    const auto start = std::chrono::steady_clock::now();
    const auto feed = read_document(bomb, {"bomb", {}, {}});
    ASSERT_FALSE(feed.ok());
    EXPECT_EQ(feed.error().failure, Failure::bad_input);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
  }
}

TEST(Document, TakesPlainEntitiesOfTheDocument) {
  const auto feed = feed_of(
      "<!DOCTYPE rss [<!ENTITY me \"heed\">]><rss><channel><title>&me; "
      "&me;</title></channel></rss>");
  EXPECT_EQ(feed.title, "heed heed");
}

TEST(Document, SaysWhatItDoesNotRead) {
  const auto refusal = [](std::string_view bytes) {
    return read_document(bytes, {"file", {}, {}}).error().message;
  };
  EXPECT_EQ(refusal({"PK\x03\x04\x14\0\0", 7}), "an archive (zip)");
  EXPECT_EQ(refusal("https://a.example/1\nhttps://a.example/2\n"), "a plain list of addresses");
  EXPECT_EQ(refusal("A book (A. Writer)\n- Your Highlight\n\nwords\n==========\n"),
            "the clippings of a Kindle");
  EXPECT_EQ(refusal("nothing of all this"),
            "neither XML, JSON, mail, HTML nor a table that heed knows");
}

TEST(Document, LeavesScrapedPagesOfOpmlAsideAndWarnsOfACut) {
  const auto document = read_document(
      "<opml><body><outline type='HTML+XPath' xmlUrl='https://a.example/'/>"
      "<outline xmlUrl='https://b.example/feed'/><outline xmlU",
      {"file", {}, {}});
  const auto& list = std::get<SubscriptionList>(*document);
  ASSERT_EQ(list.subscriptions.size(), 1u);
  EXPECT_EQ(list.skipped, 1);
  EXPECT_THAT(list.warnings, testing::ElementsAre(kBreaksOff));
}

TEST(Document, ReadsOpmlInFoldersAndRefusesCommands) {
  const auto document = read_document(R"x(<opml version="2.0"><head><title>Mine</title></head><body>
  <outline text="Tech"><outline text="Deep"><outline type="rss" text="A" xmlUrl="https://a.example/f"
    htmlUrl="https://a.example/"/></outline></outline>
  <outline text="B" xmlUrl="feed://b.example/f"/><outline text="A again" xmlUrl="https://a.example/f"/>
  <outline xmlUrl="|id"/><outline xmlUrl="exec:ls"/><outline xmlUrl="file:///etc/passwd"/>
  <outline xmlUrl="javascript:alert(1)"/></body></opml>)x",
                                      {"list", {}, {}});
  ASSERT_TRUE(document.ok());
  const auto& list = std::get<SubscriptionList>(*document);
  EXPECT_EQ(list.title, "Mine");
  ASSERT_EQ(list.subscriptions.size(), 2u);
  EXPECT_THAT(list.subscriptions[0].folders, ElementsAre("Tech", "Deep"));
  EXPECT_EQ(list.subscriptions[0].site, "https://a.example/");
  EXPECT_EQ(list.subscriptions[1].url, "http://b.example/f");
  EXPECT_EQ(list.refused.size(), 4u);
}

TEST(Document, ReadsJsonLinesAndNamesBrokenOnes) {
  const auto document = read_document(
      "{\"title\":\"One\",\"url\":\"https://e.example/1\",\"minutes\":3,\"lang\":\"en\"}\n"
      "{\"title\": broken\n\n{\"text\":\"Two\\nlines\xFF\"}\n[]\n{\"url\":\"https://e.example\"}\n",
      {"items.jsonl", {}, {}});
  ASSERT_TRUE(document.ok());
  const auto& list = std::get<ItemList>(*document);
  ASSERT_EQ(list.items.size(), 2u);
  EXPECT_DOUBLE_EQ(*list.items[0].minutes, 3);
  EXPECT_EQ(list.items[1].text, "Two\nlines\xEF\xBF\xBD");
  EXPECT_EQ(list.items[1].content_html, "<p>Two</p><p>lines\xEF\xBF\xBD</p>");
  ASSERT_EQ(list.errors.size(), 3u);
  EXPECT_EQ(list.errors[0].where, "items.jsonl, line 2");
  EXPECT_EQ(list.errors[1].where, "items.jsonl, line 5");
  EXPECT_EQ(list.errors[2].where, "items.jsonl, line 6");
}

TEST(Document, ReadsJsonLinesWhoseFirstLineIsBroken) {
  for (const std::string first : {"oops", "null", "\"text\"", "# exported", "\xEF\xBB\xBF{"}) {
    const auto text = first + "\n{\"title\":\"One\"}\n{\"title\":\"Two\"}\n";
    EXPECT_EQ(looks_like_json_lines(text), first.back() != '{') << first;
    const auto document = read_document(text, {"items.jsonl", {}, {}});
    ASSERT_TRUE(document.ok()) << first;
    const auto& list = std::get<ItemList>(*document);
    EXPECT_EQ(list.items.size(), 2u) << first;
    ASSERT_EQ(list.errors.size(), 1u) << first;
    EXPECT_EQ(list.errors[0].where, "items.jsonl, line 1") << first;
  }
  EXPECT_FALSE(looks_like_json_lines("[\n{\"title\":\"One\"}\n]"));
  EXPECT_FALSE(looks_like_json_lines("Some words\nand more\n{\"title\":\"One\"}\n"));
}

TEST(Document, ReadsAuthorsAndMillisecondsInJsonLines) {
  const auto document = read_document(
      "{\"title\":\"A\",\"published\":1772460306000,\"author\":{\"name\":\"Ann\"}}\n"
      "{\"title\":\"B\",\"published\":\"1772460306000\",\"author\":[\"Ann\",{\"name\":\"Ben\"}]}\n"
      "{\"title\":\"C\",\"published\":1772460306,\"author\":[{}, null]}\n"
      "{\"title\":\"D\",\"published\":\"yesterday\",\"author\":null}\n",
      {"items.jsonl", {}, {}});
  const auto& items = std::get<ItemList>(*document).items;
  ASSERT_EQ(items.size(), 4u);
  for (const std::size_t i : {0, 1, 2}) {
    EXPECT_EQ(to_rfc3339(items[i].published.value()), "2026-03-02T14:05:06Z") << i;
  }
  EXPECT_EQ(items[0].author, "Ann");
  EXPECT_EQ(items[1].author, "Ann, Ben");
  EXPECT_EQ(items[3].author, "");
  EXPECT_FALSE(items[3].published);
}

TEST(Discovery, FindsIconsOfPixelsFirst) {
  const auto page = html::parse_html(
      "<link rel='SHORTCUT ICON' href=/a.svg><link rel=icon href=b.png><link rel=icons href=c>"
      "<link rel=icon href='data:image/png;base64,AA'><a rel=icon href=d>");
  EXPECT_THAT(icons_of_page(page, "https://e.example/x/"),
              testing::ElementsAre("https://e.example/x/b.png", "https://e.example/a.svg"));
}

TEST(Document, FindsTheFeedsOfAPage) {
  const auto document = read_document(R"x(<!doctype html><html lang="en"><head><title>A page</title>
  <link rel="alternate" type="application/rss+xml" href="/comments/feed" title="Comments">
  <link rel="alternate stylesheet" href="x.css"><link rel=alternate type="application/atom+xml; charset=utf-8"
   href="/posts.atom"></head><body><a href="rss.xml">RSS</a></body></html>)x",
                                      {"page", "https://p.example/x/", {}});
  const auto& page = std::get<Page>(*document);
  ASSERT_EQ(page.feeds.size(), 3u);
  EXPECT_EQ(page.feeds[0].url, "https://p.example/posts.atom");
  EXPECT_EQ(page.feeds[1].title, "Comments");
  EXPECT_EQ(page.feeds[2].url, "https://p.example/x/rss.xml");
  EXPECT_EQ(likely_feeds("https://www.youtube.com/channel/UC1")[0],
            "https://www.youtube.com/feeds/videos.xml?channel_id=UC1");
}

TEST(Discovery, TakesWhatAPageDeclaresHoweverItIsTyped) {
  const auto page = html::parse_html(
      "<base href='https://b.example/dir/'><base href='https://c.example/'>"
      "<link rel=alternate type=application/json href=feed.json>"
      "<link rel=alternate type=application/json href='/wp-json/wp/v2/posts/1'>"
      "<link rel=alternate type=text/xml href=a.xml><link rel=feed href=b>"
      "<link rel=feed type=text/html href=notes><link rel=alternate hreflang=de href=/de>"
      "<link rel='feed' type='application/rss+xml' href=c>");
  std::vector<std::string> urls;
  for (const auto& feed : feeds_of_page(page, "https://a.example/x")) urls.push_back(feed.url);
  EXPECT_THAT(urls, ElementsAre("https://b.example/dir/c", "https://b.example/dir/feed.json",
                                "https://b.example/dir/a.xml", "https://b.example/dir/b"));
}

TEST(Document, BelievesNoPageOfAYearThatIsFarToCome) {
  const auto day_of = [](std::optional<Time> now) {
    const auto page = read_document(
        "<html><meta property='article:published_time' content='2036-05-01'><body><p>By Ann Lee, "
        "<time datetime='2026-05-01'>1 May</time></p></html>",
        {"page.html", "", "", now});
    return to_rfc3339(*std::get<Page>(*page).item.published).substr(0, 10);
  };
  EXPECT_EQ(day_of(parse_rfc3339("2026-06-01")), "2026-05-01");
  EXPECT_EQ(day_of({}), "2036-05-01");
}

TEST(Document, SaysWhatItCannotRead) {
  for (const auto* text : {"", "   ", "hello", "<svg/>", "{\"a\":1}", "{", "\x89PNG\r\n"}) {
    const auto document = read_document(text, {"it", {}, {}});
    ASSERT_FALSE(document.ok()) << text;
    EXPECT_EQ(document.error().failure, Failure::bad_input);
    EXPECT_THAT(document.error().where, HasSubstr("it"));
  }
}

TEST(Html, IsToldFromWhatIsNone) {
  const auto refusal = [](std::string_view bytes) {
    const auto page = read_html(bytes, {"test", "", ""});
    return page ? std::string() : std::string(page.error().what());
  };
  const std::string paragraph = "<p>A paragraph, which is a page already.</p>";
  for (const auto& page : {paragraph, "Notice: undefined<br><html>" + paragraph,
                           "<!-- x --><!DOCTYPE html>\n" + paragraph}) {
    EXPECT_EQ(refusal(page), "");
  }
  EXPECT_THAT(refusal(" "), HasSubstr("empty"));
  EXPECT_THAT(refusal("<?xml version='1.0'?><rss><channel/></rss>"), HasSubstr("heed feed parse"));
  EXPECT_THAT(
      refusal("From: a@x.org\nSubject: s\nDate: Mon, 2 Mar 2026 10:11:12 +0100\n\n" + paragraph),
      HasSubstr("heed add"));
  for (const auto& other :
       {std::string("%PDF-1.4\n<</Type/Page>>"), std::string("a,b\n1,<b>2</b>\n"),
        std::string("Words alone."), "<p>" + std::string(100, '\x01') + paragraph}) {
    EXPECT_THAT(refusal(other), HasSubstr("no HTML"));
  }
}

// What a terminal would obey is taken out wherever it comes from; a C1 control is a character of
// windows-1252.
TEST(Document, LeavesNoControlsInTitlesAndNames) {
  const std::string mail = "Message-ID: <1@a.example>\nDate: Mon, 2 Mar 2026 10:00:00 +0000\n";
  const std::string words =
      "From: =?utf-8?Q?It=C2=92s=1B[2J?= <a@a.example>\n"
      "Subject: =?utf-8?Q?It=C2=92s=1B[2J=C2=9D?=\n\nwords\n";
  const std::string documents[] = {
      mail + words,
      "Highlight,Book Title,Book Author\nwords,It\xC2\x92s\x1B[2J,It\xC2\x92s\x1B[2J\xC2\x8F\n",
      "id,permalink,title\n1,https://www.reddit.com/r/a/comments/1/b/,It\xC2\x92s\x1B[2J\n",
      "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF='https://a.example/'>It\xC2\x92s\x1B[2J"
      "</A></DL>",
      R"([{"title":"It\u0092s\u001b[2J\u009d","url":"https://a.example/","author":"It\u0092s[2J"}])",
  };
  for (const auto& document : documents) {
    const auto list = std::get<ItemList>(read_document(document, {"file", {}, {}}).take());
    ASSERT_EQ(list.items.size(), 1u) << document;
    EXPECT_EQ(list.items[0].title, "It’s[2J") << document;
    EXPECT_THAT(list.items[0].author, testing::AnyOf("It’s[2J", "")) << document;
  }
  const auto feed = feed_of(R"({"version":"https://jsonfeed.org/version/1","title":"T","items":[
      {"id":"1","title":"It\u0092s\u001b[2J"}]})");
  EXPECT_EQ(feed.items.at(0).title, "It’s[2J");
  const auto page =
      read_document("<html><title>It\xC2\x92s\x1B[2J</title><body><p>x</html>", {"page", {}, {}});
  EXPECT_EQ(std::get<Page>(*page).item.title, "It’s[2J");
}

}  // namespace
}  // namespace heed::read
