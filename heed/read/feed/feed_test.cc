// Feeds as they are met: where their links lead, when they wish to be asked, which of several
// elements that say the same is heard.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heed/read/document.h"

namespace heed::read {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Feed feed(std::string_view text, std::string url = "") {
  return read_feed(text, {"test", std::move(url), ""}).take();
}

Item first(std::string_view item, std::string url = "") {
  const auto text = "<rss version='2.0'><channel><title>T</title><item>" + std::string(item) +
                    "</item></channel></rss>";
  return feed(text, std::move(url)).items.at(0);
}

std::string atom(std::string_view inside) {
  return "<feed xmlns='http://www.w3.org/2005/Atom'>" + std::string(inside) + "</feed>";
}

TEST(FeedLinks, AreSeenFromTheFeedsAddress) {
  EXPECT_EQ(first("<link>/a</link>", "https://x.org/b/feed").link, "https://x.org/a");
  EXPECT_EQ(first("<link>a?b#c</link>", "https://x.org/b/feed").link, "https://x.org/b/a?b#c");
  EXPECT_EQ(first("<link>//y.org/a</link>", "https://x.org/").link, "https://y.org/a");
  EXPECT_EQ(first("<link>a</link>").link, "a");
}

TEST(FeedLinks, AreSeenFromWhatTheFeedSaysOfItselfWhereItsAddressIsUnknown) {
  const auto text = atom(
      "<link rel='self' href='https://x.org/b/feed'/><link href='/'/>"
      "<entry><link href='../a'/><link rel='enclosure' href='c.mp3' type='audio/mpeg'/>"
      "<content type='html'>&lt;a href='d'>d&lt;/a></content></entry>");
  const auto read = feed(text);
  EXPECT_EQ(read.link, "https://x.org/");
  EXPECT_EQ(read.items[0].link, "https://x.org/a");
  EXPECT_EQ(read.items[0].enclosures.at(0).url, "https://x.org/b/c.mp3");
  EXPECT_THAT(read.items[0].content_html, HasSubstr("href=\"https://x.org/b/d\""));
  EXPECT_EQ(feed(text, "https://mirror.org/feed").link, "https://mirror.org/");
  // RSS borrows the element; an item's own is of the item.
  EXPECT_EQ(feed("<rss><channel xmlns:atom='http://www.w3.org/2005/Atom'>"
                 "<atom:link rel='self' href='https://x.org/f/rss'/>"
                 "<item><link>a</link></item></channel></rss>")
                .items[0]
                .link,
            "https://x.org/f/a");
  EXPECT_EQ(feed(atom("<entry><link rel='self' href='https://x.org/e'/><link href='a'/></entry>"))
                .items[0]
                .link,
            "a");
  EXPECT_EQ(feed(atom("<entry><source><link rel='self' href='https://y.org/f'/></source>"
                      "<link href='a'/></entry>"))
                .items[0]
                .link,
            "a");
  EXPECT_EQ(feed(atom("<link rel='self' href='javascript:1'/><entry><link href='a'/></entry>"))
                .items[0]
                .link,
            "a");
}

// Items are read before the address is: the feed is read once more.
TEST(FeedLinks, AreSeenFromAnAddressThatTheFeedGivesAfterItsItems) {
  const auto read = feed(
      atom("<link href='/'/>"
           "<entry xml:base='e/'><link href='../a'/><content type='html'>&lt;a href='d'>d&lt;/a> "
           "&lt;img src='/p.png'></content></entry>"
           "<entry><link href='https://y.org/b'/><link rel='enclosure' href='c.mp3'/></entry>"
           "<link rel='self' href='https://x.org/f/feed'/><title>T</title>"
           "<entry><title>last</title><link href='z'/></entry>"));
  ASSERT_EQ(read.items.size(), 3u);
  EXPECT_EQ(read.title, "T");
  EXPECT_EQ(read.link, "https://x.org/");
  EXPECT_EQ(read.items[0].link, "https://x.org/f/a");
  EXPECT_THAT(read.items[0].content_html, HasSubstr("href=\"https://x.org/f/e/d\""));
  EXPECT_THAT(read.items[0].content_html, HasSubstr("data-src=\"https://x.org/p.png\""));
  EXPECT_EQ(read.items[1].link, "https://y.org/b");
  EXPECT_EQ(read.items[1].enclosures.at(0).url, "https://x.org/f/c.mp3");
  EXPECT_EQ(read.items[2].link, "https://x.org/f/z");

  const std::string rss =
      "<rss><channel xmlns:atom='http://www.w3.org/2005/Atom'><item><link>a</link></item>"
      "<atom:link rel='self' href='https://x.org/f/rss'/></channel></rss>";
  EXPECT_EQ(feed(rss).items.at(0).link, "https://x.org/f/a");
  EXPECT_EQ(feed(rss, "https://mirror.org/").items.at(0).link, "https://mirror.org/a");
}

// Nobody knows where the document lies: what the feed says of its page and the item of its own is
// the best there is.
TEST(FeedLinks, AreSeenFromThePageWhereTheFeedsAddressIsUnknown) {
  const std::string item =
      "<item><link>/news/1</link><enclosure url='a.mp3' type='audio/mpeg'/>"
      "<description>&lt;a href='more'>more&lt;/a></description></item>";
  const std::string image = "<image><link>https://y.org/</link></image>";
  for (const auto& channel : {image + "<link>https://x.org/f/</link>" + item,
                              image + item + "<link>https://x.org/f/</link>"}) {
    const auto read = feed("<rss><channel>" + channel + "</channel></rss>");
    ASSERT_EQ(read.items.size(), 1u);
    EXPECT_EQ(read.items[0].link, "https://x.org/news/1");
    EXPECT_EQ(read.items[0].enclosures.at(0).url, "https://x.org/f/a.mp3");
    EXPECT_EQ(read.items[0].summary_html, "<a href=\"https://x.org/news/more\">more</a>");
  }
  const std::string entry =
      "<entry><link href='https://z.org/1/'/><summary type='html'>&lt;a "
      "href='/more'>more&lt;/a></summary></entry>";
  EXPECT_EQ(feed(atom("<link href='https://x.org/'/>" + entry)).items.at(0).summary_html,
            "<a href=\"https://z.org/more\">more</a>");
  EXPECT_EQ(feed(atom(entry)).items.at(0).summary_html, "<a href=\"https://z.org/more\">more</a>");
  // Its own address is better, even after its items.
  EXPECT_EQ(feed(atom("<link href='https://x.org/'/><entry><link href='a'/></entry>"
                      "<link rel='self' href='https://x.org/f/feed'/>"))
                .items.at(0)
                .link,
            "https://x.org/f/a");
  EXPECT_EQ(feed(R"({"title":"T","home_page_url":"https://x.org/f/",
                     "items":[{"id":"1","url":"a"}]})")
                .items.at(0)
                .link,
            "https://x.org/f/a");
}

