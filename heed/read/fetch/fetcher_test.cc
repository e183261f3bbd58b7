#include "heed/read/fetch/fetcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "heed/read/fetch/test_server.h"

namespace heed::read {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;
using testing::Not;

std::string path_of(const std::string& request) {
  const auto start = request.find(' ') + 1;
  return request.substr(start, request.find(' ', start) - start);
}

Request allowed(std::string url) {
  Request request;
  request.url = std::move(url);
  request.allow_private = true;
  request.timeout = 10;
  return request;
}

TEST(Fetcher, SendsValidatorsByteForByteAndKeepsNothingElse) {
  std::string seen;
  TestServer server([&](const std::string& request, int socket) {
    seen = request;
    TestServer::send_page(socket, "304 Not Modified", "ETag: W/\"a-b \"\r\nSet-Cookie: id=1\r\n",
                          "");
  });
  auto request = allowed(server.url("/feed"));
  request.etag = "W/\"x'y\"--gzip";
  request.last_modified = "Mon, 1 Jan 2024 00:00:00 +0100";
  const auto response = Fetcher().fetch(request);
  ASSERT_TRUE(response.ok()) << response.error().what();
  EXPECT_TRUE(response->not_modified());
  EXPECT_EQ(response->etag, "W/\"a-b \"");
  EXPECT_THAT(seen, HasSubstr("\r\nIf-None-Match: W/\"x'y\"--gzip\r\n"));
  EXPECT_THAT(seen, HasSubstr("\r\nIf-Modified-Since: Mon, 1 Jan 2024 00:00:00 +0100\r\n"));
  EXPECT_THAT(seen, HasSubstr("User-Agent: heed/"));
  EXPECT_THAT(seen, Not(HasSubstr("Cookie:")));
  EXPECT_THAT(seen, Not(HasSubstr("Referer:")));
}

TEST(Fetcher, RefusesPrivateAddressesUnlessAllowed) {
  TestServer server([](const std::string&, int socket) {
    TestServer::send_page(socket, "200 OK", "", "secret");
  });
  const auto port = std::to_string(server.port());
  for (const std::string host :
       {"127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "0.0.0.0", "[::1]",
        "[::ffff:127.0.0.1]", "127.1", "169.254.169.254", "10.0.0.1", "[fe80::1]", "[fc00::1]"}) {
    Request request;
    request.url = "http://" + host + ":" + port + "/";
    request.timeout = 5;
    const auto response = Fetcher().fetch(request);
    ASSERT_FALSE(response.ok()) << host;
    EXPECT_EQ(response.error().failure, Failure::network);
    EXPECT_THAT(response.error().remedy, HasSubstr("--allow-private")) << host;
  }
  EXPECT_EQ(server.connections(), 0);
}

TEST(Fetcher, HoldsRedirectsToTheSameRule) {
  TestServer inner([](const std::string&, int socket) {
    TestServer::send_page(socket, "200 OK", "", "secret");
  });
  std::string target;
  TestServer outer([&](const std::string&, int socket) {
    TestServer::send_page(socket, "302 Found", "Location: " + target + "\r\n", "");
  });
  for (const auto& to : {inner.url("/"), std::string("file:///etc/passwd"),
                         std::string("gopher://127.0.0.1/"), std::string("//localhost:1/")}) {
    target = to;
    const auto response = Fetcher().fetch(allowed(outer.url("/")));
    EXPECT_FALSE(response.ok()) << to;
  }
  EXPECT_EQ(inner.connections(), 0);
}

// The allowance is for one host and one port, however an address is written.
TEST(Fetcher, ReadsNoOtherPortIntoWhatWasAllowed) {
  TestServer inner([](const std::string&, int socket) {
    TestServer::send_page(socket, "200 OK", "", "secret");
  });
  std::string target;
  TestServer outer([&](const std::string&, int socket) {
    TestServer::send_page(socket, "302 Found", "Location: " + target + "\r\n", "");
  });
  const auto allowed_port = std::to_string(outer.port());
  const auto host = "127.0.0.1:" + std::to_string(inner.port()) + "/";
  for (const auto& user :
       {"[::1]:" + allowed_port, "a]:" + allowed_port, "127.0.0.1:" + allowed_port,
        "127.0.0.1:" + allowed_port + "\\", "127.0.0.1:" + allowed_port + "%2f", "x@y"s}) {
    target = "http://" + user + "@" + host;
    EXPECT_FALSE(Fetcher().fetch(allowed(outer.url("/"))).ok()) << target;
  }
  EXPECT_EQ(inner.connections(), 0);
}

TEST(Fetcher, OffersACommandThatAShellTakesAsItStands) {
  TestServer server([](const std::string&, int socket) {
    TestServer::send_page(socket, "302 Found",
                          "Location: http://127.0.0.2:1/x;touch${IFS}/tmp/'p'\r\n", "");
  });
  const auto response = Fetcher().fetch(allowed(server.url("/")));
  ASSERT_FALSE(response.ok());
  EXPECT_EQ(response.error().remedy,
            "heed add 'http://127.0.0.2:1/x;touch$%7BIFS%7D/tmp/'\\''p'\\''' --allow-private, "
            "if you trust it");
}

TEST(Fetcher, ShowsNoPassword) {
  TestServer server([](const std::string& request, int socket) {
    if (path_of(request) == "/gone") return TestServer::send_page(socket, "410 Gone", "", "");
    TestServer::send_page(socket, "302 Found", "Location: ftp://u:secret@a.example/\r\n", "");
  });
  const auto host = "user:secret@127.0.0.1:" + std::to_string(server.port());
  const auto redirected = Fetcher().fetch(allowed("http://" + host + "/"));
  ASSERT_FALSE(redirected.ok());
  EXPECT_THAT(redirected.error().what(), Not(HasSubstr("secret")));
  EXPECT_EQ(redirected.error().where, server.url("/"));
  const auto gone = Fetcher().fetch(allowed("http://" + host + "/gone"));
  ASSERT_TRUE(gone.ok());
  EXPECT_THAT(failure_of(*gone)->what(), Not(HasSubstr("secret")));
}

TEST(Fetcher, TakesTheHeadersOfTheLastStatusLineOnly) {
  TestServer server([](const std::string&, int socket) {
    TestServer::send_text(socket,
                          "HTTP/1.1 103 Early Hints\r\nETag: \"early\"\r\nRetry-After: 99\r\n\r\n");
    TestServer::send_page(socket, "200 OK", "Last-Modified: now\r\n", "text");
  });
  const auto response = Fetcher().fetch(allowed(server.url("/")));
  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->etag, "");
  EXPECT_EQ(response->retry_after, "");
  EXPECT_EQ(response->last_modified, "now");
}

