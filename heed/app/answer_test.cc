#include "heed/app/answer.h"

#include <gmock/gmock.h>

#include <map>

#include "heed/app/add.h"
#include "heed/app/fetch.h"
#include "heed/app/forget.h"
#include "heed/app/sources.h"
#include "heed/app/test_home.h"
#include "heed/read/fetch/test_server.h"

namespace heed::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Page {
  std::string status = "200 OK", headers = {}, body = {};
};

class AnswerTest : public HomeTest {
 protected:
  AnswerTest()
      : server([this](const std::string& request, int socket) { answer(request, socket); }) {}

  void answer(const std::string& request, int socket) {
    const auto path = request.substr(4, request.find(' ', 4) - 4);
    if (path == "/hangs") return hang();
    if (path == at && meanwhile) {
      Home other({folder.path() / "home", kNow, 0});
      meanwhile(other);
    }
    const auto found = pages.find(path);
    const auto page = found == pages.end() ? Page{"404 Not Found"} : found->second;
    read::TestServer::send_page(socket, page.status, page.headers, page.body);
  }
  void hang() {
    for (int i = 0; i < 500 && !server.stopping; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }

  void feed(const std::string& path, const std::string& title, const std::string& link = {}) {
    pages[path].body = "<rss version=\"2.0\"><channel><title>" + title +
                       "</title><item><guid>1</guid><title>" + title + " today</title><link>" +
                       link + "</link><description>Brief.</description></item></channel></rss>";
  }
  void page_of(const std::string& path, const std::vector<std::string>& feeds) {
    auto& page = pages[path];
    page.headers = "Content-Type: text/html\r\n";
    page.body = "<html><head><title>A site</title>";
    for (const auto& feed : feeds) {
      page.body += "<link rel=alternate type=application/rss+xml href=" + feed + ">";
    }
    page.body += "</head><body><p>Welcome</p></body></html>";
  }
  static std::string list_of(const std::vector<std::string>& urls) {
    std::string list = "<opml version=\"2.0\"><body>";
    for (const auto& url : urls) list += "<outline type=\"rss\" xmlUrl=\"" + url + "\"/>";
    return list + "</body></opml>";
  }

  int add_all(std::vector<std::string> inputs, Home* to = nullptr) {
    AddRequest request;
    request.inputs = std::move(inputs);
    request.allow_private = true;
    return add(to == nullptr ? home : *to, request, keep(), [] { return false; });
  }
  void subscribe(const std::vector<std::string>& paths) {
    std::vector<std::string> urls;
    for (const auto& path : paths) urls.push_back(server.url(path));
    write_file(folder.path() / "list.opml", list_of(urls));
    EXPECT_EQ(add_all({(folder.path() / "list.opml").string()}), 0);
  }
  int fetch_now(std::vector<std::string> names = {}, double timeout = 10) {
    return fetch(home, {std::move(names), true, timeout}, keep(), [] { return false; });
  }
  Ingest::Report keep() {
    return [&kept = reports](const Json& report) { kept.push_back(report); };
  }
  Json summary() { return reports.back().at("summary"); }
  std::vector<std::string> warnings() {
    std::vector<std::string> out;
    for (const auto& report : reports) {
      if (report.contains("warning")) out.push_back(report["warning"]["message"]);
    }
    return out;
  }
  store::Source of(const std::string& path) {
    return home.store().sources.find_followed(server.url(path)).value();
  }

  std::map<std::string, Page> pages;
  std::string at;  // where, while an answer is awaited, another command runs:
  std::function<void(Home&)> meanwhile;
  read::TestServer server;
};

TEST_F(AnswerTest, WhatIsForgottenMeanwhileGetsNothing) {
  feed("/kept", "Kept");
  feed("/late", "Late");
  pages["/favicon.ico"].body = "\x89PNG\r\n\x1a\n";
  at = "/late";
  store::Source other;
  other.identity = other.url = "https://other.example/feed";
  other.title = "Other";
  other.kind = "feed";
  for (const bool is_row_used_again : {false, true}) {
    subscribe({"/kept", "/late"});
    const auto row = of("/late").row;
    meanwhile = [&](Home& elsewhere) {
      forget(elsewhere, {.source = server.url("/late")});
      if (is_row_used_again) elsewhere.store().sources.find_or_add(other);
    };
    EXPECT_EQ(fetch_now(), 0);
    EXPECT_EQ(summary()["failed"], 0);
    EXPECT_THAT(titles(), ElementsAre("Kept today"));
    EXPECT_FALSE(home.store().sources.find_followed(server.url("/late")));
    if (!is_row_used_again) continue;
    const auto stored = home.store().sources.at(row);
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->title, "Other");
    EXPECT_EQ(stored->url, other.url);
    EXPECT_FALSE(stored->last_fetch);
    EXPECT_FALSE(home.store().sources.icon(row));
  }
}

