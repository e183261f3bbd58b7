// heed serve as other programs meet it: the same documents as the commands, and every route closed
// to whoever lacks the token or comes from elsewhere.
#include <arpa/inet.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "heed/base/json.h"
#include "tests/run_heed.h"

namespace heed {
namespace {

using testing::HasSubstr;

constexpr const char* kNow = "2026-11-20T09:00:00Z";

struct Answer {
  int status = 0;
  std::string head;
  std::string body;
};

class Serve : public testing::Test {
 protected:
  void SetUp() override {
    const auto file =
        home_.file("items.jsonl",
                   R"({"title":"Sodium batteries for ferries","text":"Cells and salt."}
{"title":"Bread for people who go to work","text":"Mix before bed."}
{"title":"月球上的水","text":"钻头尝出水来。"}
)");
    ASSERT_EQ(home_.heed({"add", file.string(), "--now", kNow}).code, 0);
    ASSERT_EQ(home_.heed({"interest", "add", "batteries", "--now", kNow}).code, 0);
    start();
  }

  void TearDown() override {
    if (child_ > 0) {
      EXPECT_EQ(stop(SIGTERM), 0);
    }
  }

  void start() {
    int ends[2];
    ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
    child_ = fork();
    if (child_ == 0) {
      dup2(ends[1], 1);
      setenv("HEED_MODELS", (home_.path() / "none").c_str(), 1);
      execl(HEED_PROGRAM, HEED_PROGRAM, "serve", "--port", "0", "--json", "--now", kNow, "--home",
            home_.path().c_str(), nullptr);
      _exit(127);
    }
    close(ends[1]);
    std::string line;
    for (char c = 0; read(ends[0], &c, 1) == 1 && c != '\n';) line += c;
    close(ends[0]);
    auto told = parse_json(line, "serve").take();
    port_ = told["port"].get<int>();
    token_ = told["token"].get<std::string>();
    EXPECT_EQ(told["url"], "http://127.0.0.1:" + std::to_string(port_) + "/?token=" + token_);
    EXPECT_GE(token_.size(), 22u);  // 128 bits in base64
  }

