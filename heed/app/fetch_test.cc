#include "heed/app/fetch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <nlohmann/json.hpp>

#include "heed/app/add.h"
#include "heed/app/feedback.h"
#include "heed/app/full_text.h"
#include "heed/app/icons.h"
#include "heed/app/items.h"
#include "heed/app/ledger.h"
#include "heed/app/sources.h"
#include "heed/base/files.h"
#include "heed/read/fetch/test_server.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

using testing::HasSubstr;

const Time kNow = *parse_rfc3339("2026-11-22T12:00:00Z");

std::string feed(const std::string& title) {
  return "<rss version=\"2.0\"><channel><title>" + title +
         "</title><link>https://example.org/</link><item><guid>1</guid><title>One</title>"
         "<description>Hello &lt;script&gt;evil()&lt;/script&gt;</description></item>"
         "</channel></rss>";
}

class FetchTest : public testing::Test {
 protected:
  FetchTest()
      : server([this](const std::string& request, int socket) { answer(request, socket); }) {}

  void answer(const std::string& request, int socket) {
    const auto path = request.substr(4, request.find(' ', 4) - 4);
    using read::TestServer;
    if (request.find("If-None-Match: \"v1\"") != std::string::npos) {
      not_modified_at = path;
      ++not_modified;
      return TestServer::send_page(socket, "304 Not Modified", "", "");
    }
    if (path == "/feed") {
      TestServer::send_page(socket, "200 OK", "ETag: \"v1\"\r\nContent-Type: text/xml\r\n",
                            feed("The Feed"));
    } else if (path == "/page") {
      TestServer::send_page(socket, "200 OK", "Content-Type: text/html\r\n",
                            "<html><head><link rel=alternate type=application/rss+xml "
                            "href=/feed></head><body>Welcome</body></html>");
    } else if (path == "/moved") {
      TestServer::send_page(socket, "301 Moved", "Location: /feed\r\n", "");
    } else if (path == "/untitled") {
      TestServer::send_page(socket, "200 OK", "", feed(broken ? "Titled" : ""));
    } else if (path == "/elsewhere") {
      TestServer::send_page(socket, "302 Found",
                            broken ? "Location: /settled\r\n" : "Location: /feed\r\n", "");
    } else if (path == "/resting" && broken) {
      TestServer::send_page(socket, "503 Service Unavailable",
                            "Retry-After: Mon, 23 Nov 2026 12:00:00 GMT\r\n", "");
    } else if (path == "/resting") {
      TestServer::send_page(socket, "200 OK", "", feed("Resting"));
    } else if (path == "/settled" && broken) {
      TestServer::send_page(socket, "308 Permanent Redirect", "Location: /new-home\r\n", "");
    } else if (path == "/settled" || path == "/new-home") {
      TestServer::send_page(socket, "200 OK", "", feed("Settled"));
    } else if (path == "/cut") {
      TestServer::send_page(socket, "200 OK", broken ? "ETag: \"v2\"\r\n" : "",
                            broken
                                ? "<rss><channel><title>Cut</title><item><guid>1</guid><title>One"
                                  "</title><description>Hel"
                                : feed("Cut"));
    } else if (path == "/hourly") {
      std::string items;
      for (int i = 0; i < 12; ++i) {
        const auto n = std::to_string(i);
        items += "<item><guid>" + n + "</guid><title>T" + n + "</title><pubDate>" +
                 to_rfc3339(kNow - std::chrono::hours(i)) + "</pubDate></item>";
      }
      TestServer::send_page(socket, broken ? "503 Busy" : "200 OK", "",
                            "<rss><channel><title>Hourly</title>" + items + "</channel></rss>");
    } else if (path == "/leads-nowhere") {
      TestServer::send_page(socket, "200 OK", "",
                            "<html><head><link rel=alternate type=application/rss+xml "
                            "href=/nowhere></head><body>Welcome</body></html>");
    } else if (path == "/busy-feed") {
      TestServer::send_page(
          socket, "200 OK", "",
          "<html><head><title>Busy</title><link rel=alternate "
          "type=application/rss+xml href=/busy></head><body>Welcome</body></html>");
    } else if (path == "/busy") {
      TestServer::send_page(socket, "503 Busy", "", "");
    } else if (path == "/short") {
      TestServer::send_page(socket, "200 OK", "",
                            "<rss><channel><title>Short</title><item><guid>1</guid><title>One" +
                                std::string(broken ? ", corrected" : "") +
                                "</title>"
                                "<link>/story</link><description>Brief.</description></item>"
                                "</channel></rss>");
    } else if (path == "/story") {
      ++stories_asked;
      std::string words;
      for (int i = 0; i < 60; ++i) words += story;
      TestServer::send_page(socket, "200 OK", "Content-Type: text/html\r\n",
                            "<html><body><article><h1>One</h1><p>" + words + "</p><p>" + words +
                                "</p></article></body></html>");
    } else if (path == "/" && broken) {
      TestServer::send_page(socket, "200 OK", "",
                            "<link rel='shortcut icon' href=/pic.svg><link rel=icon "
                            "href=//icons.example/x.png><link rel=icon href=/pic.png>");
    } else if (path == "/favicon.ico" && broken) {
      TestServer::send_page(socket, "404 Not Found", "", "");
    } else if (path == "/favicon.ico" || path == "/pic.png") {
      TestServer::send_page(socket, "200 OK", "Content-Type: text/html\r\n",
                            std::string("\x89PNG\r\n\x1a\n") + "picture");
    } else if (path == "/flaky" && !broken) {
      TestServer::send_page(socket, "200 OK", "", feed("Flaky"));
    } else if (path == "/gone" && broken) {
      TestServer::send_page(socket, "410 Gone", "", "");
    } else if (path == "/gone") {
      TestServer::send_page(socket, "200 OK", "", feed("Gone"));
    } else if (path == "/portal" && broken) {
      TestServer::send_page(socket, "301 Moved", "Location: /login\r\n", "");
    } else if (path == "/portal") {
      TestServer::send_page(socket, "200 OK", "", feed("Portal"));
    } else if (path == "/login") {
      TestServer::send_page(socket, "200 OK", "Content-Type: text/html\r\n", "<p>Pay first</p>");
    } else {
      TestServer::send_page(socket, "404 Not Found", "", "");
    }
  }