TEST(FeedLinks, OfJsonAreSeenFromTheAddressThatItGives) {
  const std::string json =
      R"({"version":"https://jsonfeed.org/version/1.1","feed_url":"https://x.org/f/feed.json",
          "title":"T","home_page_url":"/","items":[{"id":"1","url":"a"}]})";
  EXPECT_EQ(feed(json).link, "https://x.org/");
  EXPECT_EQ(feed(json).items.at(0).link, "https://x.org/f/a");
  EXPECT_EQ(feed(json, "https://mirror.org/").items.at(0).link, "https://mirror.org/a");
}

TEST(FeedLinks, ObeyXmlBaseAtEveryLevel) {
  const auto read =
      feed(atom("<entry xml:base='http://y.org/1/'><link href='a'/>"
                "<content type='xhtml' xml:base='2/'><div xmlns='http://www.w3.org/1999/xhtml'>"
                "<a href='b'>b</a></div></content></entry>"),
           "http://x.org/");
  EXPECT_EQ(read.items[0].link, "http://y.org/1/a");
  EXPECT_THAT(read.items[0].content_html, HasSubstr("href=\"http://y.org/1/2/b\""));
}

// The page that shows the item holds its footnotes, not the feed.
TEST(FeedLinks, ToPlacesWithinATextLeadIntoTheItemsPage) {
  const auto html = [](const std::string& link) {
    return feed("<rss><channel><atom:link rel='self' href='https://x.org/feed'/><item>" + link +
                "<description>&lt;a href='#note'>1&lt;/a>&lt;a href='b'>b&lt;/a></description>"
                "</item></channel></rss>")
        .items.at(0)
        .summary_html;
  };
  EXPECT_THAT(html("<link>https://x.org/p/1</link>"),
              testing::AllOf(HasSubstr("href=\"https://x.org/p/1#note\""),
                             HasSubstr("href=\"https://x.org/b\"")));
  EXPECT_THAT(html(""), HasSubstr("href=\"#note\""));
}