  int stop(int signal) {
    kill(child_, signal);
    int status = 0;
    waitpid(child_, &status, 0);
    child_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  std::string origin() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::string bearer() const { return "Authorization: Bearer " + token_ + "\r\n"; }

  // `headers` end with \r\n each; Host is ours unless they name one.
  Answer ask(const std::string& method, const std::string& path, const std::string& headers,
             const std::string& body = "") const {
    const int s = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(s, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    std::string raw = method + " " + path + " HTTP/1.1\r\nConnection: close\r\n";
    if (headers.find("Host:") == std::string::npos) {
      raw += "Host: 127.0.0.1:" + std::to_string(port_) + "\r\n";
    }
    raw += headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    EXPECT_EQ(send(s, raw.data(), raw.size(), MSG_NOSIGNAL), static_cast<ssize_t>(raw.size()));
    std::string all;
    char bytes[65536];
    for (ssize_t n; (n = recv(s, bytes, sizeof bytes, 0)) > 0;) {
      all.append(bytes, static_cast<std::size_t>(n));
    }
    close(s);
    const auto end = all.find("\r\n\r\n");
    if (end == std::string::npos) return {};
    return {std::stoi(all.substr(9, 3)), all.substr(0, end), all.substr(end + 4)};
  }

  Json get(const std::string& path) const {
    const auto answer = ask("GET", path, bearer());
    EXPECT_EQ(answer.status, 200) << path << answer.body;
    return parse_json(answer.body, path).take();
  }
  Json post(const std::string& path, const std::string& body = "") const {
    const auto answer = ask("POST", path, bearer() + "Content-Type: application/json\r\n", body);
    EXPECT_EQ(answer.status, 200) << path << answer.body;
    return parse_json(answer.body, path).take();
  }
  std::string command(std::vector<std::string> words) const {
    words.insert(words.end(), {"--json", "--now", kNow});
    return home_.heed(words).out;
  }

  TestHome home_;
  pid_t child_ = 0;
  int port_ = 0;
  std::string token_;
};

TEST_F(Serve, SaysTheSameAsTheCommands) {
  EXPECT_EQ(ask("GET", "/api/v1/today?budget=30m&order=you", bearer()).body,
            command({"today", "--budget", "30m"}));
  EXPECT_EQ(ask("GET", "/api/v1/today?budget=1m&order=new", bearer()).body,
            command({"today", "--budget", "1m", "--order", "new"}));
  EXPECT_EQ(ask("GET", "/api/v1/interests", bearer()).body, command({"interest", "list"}));
  const auto id = get("/api/v1/today")["items"][0]["id"].get<std::string>();
  EXPECT_EQ(ask("GET", "/api/v1/why/" + id, bearer()).body, command({"why", id}));
  EXPECT_EQ(get("/api/v1/items/" + id)["id"], id);
  EXPECT_EQ(ask("GET", "/api/v1/items/nothing", bearer()).status, 404);
  EXPECT_EQ(ask("GET", "/api/v1/why/nothing", bearer()).status, 404);
  EXPECT_EQ(ask("GET", "/api/v1/today?budget=soon", bearer()).status, 400);
  EXPECT_EQ(ask("GET", "/api/v1/today?order=odd", bearer()).status, 400);
}

TEST_F(Serve, ActsAndTakesBack) {
  const auto before = command({"today"});
  const auto id = get("/api/v1/today")["items"][0]["id"].get<std::string>();
  for (const auto* act : {"like", "dislike", "save", "hide", "read"}) {
    EXPECT_TRUE(post("/api/v1/items/" + id + "/" + act)["undoes"].is_null());
    EXPECT_NE(command({"today"}), before) << act;
    EXPECT_EQ(post("/api/v1/undo", "{}")["events"].size(), 1u);
    EXPECT_EQ(command({"today"}), before) << act;
  }
  EXPECT_EQ(
      ask("POST", "/api/v1/items/" + id + "/burn", bearer() + "Content-Type: application/json\r\n")
          .status,
      404);
}

TEST_F(Serve, KeepsInterests) {
  const auto added = post("/api/v1/interests", R"({"text":"月球","weight":-0.5})");
  EXPECT_EQ(added["weight"], -0.5);
  EXPECT_EQ(get("/api/v1/interests")["interests"].size(), 2u);
  const auto json = bearer() + "Content-Type: application/json\r\n";
  const auto id = added["id"].get<std::string>();
  EXPECT_EQ(ask("DELETE", "/api/v1/interests/" + id, json).status, 200);
  EXPECT_EQ(ask("DELETE", "/api/v1/interests/" + id, json).status, 404);
  EXPECT_EQ(get("/api/v1/interests")["interests"].size(), 1u);
  for (const auto* body : {"{}", "[]", "{", R"({"text":1})", R"({"text":"a","weight":2})",
                           R"({"text":"a","weight":"1"})"}) {
    EXPECT_EQ(ask("POST", "/api/v1/interests", json, body).status, 400) << body;
  }
}

TEST_F(Serve, ClosesEveryRouteToOthers) {
  const auto description = get("/api/openapi.json");
  EXPECT_EQ(description["openapi"], "3.1.0");
  const auto before = command({"ledger"});
  const std::string json = "Content-Type: application/json\r\n";
  const auto entrance = ask("GET", "/?token=" + token_, "").head;
  const auto start = entrance.find("Set-Cookie: ") + 12;
  ASSERT_NE(start, std::string::npos + 12);
  const auto cookie =
      "Cookie: " + entrance.substr(start, entrance.find(';', start) - start) + "\r\n";
  int routes = 0;
  for (const auto& [pattern, methods] : description["paths"].items()) {
    for (const auto& [name, operation] : methods.items()) {
      std::string method = name, path = pattern;
      for (char& c : method) c = static_cast<char>(std::toupper(c));
      const auto act = path.find("{act}");
      if (act != std::string::npos) path.replace(act, 5, "like");
      const auto check = [&](const std::string& headers, const std::string& verb = "") {
        return ask(verb.empty() ? method : verb, path, headers, "{}").status;
      };
      SCOPED_TRACE(method + " " + path);
      ++routes;
      EXPECT_EQ(check(json), 401);
      EXPECT_EQ(check(json + "Authorization: Bearer guess\r\n"), 401);
      for (const auto& way : {bearer(), cookie}) {
        EXPECT_EQ(check(way + json + "Origin: http://evil.example\r\n"), 403);
        EXPECT_EQ(check(way + json + "Origin: null\r\n"), 403);
        EXPECT_EQ(check(way + json + "Origin: " + origin() + "0\r\n"), 403);
        EXPECT_EQ(check(way + json + "Sec-Fetch-Site: cross-site\r\n"), 403);
        EXPECT_EQ(check(way + json + "Sec-Fetch-Site: same-site\r\n"), 403);
        EXPECT_EQ(check(way + json + "Host: evil.example\r\n"), 421);
        EXPECT_EQ(check(way + json + "Host:\r\n"), 421);
        EXPECT_EQ(check(way + json, "PATCH"), 405);
        EXPECT_EQ(check(way + json, "OPTIONS"), 405);
      }
      if (method == "GET") continue;
      EXPECT_EQ(check(cookie + json), 403);
      EXPECT_EQ(check(bearer() + "Content-Type: text/plain\r\n"), 415);
      EXPECT_EQ(check(bearer() + "Content-Type: application/x-www-form-urlencoded\r\n"), 415);
      EXPECT_EQ(check(cookie + "Origin: " + origin() + "\r\nContent-Type: text/plain\r\n"), 415);
    }
  }
  EXPECT_GE(routes, 12);
  EXPECT_EQ(command({"ledger"}), before);
}

TEST_F(Serve, ShowsThePage) {
  const auto page = ask("GET", "/", bearer());
  if (page.head.find("text/plain") != std::string::npos)
    GTEST_SKIP() << "built without npm: there is no page";
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.head, HasSubstr("text/html"));
  EXPECT_THAT(page.body, HasSubstr("/assets/page.js"));
  EXPECT_EQ(page.body.find("<script>"), std::string::npos);
  EXPECT_EQ(page.body.find("http:"), std::string::npos);
  EXPECT_EQ(ask("GET", "/assets/page.js", bearer()).status, 200);
  EXPECT_EQ(ask("GET", "/assets/page.js", "").status, 401);
}

TEST_F(Serve, GivesTheEditionAsFeedsThatHeedItselfReads) {
  const auto edition = get("/api/v1/today");
  for (const auto* path : {"/feeds/today.atom", "/feeds/today.json"}) {
    const auto answer = ask("GET", path, bearer());
    ASSERT_EQ(answer.status, 200) << path;
    const auto read = home_.heed({"feed", "parse", "-", "--json"}, answer.body);
    ASSERT_EQ(read.code, 0) << read.out;
    const auto feed = parse_json(read.out, path).take();
    ASSERT_EQ(feed["items"].size(), edition["items"].size()) << path;
    std::string last = "9";
    for (std::size_t i = 0; i < edition["items"].size(); ++i) {
      const auto& item = feed["items"][i];
      EXPECT_EQ(item["title"], edition["items"][i]["title"]);
      const auto& date = item["published"].is_null() ? item["updated"] : item["published"];
      EXPECT_LT(date.get<std::string>(), last);
      last = date.get<std::string>();
    }
  }
}

TEST_F(Serve, EndsOnSignalsAndSaysWhenItsPortIsTaken) {
  const auto taken = home_.heed({"serve", "--port", std::to_string(port_)});
  EXPECT_EQ(taken.code, 5);
  EXPECT_THAT(taken.err, HasSubstr("choose another port"));
  EXPECT_EQ(stop(SIGINT), 0);
  const auto token = token_;
  start();
  EXPECT_NE(token_, token);
}

}  // namespace
}  // namespace heed