  int add_url(const std::string& path, bool allow_private = true) {
    AddRequest request;
    request.inputs = {server.url(path)};
    request.allow_private = allow_private;
    return add(home, request, keep(), [] { return false; });
  }
  int fetch_all() {
    FetchRequest request;
    request.all = true;
    return fetch(home, request, keep(), [] { return false; });
  }
  int fetch_due() {
    return fetch(home, {}, keep(), [] { return false; });
  }
  Ingest::Report keep() {
    reports.clear();
    return [this](const Json& report) { reports.push_back(report); };
  }
  store::Source source() { return home.store().sources.list().at(0); }

  TemporaryFolder folder;
  Home home{{folder.path() / "home", kNow, 0}};
  std::vector<Json> reports;
  std::atomic<bool> broken{false};
  std::atomic<int> not_modified{0}, stories_asked{0};
  std::string story = "The boats went out in a line, and the fog took them. ";
  std::string not_modified_at;
  read::TestServer server;
};

TEST_F(FetchTest, SubscribesToAFeedAndCleansIt) {
  EXPECT_EQ(add_url("/feed"), 0);
  EXPECT_EQ(source().title, "The Feed");
  const auto id = items(home, {}).at(0)["id"].get<std::string>();
  EXPECT_EQ(item(home, id)["html"].get<std::string>().find("script"), std::string::npos);
}

