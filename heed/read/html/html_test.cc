#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>

#include "heed/base/utf8.h"
#include "heed/read/html/plain.h"
#include "heed/read/html/sanitise.h"

namespace heed::read::html {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string text(std::string_view html) {
  return text_of(parse_html(html).root());
}

TEST(Tree, ImpliesEnds) {
  EXPECT_EQ(serialise(parse_html("<p>a<p>b<ul><li>c<li>d</ul>e").root()),
            "<p>a</p><p>b</p><ul><li>c</li><li>d</li></ul>e");
  EXPECT_EQ(serialise(parse_html("<table><tr><td>1<td>2<tr><td>3</table>").root()),
            "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>");
  EXPECT_EQ(serialise(parse_html("<b><div>x</b>y</div>z").root()), "<b><div>xy</div></b>z");
  EXPECT_EQ(serialise(parse_html("</p>a</b><br></br>").root()), "a<br><br>");
}

TEST(Tree, CutsTokensAsTheStandardDoes) {
  EXPECT_EQ(text("a<!-- <b> -->b<!x>c<?y>d</ >e<3"), "abcde<3");
  EXPECT_EQ(text("<script>if (a</b>c) '</scr'</script>x"), "x");
  EXPECT_EQ(text("<title>a</b></title>x"), "x");
  EXPECT_EQ(text("<svg><title/><path></svg>x<svg><title/></svg>y"), "xy");
  EXPECT_EQ(sanitise("<svg><title/><path></svg>x<svg><title>z</title></svg>y"), "xy");
  EXPECT_EQ(text("a &lt;b&gt; <i title='>'>c</i>"), "a <b> c");
  const auto tree = parse_html("<a HREF=x/y?z&amp;w title = \"a&quot;b\" href=no checked>");
  EXPECT_EQ(*tree.root().first->get("href"), "x/y?z&w");
  EXPECT_EQ(*tree.root().first->get("title"), "a\"b");
  EXPECT_EQ(*tree.root().first->get("checked"), "");
}

TEST(Text, GivesOneParagraphALine) {
  EXPECT_EQ(
      text("<h1>A  b</h1>\n<p>c&nbsp;<b>d</b>\ne<br>f</p><ul><li>g<li>h</ul><style>x</style>"),
      "A b\nc d e\nf\ng\nh");
  EXPECT_EQ(text("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>"), "1 2\n3");
  EXPECT_EQ(plain_text("<b>Fish</b> &amp; chips"), "Fish & chips");
  EXPECT_EQ(text("<ruby>子<rp>(</rp><rt>こ</rt><rp>)</rp></ruby>ども"), "子ども");
}

TEST(Text, HasNoIndentsOfParagraphs) {
  EXPECT_EQ(text("<p>　　河水上涨。</p><p> 　 <b>　村里　没人</b>。<br>　走了。"),
            "河水上涨。\n村里　没人。\n走了。");
}

TEST(Text, HoldsFormulasAtTheirPlace) {
  EXPECT_EQ(text("<p>legs <img alt='{\\displaystyle a^{2}}'> and <img alt='{\\textstyle b}'>, "
                 "<img alt='a cat'> so</p>"),
            "legs a^{2} and b, so");
}

TEST(Sanitise, DropsTheLinksThatStayRelative) {
  const std::string html = "<a href=\"/a\">x</a><img data-src=\"p.png\" alt=\"y\">";
  EXPECT_EQ(sanitise(html), html);
  EXPECT_EQ(with_absolute_links(html, ""), "<a>x</a><img alt=\"y\">");
  EXPECT_EQ(with_absolute_links(html, "b/"), "<a>x</a><img alt=\"y\">");
  EXPECT_EQ(with_absolute_links(html, "https://x.org/b/"),
            "<a href=\"https://x.org/a\">x</a><img data-src=\"https://x.org/b/p.png\" alt=\"y\">");
}

TEST(Sanitise, LeavesNothingThatActs) {
  EXPECT_EQ(sanitise("<p onclick=x style='a' class=b id=c>t</p>"), "<p>t</p>");
  EXPECT_EQ(sanitise("a<script>alert(1)</script>b<style>*{}</style>c"), "abc");
  EXPECT_EQ(sanitise("<a href='java&#10;script:alert(1)'>x</a>"), "<a>x</a>");
  EXPECT_EQ(sanitise("<svg><p onload=x></svg>y"), "y");
  EXPECT_EQ(sanitise("<form action=x><input name=y>z</form>"), "z");
  EXPECT_EQ(sanitise("<iframe src=//evil></iframe>z"), "z");
  EXPECT_EQ(sanitise("<math><mi>x</mi><annotation>y</annotation></math>"), "x");
  EXPECT_EQ(sanitise("<b>&lt;script&gt;</b>"), "<b>&lt;script&gt;</b>");
}

TEST(Sanitise, HasNoControls) {
  EXPECT_EQ(sanitise("<p title='a&#27;b'>c\x01&#x1;d&#12;e</p>", ""), "<p title=\"ab\">cd\ne</p>");
}

TEST(Sanitise, LoadsNothing) {
  EXPECT_EQ(sanitise("<img src='/a.png' alt=x srcset='b 2x' onerror=y>", "https://e.example/p/"),
            "<img data-src=\"https://e.example/a.png\" alt=\"x\">");
  EXPECT_EQ(sanitise("<img src=t.gif width=1 height=1><video src=x poster=y>v</video>"), "v");
  EXPECT_EQ(sanitise("<img src=placeholder data-lazy-src='https://e.example/b.png'>"),
            "<img data-src=\"https://e.example/b.png\">");
  EXPECT_EQ(sanitise("<a href=x ping=y target=_blank rel=opener>l</a>", "https://e.example/"),
            "<a href=\"https://e.example/x\">l</a>");
}

// As a browser reads the beginning of an address: controls and blanks count for nothing.
bool runs(std::string link) {
  std::erase_if(link, [](char c) { return static_cast<unsigned char>(c) <= ' '; });
  link = link.substr(0, link.find(':') + 1);
  std::transform(link.begin(), link.end(), link.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return link == "javascript:" || link == "vbscript:" || link == "data:";
}

// Nothing but the short list may be left, and once must be enough.
void expect_harmless(std::string_view payload) {
  const auto clean = sanitise(repair_utf8(payload));
  EXPECT_EQ(sanitise(clean), clean) << payload;
  walk(parse_html(clean).root(), [&](const Node& node) {
    if (node.is_text() || node.name == "#root") return;
    EXPECT_TRUE(is_allowed(node.name)) << payload << "\n" << clean;
    for (const auto& a : node.attributes) {
      EXPECT_THAT(a.name, Not(HasSubstr("on"))) << clean;
      EXPECT_NE(a.name, "style");
      EXPECT_NE(a.name, "src");
      if (a.name == "href") {
        EXPECT_FALSE(runs(a.value)) << clean;
      }
    }
  });
}

TEST(Sanitise, HoldsAgainstKnownAttacks) {
  const std::filesystem::path folder =
      std::filesystem::path(HEED_SOURCE_DIR) / "fuzz" / "corpus" / "html";
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(entry.path());
    std::string line;
    while (std::getline(in, line)) expect_harmless(line);
    ++files;
  }
  EXPECT_GT(files, 2);
}

TEST(Sanitise, IsDoneOnceWhateverTheNesting) {
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "<div><b><li><table>";
  expect_harmless(deep + "x");
  const char* const pieces[] = {"<b>",        "</b>",     "<p>",   "</p>",  "<div>", "</div>",
                                "<a href=x>", "</a>",     "<li>",  "<ul>",  "</ul>", "<table>",
                                "<td>",       "</table>", "<h1>",  "</h2>", "x",     "<br>",
                                "<dd>",       "<tr>",     "</tr>", "<i>",   "</i>",  "&lt;"};
  unsigned seed = 1;
  for (int i = 0; i < 3000; ++i) {
    std::string html;
    for (int k = 0; k < 12; ++k) {
      seed = seed * 1664525u + 1013904223u;
      html += pieces[(seed >> 16) % std::size(pieces)];
    }
    const auto clean = sanitise(html);
    ASSERT_EQ(sanitise(clean), clean) << html;
  }
}

TEST(Plain, KeepsParagraphsAndTheBreaksThatTheirAuthorMade) {
  const auto html = [](std::string_view text) { return serialise(tree_of_plain(text).root()); };
  EXPECT_EQ(html(" one < line\n"), "one &lt; line");
  EXPECT_EQ(html("one\r\n\r\n\ntwo\n"), "<p>one</p><p>two</p>");
  EXPECT_EQ(html("Roses are red,\nviolets are blue."),
            "<p>Roses are red,<br>violets are blue.</p>");
  EXPECT_EQ(html("a line as long as the programs make them that wrap whatever one\n"
                 "writes to them, and its end\n- one\n- two"),
            "<p>a line as long as the programs make them that wrap whatever one "
            "writes to them, and its end<br>- one<br>- two</p>");
  EXPECT_EQ(html("> quoted, a line as long as the programs make them that wrap\n> and its end"),
            "<p>&gt; quoted, a line as long as the programs make them that wrap<br>"
            "&gt; and its end</p>");
  EXPECT_EQ(html("a\x01"
                 "b\nc"),
            "<p>ab<br>c</p>");
}

}  // namespace
}  // namespace heed::read::html
