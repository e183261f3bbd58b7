// Where the links of click counters lead.
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "heed/read/url.h"

namespace heed::read {
namespace {

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
      {"https://urldefense.proofpoint.com/v2/url?u=https-3A__e.example_a-2Db-5Fc-3Fd-3D1&d=x&c=y",
       "https://e.example/a-b_c?d=1"},
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
        "https://urldefense.com/v3/__javascript:alert(1)__;!!x!y$",
        "https://urldefense.proofpoint.com/v2/url?u=javascript-3Aalert-281-29&d=x"}) {
    EXPECT_EQ(unwrap_redirect(link), link);
  }
}

}  // namespace
}  // namespace heed::read