TEST_F(FetchTest, KeepsValidatorsForTheAddressThatGaveThem) {
  EXPECT_EQ(add_url("/elsewhere"), 0);
  EXPECT_EQ(source().validated, server.url("/feed"));
  EXPECT_EQ(fetch_all(), 0);
  EXPECT_EQ(not_modified, 1);
  EXPECT_EQ(not_modified_at, "/feed");
  broken = true;  // it leads elsewhere now
  EXPECT_EQ(fetch_all(), 0);
  EXPECT_EQ(not_modified, 1);
  EXPECT_EQ(source().etag, "");
  EXPECT_EQ(source().url, server.url("/elsewhere"));
}

TEST_F(FetchTest, CountsADateToAskAgainFromItsOwnNow) {
  EXPECT_EQ(add_url("/resting"), 0);
  broken = true;
  EXPECT_EQ(fetch_all(), 5);
  EXPECT_EQ(source().next_fetch, kNow + std::chrono::days{1});
}

TEST_F(FetchTest, NamesNoSourceByItsPassword) {
  const auto host = "127.0.0.1:" + std::to_string(server.port());
  AddRequest request;
  request.inputs = {"http://user:secret@" + host + "/untitled"};
  request.allow_private = true;
  EXPECT_EQ(add(home, request, keep(), [] { return false; }), 0);
  EXPECT_EQ(source().title, server.url("/untitled"));
  EXPECT_EQ(source().url, request.inputs[0]) << "it is what will be asked";
  broken = true;
  EXPECT_EQ(fetch_all(), 0);
  EXPECT_EQ(source().title, "Titled");
}

TEST_F(FetchTest, FindsTheFeedOfAPage) {
  EXPECT_EQ(add_url("/page"), 0);
  EXPECT_EQ(source().url, server.url("/feed"));
}

TEST_F(FetchTest, RefusesPrivateAddressesUntilAllowedAndRemembersForThatHostAndPortOnly) {
  EXPECT_EQ(add_url("/feed", false), 5);
  EXPECT_EQ(server.connections(), 0);
  EXPECT_TRUE(home.store().sources.list().empty());
  EXPECT_EQ(add_url("/feed"), 0);
  EXPECT_EQ(source().allowed, "127.0.0.1:" + std::to_string(server.port()));
  EXPECT_EQ(fetch_all(), 0);
  EXPECT_EQ(add_url("/feed", false), 0) << "also where it is added again";
  EXPECT_EQ(add_url("/other-feed", false), 5);
  auto moved = source();
  moved.allowed = "127.0.0.1:1";
  home.store().sources.update(moved);
  EXPECT_EQ(fetch_all(), 5);
}

TEST_F(FetchTest, AsksAgainOnlyWhenDueAndOnlyForWhatChanged) {
  add_url("/feed");
  const int before = server.connections();
  EXPECT_EQ(fetch_due(), 0);
  EXPECT_EQ(server.connections(), before) << "it was asked within the hour";
  home.set_now(kNow + std::chrono::hours(48));
  EXPECT_EQ(fetch_due(), 0);
  EXPECT_EQ(not_modified, 1);
  EXPECT_EQ(source().last_fetch, home.now());
}

TEST_F(FetchTest, AClockThatRanAheadDoesNotSilenceASource) {
  home.set_now(kNow + std::chrono::days(3650));
  add_url("/feed");
  home.set_now(kNow);
  fetch_due();
  EXPECT_EQ(not_modified, 1);
}

TEST_F(FetchTest, AClockThatRanBehindAsksOnceMoreAndNotAgain) {
  home.set_now(kNow - std::chrono::days(3650));
  add_url("/feed");
  home.set_now(kNow);
  fetch_due();
  EXPECT_EQ(not_modified, 1);
  fetch_due();
  EXPECT_EQ(not_modified, 1);
  EXPECT_EQ(items(home, {}).size(), 1u);
}

TEST_F(FetchTest, AFailureIsNotedAndPassesWhenItDoes) {
  add_url("/flaky");
  broken = true;
  EXPECT_EQ(fetch_all(), 5);
  EXPECT_THAT(source().last_error, HasSubstr("404"));
  EXPECT_EQ(source().failures, 1);
  EXPECT_EQ(items(home, {}).size(), 1u);
  broken = false;
  EXPECT_EQ(fetch_all(), 0);
  EXPECT_EQ(source().last_error, "");
}

