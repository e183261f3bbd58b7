// Charsets, dates, addresses and references.
#include <gtest/gtest.h>

#include "heed/read/ascii.h"
#include "heed/read/charset.h"
#include "heed/read/date.h"
#include "heed/read/entity.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

std::string date(std::string_view text) {
  const auto time = parse_date(text);
  return time ? to_rfc3339(*time) : "none";
}

TEST(Date, ReadsTheUsualForms) {
  for (const auto* text : {"Mon, 02 Mar 2026 14:05:06 GMT",
                           "2 Mar 2026 14:05:06 +0000",
                           "Mon, 2 March 26 09:05:06 EST",
                           "2026-03-02T14:05:06Z",
                           "2026-03-02T15:05:06.123+01:00",
                           "2026-03-02 14:05:06",
                           "20260302T14:05:06Z",
                           "Mon Mar 2 14:05:06 2026",
                           "Mon Mar 2 14:05:06 +0000 2026",
                           "March 2, 2026 2:05:06 PM",
                           "02.03.2026 14:05:06",
                           "2026/03/02 14:05:06",
                           "Mon, 02 Mar 2026 14:05:06 UT",
                           "Mon, 02 Mar 2026 07:05:06 PDT",
                           "1772460306",
                           "2026年03月02日 14:05:06",
                           "2026년 03월 02일 23:05:06",
                           "Mon, 02 Mar 2026 19:35:06 IST",
                           "Mon, 02 Mar 2026 14:05:06 GMT+00:00",
                           "Mon, 02 Mar 2026 14:05:06 Etc/GMT"}) {
    EXPECT_EQ(date(text), "2026-03-02T14:05:06Z") << text;
  }
}

TEST(Date, ReadsDaysAlone) {
  for (const auto* text : {"2026-03-02", "20260302", "2 Mar 2026", "March 2nd, 2026", "2026-061",
                           "2. März 2026", "2 mars 2026", "3/2/2026", "2026年3月2日"}) {
    EXPECT_EQ(date(text), "2026-03-02T00:00:00Z") << text;
  }
  EXPECT_EQ(date("2026-03"), "2026-03-01T00:00:00Z");
  EXPECT_EQ(date("2026"), "2026-01-01T00:00:00Z");
}

TEST(Date, RefusesWhatIsNone) {
  for (const auto* text : {"", "yesterday", "2026-13-40", "Mon", "32 Mar 2026", "99:99", "....",
                           "2026-02-30T00:00:00Z"}) {
    EXPECT_EQ(date(text), "none") << text;
  }
}

TEST(Date, ReadsDurations) {
  EXPECT_DOUBLE_EQ(*parse_duration("1:02:03"), 3723);
  EXPECT_DOUBLE_EQ(*parse_duration("62:03"), 3723);
  EXPECT_DOUBLE_EQ(*parse_duration("3723"), 3723);
  EXPECT_DOUBLE_EQ(*parse_duration("PT1H2M3S"), 3723);
  EXPECT_FALSE(parse_duration("soon"));
}

TEST(Charset, WeighsTheClaims) {
  EXPECT_EQ(decode_bytes("\xEF\xBB\xBFhé").text, "hé");
  EXPECT_EQ(decode_bytes(std::string_view("\xFF\xFE<\0\xE9\0", 6)).text, "<é");
  EXPECT_EQ(decode_bytes(std::string_view("<\0?\0\xE9\0", 6)).text, "<?é");
  EXPECT_EQ(decode_bytes("h\xE9", "iso-8859-1").text, "hé");
  EXPECT_EQ(decode_bytes("\x93hi\x94", "ISO-8859-1").text, "“hi”");
  const auto lie = decode_bytes("<?xml version='1.0' encoding='iso-8859-1'?>é");
  EXPECT_EQ(lie.text.substr(lie.text.size() - 2), "é");
  EXPECT_FALSE(lie.warning.empty());
  EXPECT_EQ(decode_bytes("<?xml encoding='gb2312'?>\xD6\xD0\xCE\xC4").text,
            "<?xml encoding='gb2312'?>中文");
  EXPECT_EQ(decode_bytes("<meta charset=\"koi8-r\">\xD0\xD2").text, "<meta charset=\"koi8-r\">пр");
  EXPECT_EQ(decode_bytes("<?xml encoding='no-such'?>caf\xE9").text,
            "<?xml encoding='no-such'?>café");
}