TEST(FeedLinks, AreNeverMadeOfNames) {
  const auto read = feed(
      "<rss><channel><atom:link rel='self' href='https://x.org/feed'/>"
      "<item><guid>0f3c9a7e-1b2d</guid></item><item><guid>ep-2.mp3</guid></item>"
      "</channel></rss>");
  EXPECT_EQ(read.items[0].link, "");
  EXPECT_EQ(read.items[1].link, "");
  EXPECT_EQ(feed(atom("<entry><id>3</id></entry>"), "https://x.org/feed").items[0].link, "");
}

TEST(FeedLinks, ThatActAreDropped) {
  EXPECT_EQ(first("<link>javascript:alert(1)</link>").link, "");
  EXPECT_EQ(first("<link>data:text/html,x</link>").link, "");
  EXPECT_TRUE(first("<enclosure url='javascript:1' type='audio/mpeg'/>").enclosures.empty());
}

TEST(FeedLinks, OfAGuidCountOnlyWhereItIsOne) {
  EXPECT_EQ(first("<guid>https://x.org/1</guid>").link, "https://x.org/1");
  EXPECT_EQ(first("<guid isPermaLink='false'>https://x.org/1</guid>").link, "");
  EXPECT_EQ(first("<guid>tag:x.org,2024:1</guid>").link, "");
  EXPECT_EQ(first("<guid>https://x.org/1</guid><link>https://x.org/2</link>").link,
            "https://x.org/2");
}

TEST(FeedWishes, AreHeard) {
  const auto read = feed(
      "<rss><channel><ttl>90</ttl><skipHours><hour>0</hour><hour>24</hour><hour>7</hour>"
      "<hour>99</hour></skipHours><skipDays><day>Saturday</day><day>sunday</day><day>x</day>"
      "</skipDays></channel></rss>");
  EXPECT_EQ(read.ttl, std::chrono::minutes{90});
  EXPECT_EQ(read.skip_hours.count(), 2u);
  EXPECT_TRUE(read.skip_hours[0] && read.skip_hours[7]);
  EXPECT_EQ(read.skip_days.count(), 2u);
  EXPECT_TRUE(read.skip_days[0] && read.skip_days[6]);
}

TEST(FeedWishes, OfTheSyndicationModuleToo) {
  const auto wish = [](std::string_view inside) {
    return feed("<rss xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel>" +
                std::string(inside) + "</channel></rss>")
        .ttl;
  };
  EXPECT_EQ(wish("<sy:updatePeriod>daily</sy:updatePeriod>"), std::chrono::hours{24});
  EXPECT_EQ(wish("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2"
                 "</sy:updateFrequency>"),
            std::chrono::minutes{30});
  EXPECT_EQ(wish("<sy:updatePeriod>now and then</sy:updatePeriod>"), std::nullopt);
  EXPECT_EQ(wish("<ttl>-5</ttl>"), std::nullopt);
}

TEST(FeedItems, KeepWhatIsNearestToTheItem) {
  const auto item = first(
      "<title>Mine</title><media:group xmlns:media='http://search.yahoo.com/mrss/'>"
      "<media:title>Another's</media:title><media:description>Film</media:description>"
      "</media:group><source url='x'><title>Origin</title></source>");
  EXPECT_EQ(item.title, "Mine");
  EXPECT_THAT(item.text, HasSubstr("Film"));
}

// Of a picture, a film: beside a text it is none of the item's.
TEST(FeedItems, AreWhatTheirMediaShowOnlyWhereNothingElseSaysSo) {
  const std::string media = "<media:description>A boat.</media:description>";
  const auto item = first("<description>The river rose.</description>" + media);
  EXPECT_EQ(item.text, "The river rose.");
  EXPECT_EQ(item.content_html, "");
  EXPECT_EQ(first(media + "<description>The river rose.</description>").text, "The river rose.");
  EXPECT_EQ(first("<description/>" + media).text, "A boat.");
}