TEST(Fetcher, ReadsOnlyTheLastAnswersBody) {
  TestServer server([&](const std::string& request, int socket) {
    const auto path = path_of(request);
    const std::string redirect = "HTTP/1.1 302 Found\r\nLocation: /my feed\r\n";
    if (path == "/silent") {
      TestServer::send_text(socket, redirect + "Content-Length: 9\r\n\r\n");
      char byte;
      recv(socket, &byte, 1, 0);  // until the other side closes
    } else if (path == "/packed") {
      TestServer::send_text(socket, redirect + "Content-Encoding: gzip\r\n\r\nplain text");
    } else {
      TestServer::send_page(socket, "200 OK", "", path);
    }
  });
  for (const auto* path : {"/silent", "/packed"}) {
    const auto response = Fetcher().fetch(allowed(server.url(path)));
    ASSERT_TRUE(response.ok()) << response.error().what();
    EXPECT_EQ(response->body, "/my%20feed");
  }
}

TEST(Fetcher, KnowsAnswersThatBringNothing) {
  TestServer server([](const std::string& request, int socket) {
    const auto path = path_of(request);
    if (path == "/part") return TestServer::send_page(socket, "206 Partial Content", "", "<rss");
    if (path == "/moved") return TestServer::send_page(socket, "301 Moved", "", "<p>moved");
    TestServer::send_page(socket, "304 Not Modified", "", "");
  });
  for (const auto& [path, wanted] : {std::pair("/part", "part"), std::pair("/moved", "where to")}) {
    const auto response = Fetcher().fetch(allowed(server.url(path)));
    ASSERT_TRUE(response.ok());
    ASSERT_TRUE(failure_of(*response).has_value()) << path;
    EXPECT_THAT(failure_of(*response)->message, HasSubstr(wanted));
  }
  const auto unasked = Fetcher().fetch(allowed(server.url("/same")));
  ASSERT_FALSE(unasked.ok());
  EXPECT_THAT(unasked.error().message, HasSubstr("not modified"));
}

