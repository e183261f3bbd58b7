// One form for one page, and for one title.
#include <gtest/gtest.h>

#include "heed/read/url.h"

namespace heed::read {
namespace {

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
  EXPECT_EQ(strip_tracking("https://mailchi.mp/letter/no-5?e=1a2b"),
            "https://mailchi.mp/letter/no-5");
  EXPECT_EQ(strip_tracking("https://ann.medium.com/a-1?source=rss-1"),
            "https://ann.medium.com/a-1");
  EXPECT_EQ(strip_tracking("https://www.youtube.com/watch?v=x&si=y"),
            "https://www.youtube.com/watch?v=x");
  for (const auto* clean : {"https://e.example/?e=1&source=2&t=3", "https://linux.com/a?s=1"}) {
    EXPECT_EQ(strip_tracking(clean), clean);
  }
  EXPECT_EQ(strip_tracking(std::string_view("https://e.example/?utm_x&fbclid\0&utm_y", 38)),
            "https://e.example/");
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