// WordPress.com shows the author's face, titled by their login.
TEST(FeedItems, AreNotTitledByTheirPictures) {
  const auto title = [](const std::string& media) {
    return first("<description>words</description><media:content url='https://a.example/1' " +
                 media + "><media:title>jane</media:title></media:content>")
        .title;
  };
  EXPECT_EQ(title("medium='image'"), "");
  EXPECT_EQ(title("type='image/png'"), "");
  EXPECT_EQ(title("medium='video'"), "jane");
}

TEST(FeedItems, ReadWhatTheirMediaShowAsPlainTextInLines) {
  const auto media = [](std::string_view element) {
    return feed(atom("<entry><media:group>" + std::string(element) + "</media:group></entry>"))
        .items[0];
  };
  const auto plain = media(
      "<media:description>Say a &lt;b and then:\n\n0:00 Start\n&lt;i>end&lt;/i>"
      "</media:description>");
  EXPECT_EQ(plain.text, "Say a <b and then:\n0:00 Start\n<i>end</i>");
  EXPECT_THAT(plain.summary_html, HasSubstr("<p>0:00 Start<br>"));
  EXPECT_EQ(media("<media:description type='html'>A &lt;i>boat&lt;/i></media:description>").text,
            "A boat");
}

TEST(FeedItems, KeepParagraphsThatOnlyBlankLinesPart) {
  const auto html = [](std::string_view text) {
    return first("<description><![CDATA[" + std::string(text) + "]]></description>").summary_html;
  };
  EXPECT_EQ(html("The boats.\n \nQ & A:\n0:00 Start"),
            "<p>The boats.</p><p>Q &amp; A:<br>0:00 Start</p>");
  EXPECT_EQ(html("Wrapped\n   by a program"), "Wrapped\n   by a program");
  EXPECT_EQ(html("One<br>\n\nand the same"), "One<br>\n\nand the same");
  EXPECT_EQ(html("&quot;One&quot;\n\nand the same"), "&quot;One&quot;\n\nand the same");
}

TEST(FeedItems, KeepLessThanSignsThatStartNoTag) {
  const auto text = [](std::string_view html) {
    return first("<description><![CDATA[" + std::string(html) + "]]></description>").text;
  };
  EXPECT_EQ(text("for $a < b$ and all $x_{i}<y_{i}$ it holds. Code: there."),
            "for $a < b$ and all $x_{i}<y_{i}$ it holds. Code: there.");
  EXPECT_EQ(text("a vector<int> of <b>two</b>, I <3 it </3"), "a vector<int> of two, I <3 it </3");
  EXPECT_EQ(text("a <b and then all the rest"), "a <b and then all the rest");
  EXPECT_EQ(text("<o:p>Office</o:p> <my-own x='1'>elements</my-own> <math><mi>x</mi></math>"),
            "Office elements x");
  EXPECT_EQ(text("cut within <a href='https://x.org"), "cut within");
}

TEST(FeedItems, AreInTheFeedsLanguageUnlessTheySayAnother) {
  const auto rss = feed(
      "<rss><channel><language>en-us</language><item><title>a</title></item>"
      "<item><title>b</title><dc:language>de</dc:language></item></channel></rss>");
  EXPECT_EQ(rss.items[0].language, "en-us");
  EXPECT_EQ(rss.items[1].language, "de");
  EXPECT_EQ(feed(R"({"version":"https://jsonfeed.org/version/1.1","language":"nl",
                     "items":[{"id":"1"}]})")
                .items.at(0)
                .language,
            "nl");
}

TEST(FeedItems, AreReadFromTheFullerOfTheirTexts) {
  const std::string notes =
      "<description><![CDATA[<p>The <a href='https://n.example'>notes</a>:</p><ul><li>one</li>"
      "<li>two</li></ul>]]></description>";
  EXPECT_EQ(first(notes + "<itunes:summary>The notes: one two</itunes:summary>").text,
            "The notes:\none\ntwo");
  const std::string lines = "Line one\n\nLine two https://n.example";
  EXPECT_EQ(first("<itunes:summary>" + lines + "</itunes:summary><description>" + lines +
                  "</description>")
                .text,
            "Line one\nLine two https://n.example");
}