TEST(Charset, TakesFewBytesForUtf16OnlyWhereTheyHoldNuls) {
  EXPECT_EQ(decode_bytes("B\xF6"
                         "dy\n")
                .text,
            "Bödy\n");
  EXPECT_EQ(decode_bytes("B\xF6"
                         "dy\n")
                .encoding,
            "windows-1252");
  EXPECT_EQ(decode_bytes("Gr\xFC\xDF"
                         "e\n",
                         "utf-8")
                .text,
            "Grüße\n");
  EXPECT_EQ(decode_bytes("caf\xE9").text, "café");
  EXPECT_EQ(decode_bytes("\xF0\xD2\xC9\xD7\xC5\xD4").text, "Привет");  // what ICU does know
  const std::string_view wide("h\0e\0l\0l\0o\0 \0t\0h\0e\0r\0e\0 \0\xE9\0", 26);
  EXPECT_EQ(decode_bytes(wide).text, "hello there é");
}

TEST(Charset, KnowsWhatNeedsNoCopy) {
  EXPECT_TRUE(is_decoded("<?xml version='1.0' encoding='UTF-8'?>é", "utf-8"));
  EXPECT_TRUE(is_decoded("plain", ""));
  for (const char* other : {"\xEF\xBB\xBFhé", "<?xml encoding='iso-8859-1'?>é", "caf\xE9",
                            "<?xml encoding='utf-7'?>+AOk-"}) {
    EXPECT_FALSE(is_decoded(other, "")) << other;
  }
  EXPECT_FALSE(is_decoded("plain", "utf-16"));
}

TEST(Charset, MendsDoubleEncoding) {
  EXPECT_EQ(mend_text("cafÃ©"), "café");
  EXPECT_EQ(mend_text("â€¦"), "…");
  EXPECT_EQ(mend_text("don\xC2\x92t"), "don’t");
  EXPECT_EQ(mend_text("naïve café 中文"), "naïve café 中文");
}

TEST(Reference, Decodes) {
  EXPECT_EQ(decode_references("&lt;&eacute;&#233;&#xE9;&#150;&apos;"),
            "<éé"
            "é–'");
  EXPECT_EQ(decode_references("&CounterClockwiseContourIntegral;&Aacute;&zwnj;&AMP;"),
            "\u2233\u00C1\u200C&");
  EXPECT_EQ(decode_references("&Unknown; &amps; &a;"), "&Unknown; &amps; &a;");
  EXPECT_EQ(decode_references("&unknown; & &amp &#; &#xZ; &#0;"),
            "&unknown; & &amp &#; &#xZ; \uFFFD");
}

TEST(Url, ResolvesAsRfc3986Says) {
  const std::string base = "http://a/b/c/d;p?q";
  const std::pair<const char*, const char*> cases[] = {{"g:h", "g:h"},
                                                       {"g", "http://a/b/c/g"},
                                                       {"./g", "http://a/b/c/g"},
                                                       {"g/", "http://a/b/c/g/"},
                                                       {"/g", "http://a/g"},
                                                       {"//g", "http://g"},
                                                       {"?y", "http://a/b/c/d;p?y"},
                                                       {"g?y", "http://a/b/c/g?y"},
                                                       {"#s", "http://a/b/c/d;p?q#s"},
                                                       {";x", "http://a/b/c/;x"},
                                                       {"", "http://a/b/c/d;p?q"},
                                                       {".", "http://a/b/c/"},
                                                       {"..", "http://a/b/"},
                                                       {"../g", "http://a/b/g"},
                                                       {"../..", "http://a/"},
                                                       {"../../../g", "http://a/g"},
                                                       {"/./g", "http://a/g"},
                                                       {"g;x=1/../y", "http://a/b/c/y"},
                                                       {"http:g", "http://a/b/c/g"}};
  for (const auto& [reference, wanted] : cases) {
    EXPECT_EQ(resolve_url(base, reference), wanted) << reference;
  }
}

TEST(Url, TakesAnAuthorityApartInOneWay) {
  const Url url = parse_url("https://user:p%40ss@Example.org:8443/a");
  EXPECT_EQ(url.host(), "example.org");
  EXPECT_EQ(url.port(), 8443);
  EXPECT_EQ(host_and_port("http://[::1]/"), "[::1]:80");
  EXPECT_EQ(host_and_port("http://[::1]:8080"), "[::1]:8080");
  EXPECT_EQ(host_and_port("https://a.example:/"), "a.example:443");
  // The port is never one that stands before the "@".
  EXPECT_EQ(parse_url("http://[::1]:1@a.example:2/").port(), 2);
  EXPECT_EQ(parse_url("http://a]:1@a.example/").port(), 80);
  for (const auto* clear :
       {"http://us;er:@a.example/", "http://a.example:80", "http://[fe80::1%25eth0]:8080/",
        "https://\u4f8b\u5b50.example/", "https://a.example/@b", "https://a_b.example?x=[1]"}) {
    EXPECT_TRUE(is_web_url(clear)) << clear;
  }
  for (const auto* unclear :
       {"http://[::1]:1@a.example:2/", "http://a]:1@a.example/", "http://a@b@c/", "http://a:1:2/",
        "http://a:1\\@b/", "http://a\\b/", "http://a:x/", "http://a:0/", "http://a:65536/",
        "http://a:+1/", "http://[::1/", "http://[::1]x/", "http://[]/", "http://a b/",
        "http://a%2fb/", "http://a;b/", "http://user@/", "http://:80/", "http://a<b/"}) {
    EXPECT_FALSE(is_web_url(unclear)) << unclear;
  }
}