TEST_F(FetchTest, WhatIsGoneForGoodIsNotAskedAgain) {
  add_url("/gone");
  broken = true;
  EXPECT_EQ(fetch_all(), 5);
  const int before = server.connections();
  home.set_now(kNow + std::chrono::days(400));
  EXPECT_EQ(fetch_due(), 0);
  EXPECT_EQ(server.connections(), before);
}

TEST_F(FetchTest, FollowsAPermanentMoveToAFeedButNotToALoginPage) {
  add_url("/moved");
  EXPECT_EQ(source().url, server.url("/feed"));
  remove_source(home, source().id);
  add_url("/portal");
  broken = true;
  EXPECT_EQ(fetch_all(), 3);
  EXPECT_EQ(source().url, server.url("/portal"));
}

TEST_F(FetchTest, RewritesAnAddressOnlyAfterItMovedAgainAndAgain) {
  add_url("/settled");
  broken = true;
  for (int day = 1; day <= 2; ++day) {
    home.set_now(kNow + std::chrono::days(day));
    EXPECT_EQ(fetch_all(), 0);
    EXPECT_EQ(source().url, server.url("/settled")) << day;
  }
  broken = false;  // it came back: counting starts anew
  fetch_all();
  EXPECT_EQ(source().moves, 0);
  broken = true;
  for (int day = 3; day <= 5; ++day) {
    home.set_now(kNow + std::chrono::days(day));
    fetch_all();
  }
  EXPECT_EQ(source().url, server.url("/new-home"));
}

TEST_F(FetchTest, TakesWholePagesAsTheSourceSays) {
  add_url("/short");
  const auto id = items(home, {}).at(0)["id"].get<std::string>();
  const auto text = [&] { return item(home, id)["text"].get<std::string>(); };
  EXPECT_FALSE(fetch_full_text(home, id)) << "never, unless told";
  EXPECT_EQ(text(), "Brief.");
  EXPECT_THROW(set_full_text(home, source().id, "sometimes"), Error);
  set_full_text(home, source().id, "demand");
  fetch_all();
  EXPECT_EQ(text(), "Brief.");
  EXPECT_TRUE(fetch_full_text(home, id));
  EXPECT_THAT(text(), HasSubstr("The boats went out"));
  fetch_all();  // the feed's summary did not change: the page's text stays
  EXPECT_THAT(text(), HasSubstr("The boats went out"));
}

TEST_F(FetchTest, WhatWasSaidOfFullTextsIsTakenBack) {
  add_url("/short");
  const auto id = source().id;
  EXPECT_TRUE(set_full_text(home, id, "never")["event"].is_null()) << "it was so before";
  const auto event = set_full_text(home, id, "always")["event"];
  set_full_text(home, id, "demand");
  undo(home, 1);
  EXPECT_EQ(source().full_text, "always");
  EXPECT_EQ(ledger(home, {}, {}).at(0)["event"], event);
  EXPECT_EQ(ledger(home, {}, {}).at(0)["kind"], "sources set");
  undo(home, 1);
  EXPECT_EQ(source().full_text, "never");
  redo(home, 2);
  EXPECT_EQ(source().full_text, "demand");
}

TEST_F(FetchTest, TakesWholePagesWithTheFeed) {
  add_url("/short");
  set_full_text(home, source().id, "always");
  fetch_all();
  EXPECT_GT(items(home, {}).at(0)["minutes"].get<double>(), 2);
}

