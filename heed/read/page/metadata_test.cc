#include "heed/read/page/metadata.h"

#include <gtest/gtest.h>

namespace heed::read {
namespace {

Metadata metadata_of(const std::string& html) {
  return read_metadata(html::parse_html(html));
}

TEST(PageMetadata, ReadsLinkedDataAsSitesEmbedIt) {
  const auto title = [](const std::string& json) {
    return metadata_of("<script type='application/ld+json'>" + json + "</script>").title;
  };
  const std::string json = R"({"@type":"NewsArticle","headline":"On bridges")";
  EXPECT_EQ(title(json + "}"), "On bridges");
  EXPECT_EQ(title(json + ",\"description\":\"two\nlines\"}"), "On bridges");
  EXPECT_EQ(title("<![CDATA[\n" + json + "}\n]]>"), "On bridges");
  EXPECT_EQ(title(json), "");
}

std::string day_of(const std::string& html, std::optional<Time> now = {}) {
  const auto date = read_metadata(html::parse_html(html), now).published;
  return date ? to_rfc3339(*date).substr(0, 10) : "";
}

std::string meta_date(const std::string& text) {
  return "<meta property=article:published_time content='" + text + "'>";
}

TEST(PageDates, AreInTheOrderOfThePagesLanguage) {
  EXPECT_EQ(day_of("<html lang=pt>" + meta_date("04/05/2022")), "2022-05-04");
  EXPECT_EQ(day_of("<html lang=en-US>" + meta_date("04/05/2022")), "2022-04-05");
  EXPECT_EQ(day_of(meta_date("02.11.22")), "2022-11-02");
}

TEST(PageDates, AreOfTheYearsOfTheWeb) {
  const auto now = parse_rfc3339("2026-06-01");
  const std::string written = "<time>3 March 2024</time>";
  EXPECT_EQ(day_of(meta_date("0002-11-22") + written, now), "2024-03-03");
  EXPECT_EQ(day_of(meta_date("1988-01-01") + written, now), "2024-03-03");
  EXPECT_EQ(day_of(meta_date("2028-01-01") + written, now), "2024-03-03");
  EXPECT_EQ(day_of(meta_date("2027-12-31") + written, now), "2027-12-31");
  EXPECT_EQ(day_of("<time>1 January 2028</time>", now), "");
}

TEST(PageDates, AreTakenFromWhatIsWrittenForMachinesFirst) {
  const std::string line = "<h1>On bridges</h1><p>1 May 2021</p>",
                    marked = "<i class=date>2 May 2021</i>", time = "<time>3 May 2021</time>",
                    stated = "<time datetime=2021-05-04>today</time>",
                    path = "<link rel=canonical href='https://e.example/2021/05/05/b'>",
                    published = "<time itemprop=datePublished datetime=2021-05-06>x</time>",
                    meta = meta_date("2021-05-07"),
                    linked =
                        "<script type='application/ld+json'>{\"@type\":\"Article\","
                        "\"datePublished\":\"2021-05-08T10:00:00:000Z\"}</script>";
  std::string html = line;
  EXPECT_EQ(day_of(html), "2021-05-01");
  EXPECT_EQ(day_of(html += marked), "2021-05-02");
  EXPECT_EQ(day_of(html += time), "2021-05-03");
  EXPECT_EQ(day_of(html += stated), "2021-05-04");
  EXPECT_EQ(day_of(html += path), "2021-05-05");
  EXPECT_EQ(day_of(html += published), "2021-05-06");
  EXPECT_EQ(day_of(html += meta), "2021-05-07");
  EXPECT_EQ(day_of(html += linked), "2021-05-08");
}

TEST(PageDates, StandOnALineOfTheirOwnBelowTheHeading) {
  const auto below = [](const std::string& line) {
    return day_of("<h1>On bridges</h1><p>" + line + "</p>");
  };
  EXPECT_EQ(below("Veröffentlicht am 16.08.2019"), "2019-08-16");
  EXPECT_EQ(below("Stand: 05. Februar 2020"), "2020-02-05");
  EXPECT_EQ(below("In March 2019 the first 3 of many bridges had been built there"), "");
  EXPECT_EQ(below("On March 24, 2014, they opened <a href=/b>a bridge</a>, the last of the "
                  "many that had been built there by the same people in so many years."),
            "");
  EXPECT_EQ(day_of("<p>16.08.2019</p><h1>On bridges</h1>"), "");
  EXPECT_EQ(day_of("<h1>On bridges</h1><div class=comments><p>16.08.2019</p></div>"), "");
  EXPECT_EQ(day_of("<div class=comments><time datetime=2019-08-16>then</time></div>"), "");
}

TEST(PageDates, ArePublishedBeforeTheyAreUpdated) {
  const std::string both = "Last updated: 6 November 2024. Published: 5 November 2024";
  EXPECT_EQ(day_of("<h1>On bridges</h1><p>" + both + "</p>"), "2024-11-05");
  EXPECT_EQ(day_of("<p class=date>" + both + "</p>"), "2024-11-05");
  EXPECT_EQ(day_of("<p class=date>Last updated: 6 November 2024</p>"), "2024-11-06");
}

TEST(PageDates, StandAfterFullWidthColons) {
  for (const auto* line :
       {"发布时间：2024年11月5日 18:05", "发布：2024年11月5日 18：05",
        "时间：2024年11月05日 18:05 来源：中国青年报", "公開日：2024年11月5日"}) {
    EXPECT_EQ(day_of("<p class=date>" + std::string(line) + "</p>"), "2024-11-05") << line;
    EXPECT_EQ(day_of("<h1>桥</h1><p>" + std::string(line) + "</p>"), "2024-11-05") << line;
  }
}

std::string time_of(const std::string& html) {
  const auto date = metadata_of(html).published;
  return date ? to_rfc3339(*date) : "";
}

TEST(PageDates, AreToTheMinuteWhereAClaimOfTheSameDayIs) {
  const auto linked = [](const std::string& date) {
    return "<script type='application/ld+json'>{\"@type\":\"Recipe\",\"datePublished\":\"" + date +
           "\"}</script>";
  };
  EXPECT_EQ(time_of(linked("2021-05-07") + meta_date("2021-05-07T07:00:00+01:00")),
            "2021-05-07T06:00:00Z");
  EXPECT_EQ(time_of(linked("2021-05-07") + meta_date("2021-05-07T22:30:00-08:00")),
            "2021-05-08T06:30:00Z");
  EXPECT_EQ(time_of(linked("2021-05-07") + meta_date("2021-05-09T07:00:00+01:00")),
            "2021-05-07T00:00:00Z");
  EXPECT_EQ(time_of(linked("2021-05-07T10:00:00Z") + meta_date("2021-05-07T07:00:00Z")),
            "2021-05-07T10:00:00Z");
}

TEST(PageDates, AreStatedByMicroformats) {
  const std::string heading = "<h2 class=date-header>Wednesday, November 6, 2024</h2>",
                    title = " title='2024-11-06T22:30:00-08:00'>10:30 PM</abbr>";
  EXPECT_EQ(time_of(heading + "<abbr class=published itemprop=datePublished" + title),
            "2024-11-07T06:30:00Z");
  EXPECT_EQ(time_of(heading + "<abbr class=published" + title), "2024-11-07T06:30:00Z");
  EXPECT_EQ(time_of(heading + "<abbr class=unit" + title), "2024-11-06T00:00:00Z");
}

TEST(PageDates, AreNotHiddenNorOfListsReferencesAndFacts) {
  EXPECT_EQ(day_of("<td>1998<b style='display:none'><i class=published>1998-02-28</i></b></td>"),
            "");
  EXPECT_EQ(day_of("<h1>On bridges</h1><table><tr><th>Built<td>2 May 2021</table>"), "");
  EXPECT_EQ(day_of("<h1>On bridges</h1><li class=reference>Ek, <i>2 May 2021</i>.</li>"), "");
  const auto row = [](const std::string& day) {
    return "<tr><td><a href=/f>src</a></td><td><i class=date>" + day + "</i></td></tr>\n";
  };
  EXPECT_EQ(day_of("<table>" + row("2 May 2021") + row("3 May 2021") + "</table>"), "");
  EXPECT_EQ(day_of("<table>" + row("2 May 2021") + "</table>"), "2021-05-02");
}

TEST(PageDates, AreSettledByWhatThePageShows) {
  const auto day = [](const std::string& shown) {
    return day_of("<html lang=de>" + meta_date("11/01/2023 12:43:42") + "<h1>Water</h1><p>" +
                  shown + "</p>");
  };
  EXPECT_EQ(day("Erstellt am: 01.11.2023"), "2023-11-01");
  EXPECT_EQ(day("Erstellt am: 11.01.2023"), "2023-01-11");
  EXPECT_EQ(day("Erstellt am: 11/01/2023"), "2023-01-11");
  EXPECT_EQ(day("Erstellt am: 05.11.2023"), "2023-01-11");
}

}  // namespace
}  // namespace heed::read