TEST_F(AnswerTest, WhatIsSaidOfASourceMeanwhileStays) {
  feed("/feed", "Feed");
  subscribe({"/feed"});
  at = "/feed";
  meanwhile = [&](Home& elsewhere) {
    auto source = elsewhere.store().sources.find_followed(server.url("/feed")).value();
    source.folder = "News";
    source.allowed = "127.0.0.1:1";
    elsewhere.store().sources.update(source);
  };
  EXPECT_EQ(fetch_now(), 0);
  EXPECT_EQ(of("/feed").folder, "News");
  EXPECT_EQ(of("/feed").allowed, "127.0.0.1:1");
  EXPECT_EQ(of("/feed").title, "Feed");
}

TEST_F(AnswerTest, APageIsTheTextOfNoItemButItsOwn) {
  feed("/feed", "Feed", "/story");
  page_of("/story", {});
  std::string words;
  for (int i = 0; i < 60; ++i) words += "The boats went out in a line, and the fog took them. ";
  pages["/story"].body += "<article><p>" + words + "</p><p>" + words + "</p></article>";
  subscribe({"/feed"});
  EXPECT_EQ(fetch_now(), 0);
  set_full_text(home, of("/feed").id, "always");
  write_file(folder.path() / "bread.jsonl", R"({"title":"Bread","text":"Flour and water."})");
  at = "/story";
  meanwhile = [&](Home& elsewhere) {
    forget(elsewhere, {.items = {id_of("Feed today")}});
    add_all({(folder.path() / "bread.jsonl").string()}, &elsewhere);
  };
  EXPECT_EQ(fetch_now(), 0);
  ASSERT_THAT(titles(), ElementsAre("Bread"));
  EXPECT_EQ(app::item(home, id_of("Bread"))["text"], "Flour and water.");
}

TEST_F(AnswerTest, OneFeedIsStoredOnceWhereverItIsAskedFor) {
  feed("/feed", "Feed");
  pages["/old"] = {"301 Moved", "Location: /feed\r\n"};
  page_of("/page", {"/feed"});
  subscribe({"/old", "/page", "/feed"});
  for (int day = 1; day <= 5; ++day) {
    home.set_now(kNow + std::chrono::days(day));
    EXPECT_EQ(fetch_now(), 0);
  }
  EXPECT_THAT(titles(), ElementsAre("Feed today"));
  EXPECT_EQ(warnings().size(), 2U) << "each is said once";
  for (const auto* path : {"/old", "/page"}) {
    EXPECT_EQ(of(path).url, server.url(path));
    EXPECT_THAT(of(path).last_error, HasSubstr("the same feed as source " + of("/feed").id));
  }
  auto gone = of("/feed");
  gone.next_fetch = home.now() + std::chrono::years(100);
  home.store().sources.update(gone);
  EXPECT_EQ(fetch_now({server.url("/old")}), 0);
  EXPECT_EQ(of("/old").items, 1) << "that no other brings";
  EXPECT_EQ(of("/old").last_error, "");
}

TEST_F(AnswerTest, AsksAllFeedsThatThePageOfAListNames) {
  feed("/feed", "Feed");
  page_of("/none", {});
  page_of("/many", {"/dead", "/none", "/feed"});
  page_of("/dead-ends", {"/dead", "/none"});
  subscribe({"/many", "/dead-ends"});
  EXPECT_EQ(fetch_now(), 5);
  EXPECT_EQ(of("/many").url, server.url("/feed"));
  EXPECT_EQ(of("/dead-ends").url, server.url("/dead-ends"));
  EXPECT_THAT(of("/dead-ends").last_error, HasSubstr("404")) << "of the best one";

  feed("/other", "Other");
  page_of("/slow", {"/hangs", "/other"});
  subscribe({"/slow"});
  EXPECT_EQ(fetch_now({server.url("/slow")}, 0.5), 5);
  EXPECT_THAT(of("/slow").last_error, HasSubstr("in time")) << "it is for all together";
}

