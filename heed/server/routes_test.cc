// The routes without a network: what they take, what they refuse, what they say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "heed/app/items.h"
#include "heed/app/sources.h"
#include "heed/app/test_home.h"
#include "heed/app/transfer.h"
#include "heed/base/files.h"
#include "heed/server/routes/routes.h"
#include "heed/server/session.h"

namespace heed::server {
namespace {

using testing::HasSubstr;

class RoutesTest : public testing::Test {
 protected:
  RoutesTest() {
    const auto text = R"({"heed":1,"sources":[{"id":"s","identity":"name:P","url":"","site":"",
      "title":"Post","kind":"jsonl","folder":"","allowed":"","etag":"","last_modified":"",
      "last_fetch":null,"next_fetch":null,"last_error":"","failures":0}],"items":[)" +
                      item("first1", "A battery <without> cobalt") + "," +
                      item("second", "Football & clubs\\u0001") + R"(],"events":[]})";
    app::import_home(home, text, "test");
  }
  static std::string item(const std::string& id, const std::string& title) {
    return R"({"id":")" + id + R"(","source":"s","guid":")" + id +
           R"(","canonical":"","title_key":0,"digest":0,"title":")" + title +
           R"(","url":"https://a.org/)" + id + R"(?a=1&b=2","author":"","lang":"en",
           "time":"2026-11-22T10:00:00Z","seen":"2026-11-22T10:00:00Z","minutes":3,
           "html":"<p>words</p>","text":")" +
           title + R"("})";
  }

  // As the server does it: errors become replies.
  Reply ask(std::string method, std::string target, std::string body = {}) {
    Request request;
    request.method = std::move(method);
    request.target = std::move(target);
    request.body = std::move(body);
    if (!split_target(request)) return failure(400, Error(Failure::usage, "target"));
    const auto match = find_route(routes, request);
    if (match.route == nullptr) return failure(404, Error(Failure::not_found, "path"));
    try {
      return match.route->run(request);
    } catch (const Error& error) {
      return failure(error);
    }
  }
  Json get(const std::string& target) { return Json::parse(ask("GET", target).body); }
  int post(const std::string& target, const std::string& body) {
    return ask("POST", target, body).status;
  }

  TemporaryFolder folder;
  app::Home home{{folder.path() / "home", *parse_rfc3339("2026-11-22T12:00:00Z"), 0}};
  std::vector<Route> routes = api_routes(home, true);
};

TEST_F(RoutesTest, ItemsNameTheirSourceByItsId) {
  const auto id = app::find_source(home, "Post").id;
  EXPECT_EQ(get("/api/v1/items/first1")["source_id"], id);
  EXPECT_EQ(get("/api/v1/why/first1")["source_id"], id);
  for (const auto* order : {"you", "new"}) {
    const auto edition = get(std::string("/api/v1/today?order=") + order);
    ASSERT_FALSE(edition["items"].empty());
    EXPECT_EQ(edition["items"][0]["source_id"], id) << order;
  }
}

TEST_F(RoutesTest, LikeUndoAndRedoAreOneStory) {
  EXPECT_EQ(post("/api/v1/items/first1/like", ""), 200);
  EXPECT_EQ(get("/api/v1/items/first1")["feedback"], "like");
  EXPECT_EQ(post("/api/v1/items/first1/hide", "{"), 400);
  EXPECT_EQ(post("/api/v1/items/first1/hide", "[1]"), 400);
  EXPECT_EQ(post("/api/v1/undo", "{}"), 200);
  EXPECT_TRUE(get("/api/v1/items/first1")["feedback"].is_null());
  EXPECT_EQ(post("/api/v1/redo", R"({"n":1})"), 200);
  EXPECT_EQ(get("/api/v1/items/first1")["feedback"], "like");
}

TEST_F(RoutesTest, AnIconIsSentAsItWasKept) {
  const auto target = "/api/v1/sources/" + app::find_source(home, "Post").id + "/icon";
  EXPECT_EQ(ask("GET", target).status, 404);
  const std::string bytes("\x89PNG\r\n\x1a\n\0\xff", 10);
  app::keep_icon(home, "Post", "image/png", bytes);
  const auto reply = ask("GET", target);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.type, "image/png");
  EXPECT_EQ(reply.body, bytes);
  app::keep_icon(home, "Post", "", "");  // asked for: there is none
  EXPECT_EQ(ask("GET", target).status, 404);
  EXPECT_EQ(ask("GET", "/api/v1/sources/nobody/icon").status, 404);
}