TEST_F(FetchTest, KeepsThePagesTextWhenTheFeedChangesTheItem) {
  add_url("/short");
  set_full_text(home, source().id, "always");
  fetch_all();
  broken = true;
  home.set_now(kNow + std::chrono::days(10));
  fetch_all();
  const auto id = items(home, {}).at(0)["id"].get<std::string>();
  EXPECT_EQ(item(home, id)["title"], "One, corrected");
  EXPECT_THAT(item(home, id)["text"].get<std::string>(), HasSubstr("The boats went out"));
  EXPECT_GT(item(home, id)["minutes"].get<double>(), 2);
  EXPECT_EQ(search(home, "boats", 5).size(), 1U);
  EXPECT_EQ(search(home, "corrected", 5).size(), 1U);
  EXPECT_EQ(stories_asked, 2) << "the page may be another, too";
  fetch_all();
  EXPECT_EQ(stories_asked, 2);
}

TEST_F(FetchTest, TakesThePagesNewTextWhereTheFeedSaysThatItChanged) {
  add_url("/short");
  set_full_text(home, source().id, "always");
  fetch_all();
  broken = true;
  story = "The boats stayed at home after all, as was said at noon. ";
  fetch_all();
  EXPECT_EQ(search(home, "noon", 5).size(), 1U);
  EXPECT_EQ(search(home, "fog", 5).size(), 0U);
}

TEST_F(FetchTest, AnAnswerThatBreaksOffReplacesNothingAndIsAskedForAgain) {
  add_url("/cut");
  broken = true;
  EXPECT_EQ(fetch_all(), 0);
  EXPECT_EQ(reports.at(0)["warning"]["message"], read::kBreaksOff);
  const auto id = items(home, {}).at(0)["id"].get<std::string>();
  EXPECT_THAT(item(home, id)["text"].get<std::string>(), HasSubstr("Hello"));
  EXPECT_EQ(source().etag, "");
}

TEST_F(FetchTest, AFailureDoublesASourcesOwnRhythm) {
  add_url("/hourly");
  broken = true;
  fetch_all();
  EXPECT_LT(*source().next_fetch, kNow + std::chrono::hours(3));
}

TEST_F(FetchTest, TheSameFeedIsOneSourceHoweverItIsAskedFor) {
  for (const auto* path : {"/moved", "/feed", "/feed#here", "/./feed", "/moved"}) add_url(path);
  EXPECT_EQ(home.store().sources.list().size(), 1U);
  add_url("/settled");
  broken = true;  // it leads elsewhere now
  add_url("/settled");
  EXPECT_EQ(home.store().sources.list().size(), 2U);
  EXPECT_EQ(source().url, server.url("/settled"));
  EXPECT_EQ(items(home, {}).size(), 2U);
}

TEST_F(FetchTest, APageWhoseFeedIsBusyIsKeptAndTheFeedsFailureSaid) {
  EXPECT_EQ(add_url("/busy-feed"), 5);
  EXPECT_EQ(items(home, {}).at(0)["title"], "Busy");
  EXPECT_EQ(add_url("/leads-nowhere"), 0) << "dead links are common";
}

TEST_F(FetchTest, ANameThatTwoSourcesHaveIsNobodys) {
  add_url("/feed");
  auto other = source();
  other.identity = other.url = "https://example.org/feed";
  home.store().sources.find_or_add(other);
  EXPECT_THROW(find_source(home, "The Feed"), Error);
  EXPECT_THROW(remove_source(home, "The Feed"), Error);
  remove_source(home, source().id);
  EXPECT_EQ(find_source(home, "The Feed").row, source().row);
  remove_source(home, source().id);
  EXPECT_THROW(find_source(home, "The Feed"), Error);
  EXPECT_THROW(find_source(home, "The Feed", true), Error) << "two again";
}

TEST_F(FetchTest, KeepsTheIconOfASource) {
  add_url("/feed");
  EXPECT_THROW(source_icon(home, source().id), Error);
  home.set_now(kNow + std::chrono::days(1));
  fetch_all();  // not modified, and yet answered
  EXPECT_EQ(source_icon(home, source().id).type, "image/png") << "by its bytes, not by its header";
}

