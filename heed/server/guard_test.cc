#include "heed/server/guard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heed::server {
namespace {

constexpr std::uint16_t kPort = 7333;

int status(const std::optional<Reply>& reply) {
  return reply ? reply->status : 0;
}

Request with(std::vector<std::pair<std::string, std::string>> headers, std::string target = "/") {
  Request request;
  request.method = "GET";
  request.target = std::move(target);
  request.headers = std::move(headers);
  return request;
}

int host(std::vector<std::pair<std::string, std::string>> headers, std::string target = "/") {
  auto request = with(std::move(headers), std::move(target));
  return status(guard_host(request, kPort));
}

TEST(GuardHost, KnowsItsOwnNames) {
  for (const auto* name : {"127.0.0.1:7333", "localhost:7333", "LocalHost:7333", "[::1]:7333"}) {
    EXPECT_EQ(host({{"host", name}}), 0) << name;
  }
}

TEST(GuardHost, RefusesEveryOther) {
  for (const auto* name : {"",
                           "evil.com",
                           "evil.com:7333",
                           "127.0.0.1",
                           "127.0.0.1:80",
                           "127.0.0.1:73330",
                           "127.0.0.1.nip.io:7333",
                           "localhost.evil.com:7333",
                           "0.0.0.0:7333",
                           "x.local:7333",
                           "x.internal:7333",
                           "192.168.1.2:7333",
                           "127.0.0.2:7333",
                           "127.1:7333",
                           "::1:7333",
                           "localhost:7333.evil.com",
                           "evil.com@localhost:7333",
                           "localhost:7333 ",
                           "localhost.:7333",
                           "2130706433:7333",
                           "localhost:07333"}) {
    EXPECT_EQ(host({{"host", name}}), 421) << name;
  }
  EXPECT_EQ(host({}), 421);
  EXPECT_EQ(host({{"host", "localhost:7333"}, {"host", "localhost:7333"}}), 421);
}

TEST(GuardHost, ReadsAbsoluteTargets) {
  auto request = with({{"host", "localhost:7333"}}, "http://localhost:7333/a?b=c");
  EXPECT_EQ(status(guard_host(request, kPort)), 0);
  EXPECT_EQ(request.target, "/a?b=c");
  auto bare = with({{"host", "localhost:7333"}}, "HTTP://127.0.0.1:7333?b");
  EXPECT_EQ(status(guard_host(bare, kPort)), 0);
  EXPECT_EQ(bare.target, "/?b");
  EXPECT_EQ(host({{"host", "localhost:7333"}}, "http://evil.com/"), 421);
  EXPECT_EQ(host({{"host", "localhost:7333"}}, "http://localhost:7333@evil.com/"), 421);
  EXPECT_EQ(host({{"host", "evil.com"}}, "http://localhost:7333/"), 421);
  EXPECT_EQ(host({{"host", "localhost:7333"}}, "https://localhost:7333/"), 400);
  EXPECT_EQ(host({{"host", "localhost:7333"}}, "*"), 400);
}

int origin(std::vector<std::pair<std::string, std::string>> headers) {
  headers.emplace_back("host", "127.0.0.1:7333");
  return status(guard_origin(with(std::move(headers))));
}

TEST(GuardOrigin, LetsInOnlyItsOwn) {
  EXPECT_EQ(origin({}), 0);
  EXPECT_EQ(origin({{"origin", "http://127.0.0.1:7333"}}), 0);
  for (const auto* other :
       {"null", "", "http://evil.com", "https://127.0.0.1:7333", "http://127.0.0.1",
        "http://127.0.0.1:7334", "http://localhost:7333", "http://127.0.0.1:7333.evil.com",
        "http://127.0.0.1:7333/", "file://"}) {
    EXPECT_EQ(origin({{"origin", other}}), 403) << other;
  }
  EXPECT_EQ(origin({{"origin", "http://127.0.0.1:7333"}, {"origin", "http://evil.com"}}), 403);
}

TEST(GuardOrigin, BelievesTheBrowserAboutTheSite) {
  EXPECT_EQ(origin({{"sec-fetch-site", "same-origin"}}), 0);
  EXPECT_EQ(origin({{"sec-fetch-site", "none"}}), 0);
  EXPECT_EQ(origin({{"sec-fetch-site", "cross-site"}}), 403);
  EXPECT_EQ(origin({{"sec-fetch-site", "same-site"}}), 403);
  EXPECT_EQ(origin({{"sec-fetch-site", "none"}, {"sec-fetch-site", "cross-site"}}), 403);
}

TEST(GuardSession, TakesTheTokenOrTheCookie) {
  const Session session;
  EXPECT_GE(session.token().size(), 32u);  // 128 bits in hexadecimal
  EXPECT_NE(session.token(), Session().token());
  const auto check = [&](std::string name, std::string value) {
    return status(guard_session(with({{std::move(name), std::move(value)}}), session, kPort));
  };
  EXPECT_EQ(check("authorization", "Bearer " + session.token()), 0);
  EXPECT_EQ(check("authorization", "bearer " + session.token()), 0);
  EXPECT_EQ(check("authorization", "Basic " + session.token()), 401);
  EXPECT_EQ(check("authorization", "Bearer " + session.token() + "0"), 401);
  EXPECT_EQ(check("authorization", "Bearer "), 401);
  const auto line = session.cookie(kPort);
  EXPECT_THAT(line, testing::HasSubstr("; Path=/; HttpOnly; SameSite=Strict"));
  const auto cookie = line.substr(0, line.find(';'));
  EXPECT_EQ(check("cookie", cookie), 0);
  EXPECT_EQ(check("cookie", "a=b; " + cookie + "; c=d"), 0);
  EXPECT_EQ(check("cookie", cookie.substr(0, cookie.size() - 1)), 401);
  EXPECT_EQ(check("cookie", "x" + cookie), 401);
  EXPECT_EQ(check("cookie", "heed-7333=" + session.token()), 401);  // they are not the same secret
  EXPECT_EQ(check("x", "y"), 401);
}

TEST(GuardWrite, NeedsJsonAndAnOriginUnlessTheTokenIsThere) {
  const Session session;
  const auto bearer = std::pair<std::string, std::string>("authorization",  //
                                                          "Bearer " + session.token());
  const auto origin = std::pair<std::string, std::string>("origin", "http://127.0.0.1:7333");
  const auto type = [](std::string value) {
    return std::pair<std::string, std::string>("content-type", std::move(value));
  };
  const auto check = [&](std::vector<std::pair<std::string, std::string>> headers) {
    return status(guard_write(with(std::move(headers)), session));
  };
  EXPECT_EQ(check({bearer, type("application/json")}), 0);
  EXPECT_EQ(check({bearer, type("Application/JSON ; charset=utf-8")}), 0);
  EXPECT_EQ(check({origin, type("application/json")}), 0);
  EXPECT_EQ(check({type("application/json")}), 403);
  for (const auto* other : {"text/plain", "application/x-www-form-urlencoded", "", "text/json",
                            "multipart/form-data", "application/jsonp"}) {
    EXPECT_EQ(check({bearer, type(other)}), 415) << other;
    EXPECT_EQ(check({origin, type(other)}), 415) << other;
  }
  EXPECT_EQ(check({bearer}), 415);
  EXPECT_EQ(check({bearer, type("application/json"), type("text/plain")}), 415);
}

}  // namespace
}  // namespace heed::server