TEST(FeedItems, HaveNoDateWhereAProgramWroteNone) {
  EXPECT_EQ(first("<pubDate>Mon, 01 Jan 0001 00:00:00 +0000</pubDate>").published, std::nullopt);
  EXPECT_EQ(first("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>").published, std::nullopt);
  EXPECT_TRUE(first("<pubDate>Thu, 01 Jan 1970 00:00:01 GMT</pubDate>").published);
  EXPECT_TRUE(first("<pubDate>Sun, 09 Feb 1806 23:59:45 GMT</pubDate>").published);
  EXPECT_EQ(feed(atom("<entry><updated>0001-01-01T00:00:00Z</updated></entry>")).items[0].updated,
            std::nullopt);
  EXPECT_EQ(feed(R"({"version":"https://jsonfeed.org/version/1.1",
                     "items":[{"id":"1","date_published":"0001-01-01T00:00:00Z"}]})")
                .items.at(0)
                .published,
            std::nullopt);
}

TEST(FeedItems, ReadTitlesAsTheyAreMeant) {
  EXPECT_EQ(first("<title>a &amp;amp; b</title>").title, "a & b");
  EXPECT_EQ(first("<title>1 &lt; 2 &amp; 3</title>").title, "1 < 2 & 3");
  EXPECT_EQ(first("<title><![CDATA[<b>Bold</b> claim]]></title>").title, "Bold claim");
  EXPECT_EQ(feed(atom("<entry><title>a &lt;b> c</title></entry>")).items[0].title, "a <b> c");
  EXPECT_EQ(feed(atom("<entry><title type='html'>a &lt;b>c&lt;/b></title></entry>")).items[0].title,
            "a c");
}

TEST(FeedItems, NameTheirPeopleAndSubjects) {
  const auto item = first(
      "<dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>Ann</dc:creator>"
      "<category>Sea</category><category> Sea </category><category>Wind</category>");
  EXPECT_EQ(item.author, "Ann");
  EXPECT_THAT(item.categories, ElementsAre("Sea", "Wind"));
  const auto entry = feed(atom("<entry><author><name>Ann</name><email>a@x.org</email></author>"
                               "<category term='t' label='L'/></entry>"))
                         .items[0];
  EXPECT_EQ(entry.author, "Ann (a@x.org)");
}

TEST(FeedItems, NamePeopleAndSubjectsInPlainTextHoweverTheyAreEscaped) {
  const auto item = first(
      "<itunes:keywords xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'>"
      "<![CDATA[q&amp;a, talk]]></itunes:keywords>");
  EXPECT_THAT(item.categories, ElementsAre("q&a", "talk"));
  const auto json = feed(
                        R"({"version":"https://jsonfeed.org/version/1.1","title":"T","items":[
                          {"id":"1","authors":[{"name":"Tom &amp; Ann"}],"tags":["R&amp;D","a < b"]}]})")
                        .items.at(0);
  EXPECT_EQ(json.author, "Tom & Ann");
  EXPECT_THAT(json.categories, ElementsAre("R&D", "a < b"));
}

TEST(FeedItems, NameTheirPeopleWhateverStandsAroundTheName) {
  const auto creator = [](std::string_view inside) {
    return first("<dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>" + std::string(inside) +
                 "</dc:creator>")
        .author;
  };
  EXPECT_EQ(creator("<p>Ann</p>"), "Ann");
  EXPECT_EQ(creator("<![CDATA[Tom &amp; Ann O&#8217;Neil]]>"), "Tom & Ann O’Neil");
  EXPECT_EQ(creator("Ann &lt;ann@x.org&gt;"), "Ann <ann@x.org>");
  EXPECT_EQ(creator("Ann <foaf:surname>Bo</foaf:surname>"), "Ann Bo");
  EXPECT_EQ(creator("<foaf:Person><foaf:name>Ann</foaf:name><description>Kind.</description>"
                    "</foaf:Person>"),
            "Ann");
  EXPECT_EQ(feed(atom("<entry><author><uri>https://x.org/</uri></author></entry>")).items[0].author,
            "");
}

