// The server as clients meet it: real sockets, raw bytes.
#include "heed/server/listener.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <nlohmann/json.hpp>
#include <thread>

namespace heed::server {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() { ::close(socket_); }

  bool connected() const { return connected_; }

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  // All that comes until the server closes, or until `quiet` passes without a byte.
  std::string receive(std::chrono::milliseconds quiet = 5s) {
    std::string all;
    char bytes[65536];
    pollfd waiting{socket_, POLLIN, 0};
    while (poll(&waiting, 1, static_cast<int>(quiet.count())) == 1) {
      const auto got = recv(socket_, bytes, sizeof bytes, 0);
      if (got <= 0) break;
      all.append(bytes, static_cast<std::size_t>(got));
    }
    return all;
  }

 private:
  int socket_;
  bool connected_ = false;
};

int status(const std::string& answer) {
  return answer.size() < 12 ? 0 : std::stoi(answer.substr(9, 3));
}

std::string body(const std::string& answer) {
  const auto end = answer.find("\r\n\r\n");
  return end == std::string::npos ? "" : answer.substr(end + 4);
}

// A server of two routes: GET /say and POST /add, which counts. POST /slow takes 200 ms.
class ListenerTest : public testing::Test {
 protected:
  static std::vector<Route> routes(std::atomic<int>& added) {
    Route say{"GET", "/api/v1/say", "Says", {}, {}, {}, {}, "", [](const Request& r) {
                return document({{"said", r.text("what")}});
              }};
    Route add{"POST", "/api/v1/add", "Adds", {}, {}, {}, {}, "", [&added](const Request& r) {
                added += r.object().value("n", 1);
                return document({{"added", added.load()}});
              }};
    Route slow{"GET", "/api/v1/slow", "Takes long", {}, {}, {}, {}, "", [](const Request&) {
                 std::this_thread::sleep_for(200ms);
                 return document({{"slow", true}});
               }};
    Route wrong{"GET", "/api/v1/wrong", "Fails", {}, {}, {}, {}, "", [](const Request&) -> Reply {
                  throw Error(Failure::storage, "the disk is full", "heed.db", "free some space");
                }};
    return {say, add, slow, wrong};
  }

  explicit ListenerTest(Limits limits = quick())
      : service_(routes(added_), {{"/", {"text/html; charset=utf-8", "<p>page</p>"}}}),
        listener_(service_, 0, limits),
        thread_([this] { listener_.run(); }) {}

  ~ListenerTest() override {
    listener_.stop();
    thread_.join();
  }

  static Limits quick() {
    Limits limits;
    limits.header = 400ms;
    limits.body = 400ms;
    limits.connections = 64;
    return limits;
  }

  std::string host() const { return "127.0.0.1:" + std::to_string(listener_.port()); }
  std::string bearer() const { return "Authorization: Bearer " + service_.session().token(); }

  std::string ask(const std::string& raw) const {
    Client client(listener_.port());
    client.send(raw);
    return client.receive();
  }

  // A request with our Host, then the given headers, each ended with \r\n.
  std::string request(const std::string& line, const std::string& headers,
                      const std::string& content = "") const {
    return line + " HTTP/1.1\r\nHost: " + host() + "\r\nConnection: close\r\n" + headers +
           (content.empty() ? "" : "Content-Length: " + std::to_string(content.size()) + "\r\n") +
           "\r\n" + content;
  }
  std::string get(const std::string& path) const {
    return ask(request("GET " + path, bearer() + "\r\n"));
  }

  std::string cookie() const {
    const auto entrance = ask(request("GET /?token=" + service_.session().token(), ""));
    const auto start = entrance.find("Set-Cookie: ") + 12;
    return "Cookie: " + entrance.substr(start, entrance.find(';', start) - start);
  }

  std::atomic<int> added_ = 0;
  Service service_;
  Listener listener_;
  std::thread thread_;
};

TEST_F(ListenerTest, AnswersWithTheTokenAndNotWithout) {
  EXPECT_EQ(body(get("/api/v1/say?what=%E4%BD%A0")), "{\"said\":\"你\"}\n");
  EXPECT_EQ(status(ask(request("GET /api/v1/say", ""))), 401);
  EXPECT_EQ(status(ask(request("GET /", ""))), 401);
  EXPECT_EQ(status(ask(request("GET /nothing", ""))), 401);
  EXPECT_EQ(status(get("/nothing")), 404);
  EXPECT_EQ(status(get("/../../etc/passwd")), 404);
  EXPECT_EQ(status(get("/%2e%2e/etc/passwd")), 404);
}

TEST_F(ListenerTest, GivesACookieForTheTokenAndLeavesIt) {
  const auto entrance = ask(request("GET /?token=" + service_.session().token(), ""));
  EXPECT_EQ(status(entrance), 303);
  EXPECT_THAT(entrance, HasSubstr("Location: /\r\n"));
  EXPECT_THAT(entrance, HasSubstr("HttpOnly"));
  EXPECT_THAT(entrance, HasSubstr("SameSite=Strict"));
  EXPECT_EQ(status(ask(request("GET /?token=guess", ""))), 401);
  EXPECT_EQ(body(ask(request("GET /", cookie() + "\r\n"))), "<p>page</p>");
}