TEST_F(AnswerTest, SaysWhereAPageLiesThatItDoesNotFollow) {
  read::TestServer elsewhere([&](const std::string&, int socket) {
    read::TestServer::send_page(socket, "200 OK", "", pages["/page"].body);
  });
  page_of("/page", {"/feed"});
  pages["/leads-away"] = {"302 Found", "Location: " + elsewhere.url("/page") + "\r\n"};
  subscribe({"/leads-away"});
  auto source = of("/leads-away");
  EXPECT_EQ(fetch_now(), 5) << "what was allowed holds for its port alone";
  Asking asking{source, source.url, 10};
  read::Response response;
  response.status = 200;
  response.body = pages["/page"].body;
  Ingest ingest(home, keep());
  Intake intake(home, ingest, "");
  const std::pair<const char*, bool> cases[] = {
      {"https://127.0.0.1:1/page", false},
      {"http://login.example/page", false},
      {"http://example.org/page", true},
      {"https://www.example.org/page", true},
  };
  for (const auto& [url, is_followed] : cases) {
    response.url = url;
    asking.url = asking.source.url = "http://example.org/";
    try {
      const auto next = take_answer(home, intake, ingest, asking, response);
      ASSERT_TRUE(next);
      EXPECT_TRUE(is_followed) << url;
      EXPECT_THAT(next->url, HasSubstr("/feed"));
    } catch (const Error& error) {
      EXPECT_FALSE(is_followed) << url << ": " << error.what();
      EXPECT_THAT(error.message, HasSubstr("another address"));
    }
  }
}

TEST_F(AnswerTest, AListFromTheNetworkAllowsItsOwnHostAndPortAlone) {
  feed("/feed", "Feed");
  const std::string inner = "http://127.0.0.1:1/feed";
  pages["/list"].body = list_of({inner, server.url("/feed")});
  EXPECT_EQ(add_all({server.url("/list")}), 0);
  EXPECT_EQ(home.store().sources.find_followed(inner)->allowed, "");
  EXPECT_EQ(of("/feed").allowed, "127.0.0.1:" + std::to_string(server.port()));
  write_file(folder.path() / "list.opml", list_of({"http://127.0.0.1:2/feed"}));
  EXPECT_EQ(add_all({(folder.path() / "list.opml").string()}), 0);
  EXPECT_EQ(home.store().sources.find_followed("http://127.0.0.1:2/feed")->allowed, "127.0.0.1:2");
}

TEST_F(AnswerTest, ANameThatIsNoSourcesDelaysNoOther) {
  feed("/feed", "Feed");
  subscribe({"/feed"});
  EXPECT_EQ(fetch_now({"nosuch", server.url("/feed"), of("/feed").id}),
            static_cast<int>(Failure::not_found));
  EXPECT_EQ(summary()["added"], 1);
  EXPECT_EQ(summary()["failed"], 1);
}

TEST_F(AnswerTest, BoundsWhatIsAskedBesidesTheFeed) {
  feed("/feed", "Feed", "/hangs");
  pages["/favicon.ico"] = {"302 Found", "Location: /hangs\r\n"};
  pages["/"] = pages["/favicon.ico"];
  subscribe({"/feed"});
  set_full_text(home, of("/feed").id, "always");
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(fetch_now({}, 0.3), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(3));
}

TEST_F(AnswerTest, ShowsNoPassword) {
  feed("/feed", "");
  pages["/lines"].body = "{\"title\":\"A\"}\nbroken\n";
  const auto host = "user:secret@127.0.0.1:" + std::to_string(server.port());
  write_file(folder.path() / "list.opml", list_of({"http://" + host + "/feed"}));
  add_all({(folder.path() / "list.opml").string(), "http://" + host + "/lines"});
  EXPECT_EQ(fetch_now(), 0);
  EXPECT_EQ(fetch_now({"http://user:secret@example.org/"}), static_cast<int>(Failure::not_found));
  for (const auto& report : reports) EXPECT_THAT(report.dump(), Not(HasSubstr("secret")));
  EXPECT_THAT(list_sources(home).dump(), Not(HasSubstr("secret")));
  EXPECT_EQ(find_source(home, server.url("/feed")).url, "http://" + host + "/feed")
      << "it is found as it is shown, and asked as it was given";
}

}  // namespace
}  // namespace heed::app
