#include "heed/read/page/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heed/read/page/metadata.h"

namespace heed::read {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string paragraphs(int count) {
  std::string html;
  for (int i = 0; i < count; ++i) {
    html += "<p>Paragraph " + std::to_string(i) +
            " of the story, which goes on for a while, as stories do, and says what happened.</p>";
  }
  return html;
}

TEST(Page, FindsTheArticle) {
  const auto page = read_page(
      "<html lang=en-GB><head><title>The big story | Example News</title>"
      "<meta property='og:site_name' content='Example News'>"
      "<meta property='article:published_time' content='2026-03-02T10:00:00Z'>"
      "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"The big "
      "story\","
      "\"author\":[{\"name\":\"Ann\"},{\"name\":\"Bob\"}]}</script></head>"
      "<body><nav><a href=/>Home</a> <a href=/x>World</a></nav>"
      "<div class=cookie-banner><p>We use cookies, as everybody does, and ask you, again and "
      "again.</p></div>"
      "<div class=story><h1>The big story</h1><div class=byline>By Ann</div>" +
          paragraphs(8) +
          "<div class=share-buttons><a href=#>Share this</a></div><figure><img src=/i.png>"
          "<figcaption>A caption</figcaption></figure>" +
          paragraphs(2) +
          "</div>"
          "<div id=comments class=comment><p>First, of all, I say, nonsense, nonsense, nonsense, "
          "so there.</p></div>"
          "<footer><p>Copyright, all rights reserved, and so on, and so on, for ever and "
          "ever.</p></footer>",
      "https://n.example/a/");
  const auto& item = page.item;
  EXPECT_EQ(item.title, "The big story");
  EXPECT_EQ(item.author, "Ann, Bob");
  EXPECT_EQ(item.language, "en");
  EXPECT_EQ(to_rfc3339(*item.published), "2026-03-02T10:00:00Z");
  EXPECT_THAT(item.text, HasSubstr("Paragraph 7"));
  for (const auto* noise : {"cookies", "Home", "Share", "nonsense", "Copyright", "By Ann",
                            "caption", "The big story"}) {
    EXPECT_THAT(item.text, Not(HasSubstr(noise)));
  }
  EXPECT_THAT(item.content_html, HasSubstr("data-src=\"https://n.example/i.png\""));
}

TEST(Page, ReadsSitesThatWrapAllInAForm) {
  const auto page = read_page("<body><form action=x>" + paragraphs(6) + "</form>", "");
  EXPECT_THAT(page.item.text, HasSubstr("Paragraph 5"));
}

TEST(Page, JoinsABodyInPieces) {
  const auto piece = "<section class=article__body>" + paragraphs(9) + "</section>";
  const auto page =
      read_page("<body><div><div>" + piece + "</div><div>" + piece + "</div></div>", "");
  const auto first = page.item.text.find("Paragraph 8");
  EXPECT_NE(page.item.text.find("Paragraph 8", first + 1), std::string::npos);
}

TEST(Page, KeepsTheLeadThatStandsApart) {
  const auto lead = [](const std::string& name) {
    return "<body><main><div class='" + name +
           "'><p>What the whole story comes to, in a sentence or two.</p></div><div "
           "class=article-body>" +
           paragraphs(12) + "</div></main>";
  };
  EXPECT_THAT(read_page(lead("article__intro"), "").item.text,
              testing::StartsWith("What the whole story"));
  EXPECT_THAT(read_page(lead("introverts"), "").item.text, Not(HasSubstr("whole story")));
}

TEST(Page, GathersABodyOfManySmallPieces) {
  std::string html = "<body><nav><a href=/>Home</a></nav><article>";
  for (int i = 0; i < 12; ++i) {
    for (int level = 0; level < 6; ++level) html += "<div><img src=a.png>";
    html += paragraphs(2);
    for (int level = 0; level < 6; ++level) html += "</div>";
  }
  const auto text = read_page(html + "</article>", "").item.text;
  std::size_t count = 0;
  for (auto at = text.find("Paragraph 1"); at != text.npos; at = text.find("Paragraph 1", at + 1)) {
    ++count;
  }
  EXPECT_EQ(count, 12u);
  EXPECT_THAT(text, Not(HasSubstr("Home")));
}

TEST(Page, ReadsAFormThatHoldsAForumsPage) {
  std::string said;
  for (int i = 0; i < 50; ++i) said += "One more sentence of the post, with commas, and a point. ";
  const auto page = [&](const std::string& text) {
    return read_page("<body><form><div class=comment-text>" + text + "</div></form>", "").item.text;
  };
  EXPECT_THAT(page(said + said), HasSubstr("One more sentence"));
  EXPECT_EQ(page("Your name, your address, and your wishes, if there are any."), "");
}

TEST(Page, KnowsTheSiteFromTheTitle) {
  const auto title = [](const std::string& text) {
    return read_metadata(html::parse_html("<title>" + text + "</title>")).title;
  };
  EXPECT_EQ(title("How we built a small reader - Example Blog"), "How we built a small reader");
  EXPECT_EQ(title("Tom &amp; Jerry"), "Tom & Jerry");
  EXPECT_EQ(title("A - B"), "A - B");
  EXPECT_EQ(
      title("re — Expressions — Docs</title><h1>re — Expressions<a href=#re>¶</a></h1><title>"),
      "re — Expressions");
}

TEST(Page, KeepsWhatBelongsToTheTextWhateverItIsCalled) {
  const auto text = [](const std::string& part) {
    return read_page("<body><article>" + paragraphs(3) + part + paragraphs(3) + "</article>", "")
        .item.text;
  };
  const std::string said =
      "Earlier studies of the river in the years after the war are summed up in this section.";
  for (const auto* name : {"code-toolbar", "widget-code", "shared-code", "sidebar-code"}) {
    const auto frame = "<div class='" + std::string(name) +
                       "'><pre>the listing</pre><div class=toolbar>Copy it</div></div>";
    EXPECT_THAT(text(frame), testing::AllOf(HasSubstr("the listing"), Not(HasSubstr("Copy"))));
  }
  const auto section = [&](const std::string& inside) {
    return "<section class=related-work><h2>Related</h2><p>" + said + inside + "</p></section>";
  };
  EXPECT_THAT(text(section("")), HasSubstr(said));
  EXPECT_THAT(text(section("<a href=/x>More</a>")), Not(HasSubstr(said)));
  EXPECT_THAT(text("<figure><figcaption>a.c</figcaption><pre>the listing</pre></figure>"),
              HasSubstr("the listing"));
  EXPECT_THAT(text("<figure><img src=/i.png><figcaption>A boat</figcaption></figure>"),
              Not(HasSubstr("boat")));
  EXPECT_THAT(text("<aside class=note><p>A remark.</p></aside>"), HasSubstr("A remark."));
  EXPECT_THAT(text("<aside><p>A remark.</p></aside>"), Not(HasSubstr("A remark.")));
  EXPECT_THAT(text("<blockquote><p>To be.</p><footer>by <cite>Hamlet</cite></footer></blockquote>"),
              HasSubstr("Hamlet"));
  EXPECT_THAT(text("<h2>Part<a class=headerlink href=#part>¶</a></h2>"), HasSubstr("Part\n"));
}

TEST(Page, TakesNoHeadingForClutterByTheIdMadeOfItsWords) {
  const auto page =
      read_page("<article>" + paragraphs(2) + "<h2 id=recommendations>Recommendations</h2>" +
                    paragraphs(2) + "<h2 class=related id=x>Elsewhere</h2></article>",
                "");
  EXPECT_THAT(page.item.text, HasSubstr("Recommendations"));
  EXPECT_THAT(page.item.text, Not(HasSubstr("Elsewhere")));
}

TEST(Page, KeepsNotesAndLeavesOutWhatAsksForConsent) {
  const auto text = [](const std::string& part) {
    return read_page("<body>" + part + "<article>" + paragraphs(2) + part + "</article>", "")
        .item.text;
  };
  EXPECT_THAT(text("<div class='alert alert-info' role=alert><p>Mind this, all of you.</p></div>"),
              HasSubstr("Mind this"));
  EXPECT_THAT(text("<div class='theorem remark'><p>It holds for all of them.</p></div>"),
              HasSubstr("It holds"));
  EXPECT_THAT(text("<figure class='block callout'>Mind this.</figure>"), HasSubstr("Mind this"));
  for (const auto* consent : {"fc-consent-root", "didomi-host", "qc-cmp2-container"}) {
    const auto box = "<div class=" + std::string(consent) + ">" + paragraphs(1) + "We ask.</div>";
    const auto page = read_page("<body>" + box + "<div>" + paragraphs(2) + "</div>" + box, "");
    EXPECT_THAT(page.item.text, Not(HasSubstr("We ask"))) << consent;
  }
}

TEST(Page, ReadsAPageThatSaysConsentWasGiven) {
  const auto page = read_page(
      "<body><div id=app class=cookie-consent-given><h1>T</h1>" + paragraphs(3) + "</div>", "");
  EXPECT_THAT(page.item.text, HasSubstr("Paragraph 2"));
}

TEST(Page, KeepsListsOfLinksThatAParagraphAnnouncesWithAFewWordsOnEach) {
  const auto text = [](const std::string& list) {
    return read_page("<article>" + paragraphs(2) + list + paragraphs(1) + "</article>", "")
        .item.text;
  };
  const std::string glass = "<li><a href=/g>How glass is made</a> – a visit to the works</li>";
  EXPECT_THAT(text("<ul>" + glass + glass + "</ul>"), HasSubstr("How glass is made – a visit"));
  const std::string bare = "<li><a href=/g>How glass is made</a></li>";
  EXPECT_THAT(text("<ul>" + bare + bare + "</ul>"), Not(HasSubstr("glass")));
  EXPECT_THAT(text("<table><tr><td><a href=/a>Anna</a></td><td>120 tons</td></tr></table>"),
              HasSubstr("Anna 120 tons"));
}

TEST(Page, FindsTheArticleThatIsHiddenUntilAProgramShowsIt) {
  for (const auto* hidden :
       {"style='visibility: hidden; opacity: 0'", "hidden id=S:0", "aria-hidden=true"}) {
    const auto page = read_page(
        "<body><div>Loading …</div><div " + std::string(hidden) + ">" + paragraphs(3) + "</div>",
        "");
    EXPECT_THAT(page.item.text, HasSubstr("Paragraph 2")) << hidden;
  }
  EXPECT_THAT(read_page("<body>" + paragraphs(3) + "<div hidden>" + paragraphs(1) + "No.</div>", "")
                  .item.text,
              Not(HasSubstr("No.")));
}

TEST(Page, KeepsAQuestionInATableWithLinksAboveItsAnswers) {
  const auto text = [](const std::string& said, const std::string& answer) {
    std::string html =
        "<body><center><table><tr><td><table><tr><td><a href=/a>Ask: is the river safe?</a></td>"
        "</tr><tr><td>57 points by <a href=/joe>joe</a> <a href=/hide>hide</a></td></tr><tr><td>"
        "<div class=toptext>" +
        said + "</div></td></tr></table><table class=comment-tree>";
    for (int i = 0; i < 4; ++i) {
      html += "<tr><td><table><tr><td><div class=comment>" + answer + "</div></td></tr></table>";
    }
    return read_page(html + "</table></center>", "").item.text;
  };
  const std::string question = "Is it safe to live by the river, which rose through the night?";
  const std::string answer = "It rose, to be sure, as it does each year, and it will fall again.";
  EXPECT_THAT(text(question, answer), HasSubstr(question + "\n" + answer));
  EXPECT_THAT(text(question, paragraphs(5)), HasSubstr(question + "\nParagraph 0"));
  EXPECT_THAT(text("<a href=/b>" + question + "</a>", answer), Not(HasSubstr(question)));
}

TEST(Page, KeepsAuthorsNamesInSentencesAndNoneOfABylines) {
  const auto page = [](const std::string& part) {
    return read_page("<body><article>" + part + paragraphs(4) + "</article>", "").item;
  };
  EXPECT_THAT(page("<p>The report by <a rel=author href=/a>Jane Roe</a> shows that the river rose "
                   "higher than ever.</p>")
                  .text,
              HasSubstr("by Jane Roe shows"));
  for (const auto* mark : {"", " class=byline"}) {
    const auto item = page("<p" + std::string(mark) +
                           ">By <a rel=author href=/a>Jane Roe</a> and <a rel=author "
                           "href=/b>John Doe</a></p>");
    EXPECT_EQ(item.author, "Jane Roe, John Doe");
    EXPECT_THAT(item.text, testing::StartsWith("Paragraph 0"));
  }
}

TEST(Page, LeavesOutHowManyLikedIt) {
  const auto item =
      read_page(
          "<body><article><div itemprop=upvoteCount>7514</div>" + paragraphs(4) + "</article>", "")
          .item;
  EXPECT_THAT(item.text, testing::StartsWith("Paragraph 0"));
}

TEST(Page, KnowsWhereItWasSavedFrom) {
  const auto link = [](const std::string& comment, const std::string& url = "") {
    return read_page("<!DOCTYPE html><html><!--" + comment + "--><link rel=canonical href=/c>" +
                         paragraphs(3) + "<a href=b>b</a>",
                     url)
        .item.link;
  };
  const std::string chrome = " saved from url=(0021)https://x.org/a/?b=c#d ";
  EXPECT_EQ(link(chrome), "https://x.org/a/?b=c#d");
  EXPECT_EQ(link(chrome, "https://y.org/"), "https://y.org/");
  EXPECT_EQ(link("\n Page saved with SingleFile \n url: https://x.org/a \n saved date: Mon"),
            "https://x.org/a");
  EXPECT_EQ(link(" saved from url=(0014)about:internet "), "");
  EXPECT_EQ(link(" not saved from url=(0021)https://x.org/a"), "");
}

// The largest section is no article by itself.
TEST(Page, GathersSectionsThatAreShortEach) {
  const auto section = [](int number, int length) {
    return "<section><div><h2>Part " + std::to_string(number) + "</h2>" + paragraphs(length) +
           "</div></section>";
  };
  std::string html = "<body><nav><a href=/>Home</a></nav><div>" + section(0, 20);
  for (int i = 1; i < 12; ++i) html += "<div>" + section(i, 3) + "</div>";
  const auto text = read_page(html + "</div>", "").item.text;
  EXPECT_THAT(text, HasSubstr("Part 0"));
  EXPECT_THAT(text, HasSubstr("Part 11"));
  EXPECT_THAT(text, Not(HasSubstr("Home")));
}

TEST(Page, LeavesCommentsOutThoughTheyAreLonger) {
  const auto text = read_page(
                        "<body><div class=post><p>A short post, and to the point.</p></div>"
                        "<ol class='commentlist content'><li>" +
                            paragraphs(30) + "</li></ol>",
                        "")
                        .item.text;
  EXPECT_THAT(text, HasSubstr("A short post"));
  EXPECT_THAT(text, Not(HasSubstr("Paragraph")));
}

TEST(Page, ReadsPagesNamedAfterTheCommentsTheyMayHave) {
  for (const auto* name : {"post comments-open", "no-comments", "hentry comments-closed"}) {
    const auto page =
        read_page("<body><div class='" + std::string(name) + "'>" + paragraphs(3) +
                      "</div><section aria-label=Comments>" + paragraphs(9) + "</section>",
                  "");
    EXPECT_THAT(page.item.text, HasSubstr("Paragraph 2")) << name;
    EXPECT_THAT(page.item.text, Not(HasSubstr("Paragraph 8"))) << name;
  }
}

TEST(Page, TakesTheStatedBodyWhereItFindsFarLess) {
  const auto page = [](const std::string& html) {
    return read_page(
               "<script type='application/ld+json'>{\"@type\":\"NewsArticle\","
               "\"articleBody\":\"All that it says, <as it is>.\\nAnd more.\"}</script>"
               "<body>" +
                   html,
               "")
        .item;
  };
  EXPECT_EQ(page("<p>Loading …</p>").text, "All that it says, <as it is>.\nAnd more.");
  EXPECT_EQ(page("<p>Loading …</p>").content_html,
            "<p>All that it says, &lt;as it is&gt;.</p><p>And more.</p>");
  EXPECT_THAT(page(paragraphs(3)).text, testing::StartsWith("Paragraph 0"));
}

TEST(Page, FindsTheDayThatIsOnlyWritten) {
  const auto day = [](const std::string& html) {
    const auto date = read_metadata(html::parse_html(html)).published;
    return date ? to_rfc3339(*date).substr(0, 10) : "";
  };
  EXPECT_EQ(day("<span class='post-date'>18. Mai 2014</span>"), "2014-05-18");
  EXPECT_EQ(day("<time>March 3, 2024</time>"), "2024-03-03");
  EXPECT_EQ(day("<link rel=canonical href='https://e.example/2019/10/22/solder'>"), "2019-10-22");
  EXPECT_EQ(day("<div class=comments><span class=date>18. Mai 2014</span></div>"), "");
  EXPECT_EQ(day("<p class=updates>18. Mai 2014</p>"), "");
}

TEST(Page, KnowsAuthorsFromLabelsAndFields) {
  const auto byline = [](const std::string& html) {
    return read_metadata(html::parse_html(html)).byline;
  };
  EXPECT_EQ(byline("<i class=author>Veröffentlicht von Chris Jung</i>"), "Chris Jung");
  EXPECT_EQ(byline("<i class=byline>Posted on</i><b class=author>Ann Lee</b>"), "Ann Lee");
  EXPECT_EQ(byline("<form><label class=comment-form-author>Name *</label></form>"), "");
  EXPECT_EQ(byline("<meta name=author content=news.example><b class=author>Ann Lee</b>"),
            "Ann Lee");
  EXPECT_EQ(byline("<meta name=author content='Ann Lee'><meta name=author content='Bo Ray'>"
                   "<meta name=author content='Ann Lee'>"),
            "Ann Lee, Bo Ray");
  EXPECT_EQ(byline("<div><i itemprop=author>Ann Lee</i><i itemprop=author>Bo Ray</i></div>"
                   "<div><i itemprop=author>Cy Fox</i></div>"),
            "Ann Lee, Bo Ray");
  EXPECT_EQ(byline("<div class=postauthor><a>joe</a> Posts: 12 Joined: 2010</div>"), "joe");
  EXPECT_EQ(byline("<p class=author>بقلم: أحمد علي</p>"), "أحمد علي");
}

TEST(Page, HasNothingWhereThereIsNothing) {
  EXPECT_EQ(read_page("", "").item.text, "");
  EXPECT_EQ(read_page("<html><body></body></html>", "").item.text, "");
}

TEST(Page, KeepsFormulas) {
  const std::string hidden = "<span style='display: none'><math><mi>a</mi></math></span>";
  const auto item =
      read_page("<article>" + paragraphs(6) + "<p>The legs " + hidden +
                    "<img class=mwe-math-fallback-image-inline aria-hidden=true src=/a.svg alt=a>"
                    " and <img class=mwe-math-fallback-image-inline aria-hidden=true src=/b.svg "
                    "alt='{\\displaystyle b}'>, and <span class=katex><math><semantics><msup><mi>c"
                    "</mi><mn>2</mn></msup><annotation encoding='application/x-tex'>c^2"
                    "</annotation></semantics></math><i aria-hidden=true>c2</i></span>.</p>"
                    "<img aria-hidden=true src=/deco.png alt=leaf></article>",
                "https://e.example/")
          .item;
  EXPECT_THAT(item.text, HasSubstr("The legs a and b, and c^2."));
  EXPECT_THAT(item.content_html, HasSubstr("data-src=\"https://e.example/a.svg\""));
  EXPECT_THAT(item.content_html, HasSubstr("data-src=\"https://e.example/b.svg\""));
  EXPECT_THAT(item.content_html, Not(HasSubstr("deco")));
}

TEST(Page, KeepsIngredientsAndWhatIsRightlyCalledAHeader) {
  const auto text =
      read_page("<article>" + paragraphs(6) +
                    "<h3 class=recipe-header>What you need</h3>"
                    "<table class='ingredients table-header'><tr><td>50 ml<td>Milk</table>"
                    "<table class=ingredients><tr><td>1 pack<td><a href=/yeast>Brand yeast</a>"
                    "<tr><td>50 g<td>Sugar</table>"
                    "<table><tr class=header><th>Option<th>Meaning<tr><td>-r<td>recursive</table>" +
                    paragraphs(2) + "</article>",
                "")
          .item.text;
  EXPECT_THAT(
      text, HasSubstr("What you need\n50 ml Milk\n1 pack Brand yeast\n50 g Sugar\nOption Meaning"));
}

TEST(Page, JoinsPiecesThatOtherNamesTellApart) {
  const auto text =
      read_page("<div class=page><div><div class='article-text dark'>" + paragraphs(8) +
                    "</div></div><div><div class='article-text dark last'>" + "<h3>Hardware</h3>" +
                    paragraphs(2) + "</div></div></div>",
                "")
          .item.text;
  EXPECT_THAT(text, HasSubstr("Hardware"));
}

TEST(Page, SeesLinksFromTheBaseThatItNames) {
  const auto html = [](const std::string& base, const std::string& url) {
    const auto text =
        paragraphs(5) + "<p>A link <a href=p>there</a> and <a href='#n'>below</a>.</p>";
    return read_page("<html><head>" + base + "<title>T</title></head><body>" + text, url)
        .item.content_html;
  };
  EXPECT_THAT(html("<base href='https://b.example/d/'>", ""),
              HasSubstr("href=\"https://b.example/d/p\""));
  const auto rooted = html("<base target=_top><base href='/'>", "https://a.example/x/y");
  EXPECT_THAT(rooted, HasSubstr("href=\"https://a.example/p\""));
  EXPECT_THAT(rooted, HasSubstr("href=\"https://a.example/x/y#n\""));  // it is read there
  EXPECT_THAT(html("<base href='javascript:1'>", "https://a.example/x/y"),
              HasSubstr("href=\"https://a.example/x/p\""));
}

// old.reddit.com has the words of a post in the form that edits them.
TEST(Page, ReadsWordsInAFormThatHasNothingToFillIn) {
  const auto page = [](const std::string& field) {
    const std::string comment =
        "<div class=entry><p class=tagline>bob 1 hour ago</p><form class=usertext>" + field +
        "<div class=md><p>Bake it longer, and let it rest, says an old book of mine.</p></div>"
        "</form></div>";
    return read_page("<html><title>Rye</title><body><div class=content><form class=usertext>" +
                         field +
                         "<div class=md><p>I baked a rye today, with a crust that I am proud of."
                         "</p><p>What can I do about the crumb, apart from baking it longer than "
                         "the book says?</p></div></form><div class=nested>" +
                         comment + comment + "</div></div>",
                     "")
        .item.text;
  };
  EXPECT_THAT(page("<input type=hidden name=id value=1>"), HasSubstr("I baked a rye"));
  EXPECT_THAT(page("<input name=id value=1>"), Not(HasSubstr("I baked a rye")));
}

}  // namespace
}  // namespace heed::read