TEST(Url, WritesWhatNoAddressMayHoldAsBrowsersDo) {
  const std::string base = "http://a.example/b/";
  EXPECT_EQ(resolve_url(base, "/my feed.xml"), "http://a.example/my%20feed.xml");
  EXPECT_EQ(resolve_url(base, "http://c.example/{x}?q=\"a b\"&r={y}#<z>"),
            "http://c.example/%7Bx%7D?q=%22a%20b%22&r={y}#%3Cz%3E");
  EXPECT_EQ(resolve_url(base, "d%20e\x01\u00e9?f|g"), "http://a.example/b/d%20e%01\u00e9?f|g");
  EXPECT_EQ(resolve_url(base, "mailto:a@b.c?subject=x y"), "mailto:a@b.c?subject=x y");
  EXPECT_EQ(requested_url("http://a.example/\u00e9 \u4e2d?x=\u00fc#y"),
            "http://a.example/%C3%A9%20%E4%B8%AD?x=%C3%BC");
}

TEST(Url, HasOneFormForAllThatAskTheSame) {
  for (const std::string same : {"HTTP://A.example:80", "http://a.example/", "http://a.example/#x",
                                 "http://a.example/./", "http://a.example/b/.."}) {
    EXPECT_EQ(normal_url(same), "http://a.example/") << same;
  }
  for (const std::string other :
       {"https://a.example/", "http://a.example:81/", "http://a.example//b.example/c",
        "http://Me:1@a.example/?q=1", "http://[::1]:8080/", "http://a.example/?utm_source=x"}) {
    EXPECT_EQ(normal_url(other), other);
  }
  const auto longer = "http://a.example/" + std::string(2000, 'x');
  EXPECT_EQ(normal_url(longer), longer);
}

TEST(Url, IsShownWithoutItsPassword) {
  EXPECT_EQ(shown_url("http://user:secret@a.example:81/b?c#d"), "http://a.example:81/b?c#d");
  EXPECT_EQ(shown_url("http://a:b@c:secret@a.example/"), "http://a.example/");
  EXPECT_EQ(shown_url("http://a.example/@b"), "http://a.example/@b");
  EXPECT_EQ(shown_url("/home/me/mail@x.eml"), "/home/me/mail@x.eml");
}

TEST(Url, TellsSafeFromUnsafe) {
  for (const auto* url :
       {"https://a.example/x", "/x", "x?y=javascript:1", "#top", "mailto:a@b.c"}) {
    EXPECT_TRUE(is_safe_link(url)) << url;
  }
  for (const auto* url :
       {"javascript:alert(1)", " java\nscript:alert(1)", "JAVASCRIPT:x", "data:text/html,x",
        "vbscript:x", "file:///etc/passwd", "http://", "\x01javascript:x"}) {
    EXPECT_FALSE(is_safe_link(url)) << url;
  }
}

TEST(Url, StripsTrackersAndLeavesTheRest) {
  EXPECT_EQ(strip_tracking("https://e.example/a?utm_source=x&id=3&fbclid=y#frag"),
            "https://e.example/a?id=3#frag");
  EXPECT_EQ(strip_tracking("https://e.example/a?gclid=1"), "https://e.example/a");
  for (const auto* clean :
       {"https://e.example/?a=1&&b", "https://e.example/a?", "mailto:a@b.c?subject=utm_source=1",
        "https://e.example/a?b=utm_source", "https://E.example/A?q=%20+"}) {
    EXPECT_EQ(strip_tracking(clean), clean);
  }
  EXPECT_EQ(strip_tracking("https://e.example/a #utm_source=x"), "https://e.example/a");
}