TEST(Fetcher, SaysWhatWentWrongInItsOwnWords) {
  TestServer server([](const std::string& request, int socket) {
    const auto path = path_of(request);
    if (path == "/empty") return;
    if (path == "/ssh") return TestServer::send_text(socket, "SSH-2.0-OpenSSH_9.2\r\n");
    if (path == "/cut") {
      return TestServer::send_text(socket, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<rss");
    }
    const std::size_t length = std::stoul(path.substr(1));
    TestServer::send_page(socket, "200 OK", "X: " + std::string(length, 'a') + "\r\n", "");
  });
  const std::pair<const char*, const char*> cases[] = {{"/empty", "hung up"},
                                                       {"/ssh", "speaks no proper HTTP"},
                                                       {"/cut", "cut short"},
                                                       {"/70000", "header line"},
                                                       {"/110000", "header line"}};
  for (const auto& [path, wanted] : cases) {
    const auto response = Fetcher().fetch(allowed(server.url(path)));
    ASSERT_FALSE(response.ok()) << path;
    EXPECT_THAT(response.error().message, HasSubstr(wanted));
    EXPECT_EQ(response.error().where, server.url(path));
    EXPECT_NE(response.error().remedy, "");
  }
}

TEST(Fetcher, SeparatesPermanentFromPassingRedirects) {
  TestServer server([&](const std::string& request, int socket) {
    const auto path = path_of(request);
    const auto to = [&](const std::string& status, const std::string& where) {
      TestServer::send_page(socket, status, "Location: " + where + "\r\n", "");
    };
    if (path == "/old") return to("301 Moved", "/older");
    if (path == "/older") return to("308 Permanent", "/new");
    if (path == "/busy") return to("302 Found", "/new");
    if (path == "/mixed") return to("301 Moved", "/busy");
    if (path == "/loop") return to("301 Moved", "/loop");
    TestServer::send_page(socket, "200 OK", "Content-Type: text/xml; charset=utf-8\r\n", "<rss/>");
  });
  const auto permanent = Fetcher().fetch(allowed(server.url("/old")));
  ASSERT_TRUE(permanent.ok());
  EXPECT_EQ(permanent->moved, server.url("/new"));
  EXPECT_EQ(permanent->url, server.url("/new"));
  EXPECT_EQ(permanent->body, "<rss/>");
  EXPECT_EQ(Fetcher().fetch(allowed(server.url("/busy")))->moved, "");
  EXPECT_EQ(Fetcher().fetch(allowed(server.url("/mixed")))->moved, "");
  const auto loop = Fetcher().fetch(allowed(server.url("/loop")));
  ASSERT_FALSE(loop.ok());
  EXPECT_THAT(loop.error().message, HasSubstr("redirects"));
}

TEST(Fetcher, EndsALongWayOfRedirectsEarly) {
  TestServer server([](const std::string& request, int socket) {
    const int hop = std::stoi(path_of(request).substr(1));
    const auto next = "Location: /" + std::to_string(hop + 1) + "\r\n";
    TestServer::send_page(socket, hop < 50 ? "307 Temporary Redirect" : "200 OK", next, "<rss/>");
  });
  const auto response = Fetcher().fetch(allowed(server.url("/0")));
  ASSERT_FALSE(response.ok());
  EXPECT_THAT(response.error().message, HasSubstr("redirects"));
  EXPECT_LE(server.connections(), 11);
}

TEST(Fetcher, CapsWhatIsDecoded) {
  const auto zipped = [] {
    std::string bytes;
    std::FILE* pipe = popen("head -c 50000000 /dev/zero | gzip -9", "r");
    char buffer[4096];
    for (std::size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) bytes.append(buffer, n);
    pclose(pipe);
    return bytes;
  }();
  TestServer server([&](const std::string& request, int socket) {
    if (path_of(request) == "/bomb") {
      return TestServer::send_page(socket, "200 OK", "Content-Encoding: gzip\r\n", zipped);
    }
    TestServer::send_text(socket, "HTTP/1.1 200 OK\r\n\r\n");
    const std::string chunk(65536, 'x');
    for (int i = 0; i < 10000 && !server.stopping; ++i) {
      if (::send(socket, chunk.data(), chunk.size(), MSG_NOSIGNAL) < 0) return;
    }
  });
  FetchLimits limits;
  limits.body = 1 << 20;
  for (const auto path : {"/bomb", "/endless"}) {
    const auto response = Fetcher(limits).fetch(allowed(server.url(path)));
    ASSERT_FALSE(response.ok());
    EXPECT_THAT(response.error().message, HasSubstr("longer than 1 MiB"));
  }
}

TEST(Fetcher, ASlowSourceDelaysNoOther) {
  TestServer slow([&](const std::string&, int socket) {
    TestServer::send_text(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
    for (int i = 0; i < 100 && !slow.stopping; ++i) {
      TestServer::send_text(socket, "x");
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  });
  TestServer quick(
      [](const std::string&, int socket) { TestServer::send_page(socket, "200 OK", "", "done"); });
  std::vector<Request> requests{allowed(slow.url("/")), allowed(quick.url("/1"))};
  requests[0].timeout = 1;
  FetchLimits limits;
  limits.per_host = 2;
  std::vector<std::size_t> order;
  Fetcher(limits).fetch(requests, [&](std::size_t i, const Result<Response>& response) {
    order.push_back(i);
    EXPECT_EQ(response.ok(), i == 1);
    if (i == 0) {
      EXPECT_THAT(response.error().message, HasSubstr("in time"));
    }
  });
  EXPECT_EQ(order, (std::vector<std::size_t>{1, 0}));
}

TEST(Fetcher, AsksOneHostAFewAtATimeAndAnswersForAll) {
  std::atomic<int> now{0}, most{0};
  TestServer server([&](const std::string& request, int socket) {
    const int here = ++now;
    if (here > most) most = here;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    --now;
    TestServer::send_page(socket, "200 OK", "", path_of(request));
  });
  std::vector<Request> requests;
  for (int i = 0; i < 40; ++i) requests.push_back(allowed(server.url("/" + std::to_string(i))));
  std::vector<std::string> bodies(requests.size());
  Fetcher().fetch(requests, [&](std::size_t i, Result<Response> response) {
    ASSERT_TRUE(response.ok());
    bodies[i] = response->body;
  });
  for (std::size_t i = 0; i < bodies.size(); ++i) EXPECT_EQ(bodies[i], "/" + std::to_string(i));
  EXPECT_LE(most, 3);  // two asked at a time; one more may still be leaving
}

TEST(Fetcher, EndsAtOnceWhenCancelled) {
  TestServer server([&](const std::string&, int) {
    while (!server.stopping) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  });
  int errors = 0;
  const auto start = std::chrono::steady_clock::now();
  Fetcher().fetch(
      {allowed(server.url("/1")), allowed(server.url("/2")), allowed(server.url("/3"))},
      [&](std::size_t, const Result<Response>& response) { errors += response.ok() ? 0 : 1; },
      [&] { return std::chrono::steady_clock::now() - start > std::chrono::milliseconds(100); });
  EXPECT_EQ(errors, 3);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(3));
}

TEST(Fetcher, ReadsWhatTheServerAsksFor) {
  TestServer server([](const std::string&, int socket) {
    TestServer::send_page(socket, "429 Too Many",
                          "Retry-After: 7200\r\nCache-Control: public, max-age=5400\r\n", "");
  });
  setenv("http_proxy", "http://127.0.0.1:9", 1);  // nobody there: it must not be used
  const auto response = Fetcher().fetch(allowed(server.url("/")));
  unsetenv("http_proxy");
  ASSERT_TRUE(response.ok()) << response.error().what();
  EXPECT_EQ(response->retry_after, "7200");
  EXPECT_EQ(response->max_age, std::chrono::seconds(5400));
  ASSERT_TRUE(failure_of(*response).has_value());
  EXPECT_EQ(failure_of(*response)->failure, Failure::network);
}

TEST(Fetcher, RefusesWhatIsNotTheWeb) {
  for (const auto url : {"file:///etc/passwd", "ftp://example.org/", "nonsense", "http://", ""}) {
    Request request;
    request.url = url;
    EXPECT_FALSE(Fetcher().fetch(request).ok()) << url;
  }
}

}  // namespace
}  // namespace heed::read
