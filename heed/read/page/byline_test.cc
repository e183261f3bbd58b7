#include "heed/read/page/byline.h"

#include <gtest/gtest.h>

#include "heed/read/page/metadata.h"

namespace heed::read {
namespace {

std::string byline_of(const std::string& html) {
  return read_metadata(html::parse_html(html)).byline;
}

TEST(Byline, IsTheNameInItsElement) {
  EXPECT_EQ(byline_of("<div class=byline>Tech Insider <span itemprop=author>"
                      "<span itemprop=name>Ann Lee</span></span> 1 day ago SHARE</div>"),
            "Ann Lee");
  EXPECT_EQ(byline_of("<cite class=byline>By <span class=fn>Ann Lee</span>9 May 2015</cite>"),
            "Ann Lee");
  EXPECT_EQ(byline_of("<p class=author><i>Author</i><a href=/author/ann>Ann Lee</a></p>"),
            "Ann Lee");
}

TEST(Byline, TrustsWhatIsDefinedMost) {
  const std::string written = "<p>By Cy Wu</p>", link = "<a href=/author/dee>Dee Orr</a>",
                    named = "<i class=author>Bo Ek</i>", marked = "<a rel=author>Ann Lee</a>";
  EXPECT_EQ(byline_of(written), "Cy Wu");
  EXPECT_EQ(byline_of(written + link), "Dee Orr");
  EXPECT_EQ(byline_of(written + link + named), "Bo Ek");
  EXPECT_EQ(byline_of(written + link + named + marked), "Ann Lee");
  EXPECT_EQ(byline_of(marked + "<meta property='dc:creator x' content='Fay Ray'>"
                               "<meta name=author content=Gus>"),
            "Fay Ray");
}

TEST(Byline, IsWhatNewspapersAndJournalsState) {
  EXPECT_EQ(byline_of("<meta name=byl content='By Ann Lee and Bo Ek'>"
                      "<meta property=article:author content='https://n.example/by/ann-lee'>"),
            "Ann Lee and Bo Ek");
  EXPECT_EQ(byline_of("<meta name=citation_author content='Lee, Ann'>"
                      "<meta name=citation_author content='Bo Ek'>"),
            "Ann Lee, Bo Ek");
  EXPECT_EQ(byline_of("<meta name=citation_author content='Acme, Inc.'>"), "Acme, Inc.");
}

TEST(Byline, IsWrittenOnALineOfItsOwn) {
  EXPECT_EQ(byline_of("<p>By <a href=/x>Ann Lee</a></p>"), "Ann Lee");
  EXPECT_EQ(byline_of("<p>By Ann Lee we came to a house, which stood empty.</p>"), "");
  EXPECT_EQ(byline_of("<p>by the way</p>"), "");
}

TEST(Byline, IsNotOfThoseWhoCommentOrMadeTheSite) {
  EXPECT_EQ(byline_of("<div class=comments><b class=author>Ann Lee</b></div>"), "");
  EXPECT_EQ(byline_of("<footer><b class=author>Ann Lee</b></footer>"), "");
  EXPECT_EQ(byline_of("<nav><b class=author>Ann Lee</b></nav>"), "");
  EXPECT_EQ(byline_of("<div class=authority-control>Ann Lee</div>"), "");
  EXPECT_EQ(byline_of("<article><footer><b class=author>Ann Lee</b></footer></article>"),
            "Ann Lee");
}

TEST(Byline, IsThePersonThatLinkedDataRefersTo) {
  EXPECT_EQ(byline_of("<script type='application/ld+json'>{\"@graph\":["
                      "{\"@type\":\"WebPage\",\"author\":{\"@id\":\"#2\"}},"
                      "{\"@type\":\"Person\",\"@id\":\"#1\",\"name\":\"Bo Ek\"},"
                      "{\"@type\":[\"Person\"],\"@id\":\"#2\",\"name\":\"Ann Lee\"}]}</script>"),
            "Ann Lee");
  EXPECT_EQ(byline_of("<script type='application/ld+json'>[{\"@type\":\"WebPage\"},"
                      "{\"@type\":\"Person\",\"name\":\"Bo Ek\"}]</script>"),
            "");
}

TEST(Byline, IsWhatIsSeenOfALine) {
  EXPECT_EQ(byline_of("<p class=author><a href=/p1><span class=sr-only>Post</span></a><span>by "
                      "<a href=/u/1>walker0</a> &raquo; </span><time>Fri Mar 01, 2024</time></p>"),
            "walker0");
  EXPECT_EQ(byline_of("<p class=author>Post by user0 &raquo; 1 March 2024</p>"), "user0");
  EXPECT_EQ(byline_of("<div class=author><h2>Rezept von</h2><span class=sr-only>Zum Profil von "
                      "Ann Lee</span><span>Ann Lee</span></div>"),
            "Ann Lee");
  EXPECT_EQ(byline_of("<b class=author><i class=sr-only>by Ann Lee</i><img src=a></b>"), "Ann Lee");
  EXPECT_EQ(byline_of("<p class=author><span>Stand: </span><span>20. April 2020</span></p>"), "");
}

TEST(Byline, IsNotOfThoseWhoMadeAPicture) {
  EXPECT_EQ(byline_of("<figure><img src=a><figcaption><a href=/x>by Bo Ek</a></figcaption>"
                      "</figure><p>By Ann Lee</p>"),
            "Ann Lee");
}

TEST(Byline, ReadsNamesInChinese) {
  for (const auto* line : {"<p>作者：李明</p>", "<p>本报记者 李明</p>", "<p>文/李明</p>",
                           "<p>2025-03-04 18:25　来源：海边日报　作者：李明　编辑：王芳</p>"}) {
    EXPECT_EQ(byline_of(line), "李明") << line;
  }
  for (const auto* none : {"<p>作者 简介</p>", "<p>本报记者 报道</p>", "<p>记者 现场直播</p>",
                           "<p>这首歌 作者：王维</p>", "<p>作者：</p>"}) {
    EXPECT_EQ(byline_of(none), "") << none;
  }
  EXPECT_EQ(byline_of("<p>作者认为这座桥应该重建。</p>"), "");
}

TEST(Byline, TakesTheNameThatABlockStates) {
  EXPECT_EQ(byline_of("<div itemprop=author><meta itemprop=name content='Ann Lee'><a>Ann Lee</a>"
                      "<p>Engineer at sea</p></div>"),
            "Ann Lee");
  EXPECT_EQ(byline_of("<div class=author-info><span class=name>Ann Lee</span>"
                      "<time>2025-03-04</time><i>1,234</i></div>"),
            "Ann Lee");
  EXPECT_EQ(byline_of("<p class=author>By Ann Lee, <span class=name>The Harbour Post</span></p>"),
            "Ann Lee, The Harbour Post");
  EXPECT_EQ(
      byline_of("<p class=author>By <a href=/authors/ann>Ann Lee</a> and <span class=name>Bob "
                "Ray</span></p>"),
      "Ann Lee");
  EXPECT_EQ(byline_of("<p>Written by Tom Hall on March 4, 2025</p>"), "Tom Hall");
}

}  // namespace
}  // namespace heed::read
