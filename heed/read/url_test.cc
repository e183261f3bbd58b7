#include "heed/read/url.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace heed::read {
namespace {

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

}  // namespace
}  // namespace heed::read
