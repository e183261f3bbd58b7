#include "heed/server/router.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "heed/server/openapi.h"

namespace heed::server {
namespace {

Route route(std::string method, std::string path, std::vector<Parameter> parts = {}) {
  Route made;
  made.method = std::move(method);
  made.path = std::move(path);
  made.parts = std::move(parts);
  made.summary = "A route";
  return made;
}

const std::vector<Route>& table() {
  static const std::vector<Route> routes = {
      route("GET", "/a"), route("POST", "/a"), route("GET", "/items/{id}", {{"id", "which"}}),
      route("POST", "/items/{id}/{act}", {{"id", "which"}, {"act", "what", "string", {"like"}}})};
  return routes;
}

Match find(std::string method, std::string target, Request& request) {
  request = {};
  request.method = std::move(method);
  request.target = std::move(target);
  EXPECT_TRUE(split_target(request));
  return find_route(table(), request);
}

TEST(Router, FindsByPathAndMethod) {
  Request request;
  EXPECT_EQ(find("GET", "/a", request).route, &table()[0]);
  EXPECT_EQ(find("HEAD", "/a?x", request).route, &table()[0]);
  EXPECT_EQ(find("POST", "/a", request).route, &table()[1]);
  EXPECT_EQ(find("GET", "/items/q%20r", request).route, &table()[2]);
  EXPECT_EQ(request.parts.at("id"), "q r");
  EXPECT_EQ(find("POST", "/items/q/like", request).route, &table()[3]);
}

TEST(Router, TellsUnknownPathsFromWrongMethods) {
  Request request;
  EXPECT_EQ(find("DELETE", "/a", request).allow, "GET, HEAD, POST");
  EXPECT_EQ(find("OPTIONS", "/a", request).route, nullptr);
  for (const auto* path : {"/", "/b", "/a/", "/A", "//a", "/items", "/items/", "/items/q/fly",
                           "/items/q/like/", "/items//like", "/a/../a"}) {
    EXPECT_EQ(find("GET", path, request).allow, "") << path;
  }
}

TEST(Target, IsDecodedOnce) {
  Request request;
  request.target = "/a%2525?budget=30m&x=%E4%BD%A0+1&x=2&&=y&z";
  ASSERT_TRUE(split_target(request));
  EXPECT_EQ(request.path, "/a%25");
  EXPECT_EQ(request.query.at("budget"), "30m");
  EXPECT_EQ(request.query.at("x"), "2");
  EXPECT_EQ(request.query.at("z"), "");
  for (const auto* broken : {"/%", "/%4", "/%zz", "/a?x=%0", "/%00", "a", ""}) {
    Request bad;
    bad.target = broken;
    EXPECT_FALSE(split_target(bad)) << broken;
  }
}

TEST(OpenApi, DescribesEachRouteOfTheTable) {
  const auto description = openapi(table());
  EXPECT_EQ(description["openapi"], "3.1.0");
  EXPECT_EQ(description["paths"].size(), 3u);
  EXPECT_EQ(description["paths"]["/a"].size(), 2u);
  const auto& act = description["paths"]["/items/{id}/{act}"]["post"];
  EXPECT_EQ(act["parameters"].size(), 2u);
  EXPECT_EQ(act["parameters"][1]["schema"]["enum"][0], "like");
  EXPECT_EQ(act["operationId"], "post_items_id_act");
  EXPECT_TRUE(act.contains("requestBody"));
}

// Every $ref of the description leads somewhere.
void check_references(const Json& value, const Json& root) {
  if (value.is_object() && value.contains("$ref")) {
    const auto pointer = value["$ref"].get<std::string>();
    ASSERT_EQ(pointer.substr(0, 2), "#/");
    EXPECT_TRUE(root.contains(Json::json_pointer(pointer.substr(1)))) << pointer;
  }
  if (!value.is_structured()) return;
  for (const auto& child : value) check_references(child, root);
}

TEST(OpenApi, RefersOnlyToWhatItHas) {
  const auto description = openapi(table());
  check_references(description, description);
}

}  // namespace
}  // namespace heed::server