TEST_F(FetchTest, AsksTheSitesPageForAnIconWhereTheUsualPlaceHasNone) {
  add_url("/feed");
  home.set_now(kNow + std::chrono::days(1));
  broken = true;
  fetch_all();
  EXPECT_EQ(source_icon(home, source().id).type, "image/png") << "not SVG, not from elsewhere";
}

TEST_F(FetchTest, AddsManyAddressesAndReportsEachThatFails) {
  AddRequest request;
  request.inputs = {server.url("/none"), server.url("/feed"), server.url("/page"),
                    server.url("/flaky")};
  request.allow_private = true;
  std::atomic<int> started{0}, done{0}, failed{0};
  add(
      home, request, keep(), [] { return false; },
      [&](const FetchStep& step) {
        EXPECT_EQ(step.total, 4u);
        ++(step.kind == FetchStep::Kind::started ? started
           : step.kind == FetchStep::Kind::done  ? done
                                                 : failed);
      });
  EXPECT_EQ(home.store().sources.list().size(), 2u);  // the page's feed is the feed
  EXPECT_EQ(started, 5);                              // the page's feed, too
  EXPECT_EQ(done, 3);
  EXPECT_EQ(failed, 1);
}

TEST_F(FetchTest, ARemovedSourceIsSilentUntilAddedAgain) {
  add_url("/feed");
  remove_source(home, source().id);
  const int before = server.connections();
  fetch_all();
  EXPECT_EQ(server.connections(), before);
  EXPECT_TRUE(items(home, {}).empty());
  add_url("/feed");
  EXPECT_EQ(items(home, {}).size(), 1u);
}

TEST_F(FetchTest, FindsTheFeedOfAPageThatAListNames) {
  const auto subscribe = [&](const std::string& path) {
    write_file(folder.path() / "list.opml", "<opml><body><outline text=\"A\" xmlUrl=\"" +
                                                server.url(path) + "\"/></body></opml>");
    AddRequest request;
    request.inputs = {(folder.path() / "list.opml").string()};
    request.allow_private = true;
    return add(home, request, keep(), [] { return false; });
  };
  EXPECT_EQ(subscribe("/page"), 0);
  EXPECT_EQ(fetch_all(), 0);
  EXPECT_EQ(source().url, server.url("/feed"));
  EXPECT_EQ(items(home, {}).size(), 1u);
  EXPECT_EQ(subscribe("/page"), 0) << "the same list again";
  ASSERT_EQ(home.store().sources.list().size(), 1u);

  // What a page names is kept only where it is a feed.
  EXPECT_EQ(subscribe("/leads-nowhere"), 0);
  fetch_all();
  const auto led = home.store().sources.find_followed(server.url("/leads-nowhere"));
  ASSERT_TRUE(led);
  EXPECT_EQ(led->url, server.url("/leads-nowhere"));
  remove_source(home, led->id);

  // A feed that has become a page is not replaced by what the page names.
  auto once = source();
  once.url = server.url("/page");
  once.etag.clear();
  home.store().sources.update(once);
  EXPECT_EQ(fetch_all(), 3);
  EXPECT_EQ(source().url, server.url("/page"));
}

TEST_F(FetchTest, SubscriptionListsKeepFoldersAndRefuseCommands) {
  write_file(folder.path() / "list.opml",
             "<opml version=\"2.0\"><body><outline text=\"News\"><outline text=\"Sea\">"
             "<outline type=\"rss\" text=\"Post\" xmlUrl=\"https://example.org/feed\"/></outline>"
             "</outline><outline text=\"x\" xmlUrl=\"exec:rm -rf /\"/></body></opml>");
  AddRequest request;
  request.inputs = {(folder.path() / "list.opml").string()};
  EXPECT_EQ(add(home, request, keep(), [] { return false; }), 3);
  ASSERT_EQ(home.store().sources.list().size(), 1u);
  EXPECT_EQ(source().folder, "News/Sea");
  EXPECT_EQ(add(home, request, keep(), [] { return false; }), 3);
  EXPECT_EQ(reports.back()["summary"]["sources"], 0);
}

}  // namespace
}  // namespace heed::app