TEST_F(ListenerTest, PutsThePolicyOnEveryAnswer) {
  for (const auto& answer : {get("/"), get("/nothing"), get("/api/v1/wrong"), ask("x\r\n\r\n"),
                             ask(request("GET /", "")), ask("GET / HTTP/1.1\r\n\r\n")}) {
    EXPECT_THAT(answer,
                HasSubstr("Content-Security-Policy: default-src 'none'; script-src 'self'; "
                          "style-src 'self'; img-src 'self'; connect-src 'self'; "
                          "form-action 'none'; frame-ancestors 'none'; base-uri 'none'\r\n"));
    EXPECT_THAT(answer, HasSubstr("X-Content-Type-Options: nosniff\r\n"));
    EXPECT_THAT(answer, HasSubstr("Referrer-Policy: no-referrer\r\n"));
    EXPECT_THAT(answer, Not(HasSubstr("Access-Control")));
  }
}

TEST_F(ListenerTest, RefusesOtherHostsWhateverTheToken) {
  for (const std::string lines : {"", "Host:\r\n", "Host: evil.com\r\n", "Host: 0.0.0.0:80\r\n",
                                  "Host: 127.0.0.1.nip.io\r\n"}) {
    const auto answer =
        ask("GET /api/v1/say HTTP/1.1\r\nConnection: close\r\n" + lines + bearer() + "\r\n\r\n");
    EXPECT_EQ(status(answer), 421) << lines;
    EXPECT_THAT(answer, Not(HasSubstr("said")));
  }
  EXPECT_EQ(status(ask(request("GET /api/v1/say", "Host: " + host() + "\r\n" + bearer() + "\r\n"))),
            421);
  EXPECT_EQ(status(ask(request("GET http://" + host() + "/api/v1/say", bearer() + "\r\n"))), 200);
  EXPECT_EQ(status(ask(request("GET http://evil.com/api/v1/say", bearer() + "\r\n"))), 421);
}

TEST_F(ListenerTest, WritesOnlyForItsOwnPageOrTheToken) {
  const std::string json = "Content-Type: application/json\r\n";
  const auto own = "Origin: http://" + host() + "\r\n";
  const auto post = [&](const std::string& headers) {
    return status(ask(request("POST /api/v1/add", headers, "{\"n\":1}")));
  };
  const auto with_cookie = cookie() + "\r\n", with_token = bearer() + "\r\n";
  EXPECT_EQ(post(with_token + json), 200);
  EXPECT_EQ(post(with_token + json + own), 200);
  EXPECT_EQ(post(with_cookie + json + own), 200);
  EXPECT_EQ(added_, 3);
  EXPECT_EQ(post(with_cookie + json), 403);
  EXPECT_EQ(post(with_cookie + json + "Origin: null\r\n"), 403);
  EXPECT_EQ(post(with_cookie + json + "Origin: http://evil.com\r\n"), 403);
  EXPECT_EQ(post(with_token + json + "Origin: http://127.0.0.1:1\r\n"), 403);
  EXPECT_EQ(post(with_cookie + json + own + "Sec-Fetch-Site: cross-site\r\n"), 403);
  EXPECT_EQ(post(with_cookie + json + own + "Sec-Fetch-Site: same-site\r\n"), 403);
  EXPECT_EQ(post(json + own), 401);
  EXPECT_EQ(post(with_token), 415);
  EXPECT_EQ(post(with_token + "Content-Type: text/plain\r\n"), 415);
  EXPECT_EQ(post(with_cookie + own + "Content-Type: application/x-www-form-urlencoded\r\n"), 415);
  EXPECT_EQ(status(get("/api/v1/add")), 405);
  EXPECT_EQ(status(ask(request("PUT /api/v1/add", with_token + json, "{}"))), 405);
  EXPECT_EQ(status(ask(request("OPTIONS /api/v1/add", with_token))), 405);
  EXPECT_EQ(status(ask(request("POST /", with_token + json, "{}"))), 405);
  EXPECT_EQ(added_, 3);
}

TEST_F(ListenerTest, AnswersHeadWithoutABody) {
  const auto answer = ask(request("HEAD /api/v1/say", bearer() + "\r\n"));
  EXPECT_EQ(status(answer), 200);
  EXPECT_THAT(answer, HasSubstr("Content-Length: 12\r\n"));
  EXPECT_EQ(body(answer), "");
}

TEST_F(ListenerTest, SaysErrorsAsDocuments) {
  const auto answer = get("/api/v1/wrong");
  EXPECT_EQ(status(answer), 503);
  EXPECT_EQ(body(answer),
            "{\"error\":{\"code\":\"storage\",\"message\":\"the disk is full\",\"where\":"
            "\"heed.db\",\"remedy\":\"free some space\"}}\n");
  const auto json = bearer() + "\r\nContent-Type: application/json\r\n";
  EXPECT_EQ(status(ask(request("POST /api/v1/add", json, "{\"n\":"))), 400);
  EXPECT_EQ(status(ask(request("POST /api/v1/add", json, "[]"))), 400);
  EXPECT_EQ(status(ask(request("POST /api/v1/add", json, std::string(1000, '[')))), 400);
}