TEST_F(RoutesTest, RefuseBodiesOfTheWrongForm) {
  for (const auto* body :
       {R"({"n":0})", R"({"n":10001})", R"({"n":"1"})", R"({"n":null})", "[1]", "{", "1"}) {
    EXPECT_EQ(post("/api/v1/undo", body), 400) << body;
    EXPECT_EQ(post("/api/v1/redo", body), 400) << body;
  }
  EXPECT_EQ(post("/api/v1/interests", R"({"text":5})"), 400);
  EXPECT_EQ(post("/api/v1/interests", R"({"text":"a","weight":"1"})"), 400);
  EXPECT_EQ(post("/api/v1/interests", R"({"weight":1})"), 400);
  EXPECT_EQ(post("/api/v1/settings/pace", R"({"value":99})"), 400);
  EXPECT_EQ(post("/api/v1/settings/nothing", R"({"value":1})"), 404);
}

TEST_F(RoutesTest, SayWhichItemIsNotThere) {
  EXPECT_EQ(post("/api/v1/items/nothing/like", ""), 404);
  EXPECT_EQ(ask("GET", "/api/v1/items/nothing").status, 404);
  EXPECT_THAT(ask("GET", "/api/v1/items/nothing").body, HasSubstr("nothing"));
}

TEST_F(RoutesTest, KeepInterestsByNameAndById) {
  EXPECT_EQ(post("/api/v1/interests", R"({"text":"battery","weight":0.5})"), 200);
  const auto id = get("/api/v1/interests")["interests"][0]["id"].get<std::string>();
  EXPECT_EQ(ask("DELETE", "/api/v1/interests/" + id).status, 200);
  EXPECT_EQ(ask("DELETE", "/api/v1/interests/" + id).status, 404);
  EXPECT_EQ(ask("DELETE", "/api/v1/interests").status, 400) << "none is named";
  post("/api/v1/interests", R"({"text":"two words"})");
  EXPECT_EQ(ask("DELETE", "/api/v1/interests?id=two+words").status, 200);
  EXPECT_TRUE(get("/api/v1/interests")["interests"].empty());
}

TEST_F(RoutesTest, SearchEscapesWhatItMarks) {
  const auto found = Json::parse(ask("GET", "/api/v1/search?q=battery").body);
  const auto text = found.dump();
  EXPECT_THAT(text, HasSubstr("<mark>"));
  EXPECT_THAT(text, testing::Not(HasSubstr("<without>\"")));
  EXPECT_EQ(ask("GET", "/api/v1/search?q=battery&limit=many").status, 400);
}

TEST_F(RoutesTest, FeedsHoldNoCharacterThatXmlForbids) {
  const auto atom = ask("GET", "/feeds/today.atom");
  EXPECT_EQ(atom.status, 200);
  EXPECT_THAT(atom.type, HasSubstr("atom+xml"));
  EXPECT_THAT(atom.body, HasSubstr("A battery &lt;without&gt; cobalt"));
  EXPECT_THAT(atom.body, HasSubstr("Football &amp; clubs<"));
  EXPECT_THAT(atom.body, HasSubstr("href=\"https://a.org/first1?a=1&amp;b=2\""));
  EXPECT_EQ(atom.body.find('\x01'), std::string::npos);
  const auto json = Json::parse(ask("GET", "/feeds/today.json").body);
  EXPECT_EQ(json["items"].size(), 2U);
}

TEST_F(RoutesTest, SettingsTakeNumbersAndWords) {
  EXPECT_EQ(post("/api/v1/settings/pace", R"({"value":2})"), 200);
  EXPECT_EQ(post("/api/v1/settings/pace", R"({"value":"1.5"})"), 200);
  EXPECT_EQ(post("/api/v1/settings/edition.order", R"({"value":"new"})"), 200);
  EXPECT_EQ(post("/api/v1/settings/edition.order", R"({"value":"best"})"), 400);
  Json values = Json::object();
  const auto all = get("/api/v1/settings");
  for (const auto& s : all["settings"]) {
    values[s["key"].get<std::string>()] = s["value"];
  }
  EXPECT_EQ(values["pace"], 1.5);
  EXPECT_EQ(values["edition.order"], "new");
}

TEST(Session, TellsItsOwnFromEveryOther) {
  const Session one, other;
  EXPECT_TRUE(one.is_token(one.token()));
  EXPECT_FALSE(one.is_token(other.token()));
  EXPECT_FALSE(one.is_token(""));
  EXPECT_FALSE(one.is_token(one.token() + " "));
  EXPECT_NE(one.cookie(80), other.cookie(80));
  EXPECT_EQ(one.cookie(80).find(one.token()), std::string::npos) << "the cookie is another secret";
}

}  // namespace
}  // namespace heed::server