TEST(Url, FollowsClickCountersToTheEnd) {
  const std::pair<const char*, const char*> cases[] = {
      {"https://www.google.com/url?sa=t&q=https://e.example/a%3Fb%3D1&usg=x",
       "https://e.example/a?b=1"},
      {"https://click.one.example/?url=https%3A%2F%2Fclick.two.example%2F%3Furl%3Dhttps%253A%252F%"
       "252Fe.example%252Fa",
       "https://e.example/a"},
      {"https://click.one.example/?url=https://t.two.example/?u=https://e.example/",
       "https://e.example/"},
      {"https://l.facebook.com/l.php?u=%20https://e.example/%E4%B8%AD%20%00%22",
       "https://l.facebook.com/l.php?u=%20https://e.example/%E4%B8%AD%20%00%22"},
      {"https://l.facebook.com/l.php?u=https://e.example/%E4%B8%AD%20%00%22",
       "https://e.example/%E4%B8%AD%20%00%22"},
      {"https://click.one.example/?url=javascript:alert(1)",
       "https://click.one.example/?url=javascript:alert(1)"},
      {"https://www.facebook.com/l.php?u=https://e.example/a", "https://e.example/a"},
      {"https://www.youtube.com/redirect?event=x&q=https%3A%2F%2Fe.example", "https://e.example"},
      {"https://out.reddit.com/t3_1?url=https%3A%2F%2Fe.example&token=x", "https://e.example"},
      {"https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fe.example%2Fa&data=x",
       "https://e.example/a"},
      {"http://www.bing.com/news/apiclick.aspx?ref=x&url=https%3a%2f%2fe.example%2fa",
       "https://e.example/a"},
      {"https://duckduckgo.com/l/?uddg=https%3A%2F%2Fe.example%2Fa&rut=x", "https://e.example/a"},
      {"https://urldefense.com/v3/__https://e.example/a?b=1__;!!x!y$", "https://e.example/a?b=1"},
      {"https://tracking.e.example/trck/eclick/09875f319e985f2d?url=https%3A%2F%2Fe.example%2Fa",
       "https://e.example/a"},
  };
  for (const auto& [link, wanted] : cases) EXPECT_EQ(unwrap_redirect(link), wanted);
  std::string chain = "https://e.example/";
  for (int i = 0; i < 100; ++i) chain.insert(0, "https://click.example/?url=");
  EXPECT_EQ(unwrap_redirect(chain), chain);
}

TEST(Url, LeavesAddressesThatAPageIsGiven) {
  for (const auto* link :
       {"https://e.example/?url=https://f.example/", "https://t.me/share/url?url=https://e.example",
        "https://go.dev/login?redirect=https://go.dev/home", "https://t.me/?url=https://e.example",
        "https://links.e.example/search?q=https://e.example",
        "https://links.e.example/?q=https://e.example",
        "https://go.e.example/oauth2/authorize?redirect=https://e.example",
        "https://r.e.example/sign-in?to=https://e.example",
        "https://link.e.example/intent/post?url=https://e.example",
        "https://track.e.example/articles/20240305?link=https://e.example",
        "https://notgoogle.example/url?q=https://e.example",
        "https://notyoutube.com/redirect?q=https://e.example",
        "https://urldefense.com/v3/__https://e.example/a*b__;Kw!!x!y$",
        "https://urldefense.com/v3/__javascript:alert(1)__;!!x!y$"}) {
    EXPECT_EQ(unwrap_redirect(link), link);
  }
}

TEST(Url, OneFormForOnePage) {
  const auto wanted = canonical_url("https://example.org/a?b=1&c=2");
  EXPECT_TRUE(is_front_page(canonical_url("http://www.example.org/index.html")));
  EXPECT_FALSE(is_front_page(canonical_url("http://example.org/?p=12")));
  EXPECT_FALSE(is_front_page(wanted));
  for (const auto* same :
       {"http://www.example.org/a/?c=2&b=1&utm_medium=rss#top",
        "https://EXAMPLE.org:443/a/index.html?b=1&c=2", "HTTP://example.org:80/a?b=1&c=2"}) {
    EXPECT_EQ(canonical_url(same), wanted) << same;
  }
  EXPECT_NE(canonical_url("https://example.org/a?b=2&c=2"), wanted);
  EXPECT_NE(canonical_url("https://example.org:8080/a?b=1&c=2"), wanted);
}

TEST(Url, OneFormForOneTitle) {
  EXPECT_EQ(normalised_title("  Hello,   WORLD! "), normalised_title("hello world"));
  EXPECT_EQ(normalised_title("人工智能:ABC"), normalised_title("人工智能 ABC"));
  EXPECT_NE(normalised_title("Part 1"), normalised_title("Part 2"));
}

}  // namespace
}  // namespace heed::read