TEST_F(ListenerTest, LimitsSizes) {
  EXPECT_EQ(status(ask(request("GET /api/v1/say", "X: " + std::string(17000, 'x') + "\r\n"))), 431);
  EXPECT_EQ(status(ask(request("GET /" + std::string(17000, 'x'), ""))), 431);
  EXPECT_EQ(status(ask(request("GET /api/v1/say",
                               bearer() + "\r\nX: " + std::string(15000, 'x') + "\r\n"))),
            200);
  const auto json = bearer() + "\r\nContent-Type: application/json\r\n";
  const auto sized = [](std::size_t size) {
    const std::string frame = "{\"n\":1,\"x\":\"\"}";
    return "{\"n\":1,\"x\":\"" + std::string(size - frame.size(), 'x') + "\"}";
  };
  EXPECT_EQ(status(ask(request("POST /api/v1/add", json, sized(1 << 20)))), 200);
  EXPECT_EQ(status(ask(request("POST /api/v1/add", json, sized((1 << 20) + 1)))), 413);
  EXPECT_EQ(status(ask(request("POST /api/v1/add", json + "Transfer-Encoding: chunked\r\n") +
                       "200000\r\n" + std::string(0x200000, 'x') + "\r\n0\r\n\r\n")),
            413);
  EXPECT_EQ(added_, 1);
}

TEST_F(ListenerTest, LimitsTimes) {
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(status(ask("GET / HTTP/1.1\r\nHost: ")), 408);
  EXPECT_EQ(
      status(ask(request("POST /api/v1/add", bearer() + "\r\nContent-Type: application/json\r\n"
                                                        "Content-Length: 5\r\n") +
                 "{")),
      408);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 4s);
  EXPECT_EQ(added_, 0);
}

TEST_F(ListenerTest, RefusesWhatIsAmbiguous) {
  const auto json = bearer() + "\r\nContent-Type: application/json\r\n";
  EXPECT_EQ(status(ask(request("POST /api/v1/add",
                               json + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n") +
                       "{}")),
            400);
  EXPECT_EQ(status(ask(request("POST /api/v1/add",
                               json + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n") +
                       "{}")),
            400);
  EXPECT_EQ(status(ask(request("POST /api/v1/add", json + "Content-Length: 2\r\n"
                                                          "Content-Length: 3\r\n") +
                       "{}")),
            400);
  EXPECT_EQ(status(ask(request("POST /api/v1/add", json + "Transfer-Encoding: gzip\r\n") + "{}")),
            400);
  EXPECT_EQ(status(ask("GET\r\n\r\n")), 400);
  EXPECT_EQ(status(ask("\x16\x03\x01\x02garbage\r\n\r\n")), 400);
  EXPECT_EQ(added_, 0);
}

TEST_F(ListenerTest, ServesManyRequestsOnOneConnection) {
  Client client(listener_.port());
  const auto one =
      "GET /api/v1/say?what=1 HTTP/1.1\r\nHost: " + host() + "\r\n" + bearer() + "\r\n\r\n";
  client.send(one + one + one);  // at once: answered in order
  const auto answers = client.receive(300ms);
  std::size_t count = 0;
  for (auto at = answers.find("{\"said\""); at != std::string::npos;
       at = answers.find("{\"said\"", at + 1)) {
    ++count;
  }
  EXPECT_EQ(count, 3u);
}

TEST_F(ListenerTest, SlowClientsDelayNobody) {
  std::vector<std::unique_ptr<Client>> slow;
  for (int i = 0; i < 200; ++i) {  // more than the limit of 64
    slow.push_back(std::make_unique<Client>(listener_.port()));
    ASSERT_TRUE(slow.back()->connected());
    slow.back()->send("GET / HTTP/1.1\r\n");
  }
  for (int i = 0; i < 20; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(status(get("/api/v1/say")), 200);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 100ms);
  }
}

TEST_F(ListenerTest, PageComesWhileARouteIsBusy) {
  Client busy(listener_.port());
  busy.send(request("GET /api/v1/slow", bearer() + "\r\n"));
  std::this_thread::sleep_for(30ms);
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(status(get("/")), 200);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 100ms);
  EXPECT_EQ(status(busy.receive()), 200);
}

TEST_F(ListenerTest, SurvivesClientsThatLeave) {
  for (int i = 0; i < 50; ++i) {
    Client client(listener_.port());
    client.send(request("GET /api/v1/say", bearer() + "\r\n").substr(0, i % 2 ? 20 : 4096));
  }
  EXPECT_EQ(status(get("/api/v1/say")), 200);
}

TEST_F(ListenerTest, SaysWhenThePortIsTaken) {
  try {
    Service other({}, {});
    Listener second(other, listener_.port());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.failure, Failure::network);
    EXPECT_THAT(error.what(), HasSubstr("--port"));
  }
}

}  // namespace
}  // namespace heed::server