TEST(FeedItems, ThatNameNobodyAreOfTheirSourcesOrTheFeedsAuthors) {
  const auto read =
      feed(atom("<author><name>Ann</name></author><author><name>Bo</name></author>"
                "<entry><title>a</title></entry>"
                "<entry><author><name>Cy</name></author></entry>"
                "<entry><source><author><name>Di</name></author></source></entry>"));
  ASSERT_EQ(read.items.size(), 3u);
  EXPECT_EQ(read.items[0].author, "Ann, Bo");
  EXPECT_EQ(read.items[1].author, "Cy");
  EXPECT_EQ(read.items[2].author, "Di");
  const auto json = feed(
      R"({"version":"https://jsonfeed.org/version/1.1","title":"T","authors":[{"name":"Ann"}],
          "items":[{"id":"1"},{"id":"2","authors":[{"name":"Bo"}]}]})");
  ASSERT_EQ(json.items.size(), 2u);
  EXPECT_EQ(json.items[0].author, "Ann");
  EXPECT_EQ(json.items[1].author, "Bo");
  const auto endless = feed(atom("<author>" + std::string(5000, 'a') + "</author><entry/>"));
  EXPECT_EQ(endless.items.at(0).author, "");
}

TEST(FeedItems, TellHowLongTheyLast) {
  const auto last = [](std::string_view duration) {
    return first("<itunes:duration xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'>" +
                 std::string(duration) + "</itunes:duration>")
        .minutes;
  };
  EXPECT_DOUBLE_EQ(*last("1:02:00"), 62);
  EXPECT_DOUBLE_EQ(*last("90"), 1.5);
  EXPECT_EQ(last("a while"), std::nullopt);
}

// Each is read when it ends, while the rest of the document is yet to come.
TEST(FeedItems, AreThoseOfTheFeedWhereverTheyEnd) {
  const auto titles = [](const std::string& inside) {
    std::string all;
    for (const auto& item : feed("<rss><channel><title>T</title>" + inside).items) {
      all += item.title + ";";
    }
    return all;
  };
  EXPECT_EQ(titles("<item><title>a</title></item><item><title>b</title></item></channel></rss>"),
            "a;b;");
  EXPECT_EQ(titles("<item><title>a</title></item><item><title>b</channel></rss>"), "a;b;");
  EXPECT_EQ(titles("<item><title>a</title></item><item><title>b"), "a;b;");
  EXPECT_EQ(titles("<item><title>a</title><x><item><title>b</title></item></x></item>"), "a;");
  EXPECT_EQ(titles("<x><item><title>a</title></item></x><item><title>b</title></item>"), "b;");
  EXPECT_EQ(titles("<item/><item><title>b</title></item>"), ";b;");
  const auto after = feed("<rss><channel><item><title>a</title></item><title>Late</title>");
  EXPECT_EQ(after.title, "Late");
}

TEST(FeedItems, SurviveBrokenMarkup) {
  const auto read = feed(
      "<rss><channel><title>T</title><item><title>One</title><description>a<br>b</description>"
      "</item><item><title>Two</title></channel>");
  ASSERT_EQ(read.items.size(), 2u);
  EXPECT_EQ(read.items[1].title, "Two");
  EXPECT_FALSE(read.warnings.empty());
}

TEST(FeedItems, LoseNothingButAnEndTag) {
  const auto item = [](std::string_view text) {
    return feed("<rss><channel><title>T</title><item>" + std::string(text) +
                "<guid isPermaLink='false'>g</guid><author>Ann</author><category>c</category>"
                "</item></channel></rss>")
        .items.at(0);
  };
  for (const auto* text : {"<title>A<link>https://x.org/</link><description>d</description>",
                           "<title>A</title><link>https://x.org/<description>d</description>",
                           "<link>https://x.org/</link><title>A</title><description>d"}) {
    const auto read = item(text);
    EXPECT_EQ(read.title, "A") << text;
    EXPECT_EQ(read.link, "https://x.org/") << text;
    EXPECT_EQ(read.text, "d") << text;
    EXPECT_EQ(read.id, "g") << text;
    EXPECT_EQ(read.author, "Ann") << text;
    EXPECT_THAT(read.categories, ElementsAre("c")) << text;
  }
  EXPECT_EQ(item("<description>a <b>bold</b> claim").summary_html, "a <b>bold</b> claim");

  const auto read = feed(
      "<rss><channel><title>T<link>https://x.org/</link><description>D"
      "<item><title>One</title></item><item><title>Two</title></item></channel></rss>");
  EXPECT_EQ(read.title, "T");
  EXPECT_EQ(read.link, "https://x.org/");
  EXPECT_EQ(read.description, "D");
  ASSERT_EQ(read.items.size(), 2u);
  EXPECT_EQ(read.items[1].title, "Two");
}

}  // namespace
}  // namespace heed::read
