#include "heed/server/service.h"

#include <nlohmann/json.hpp>

#include "heed/server/guard.h"
#include "heed/server/openapi.h"

namespace heed::server {

const std::vector<std::pair<std::string, std::string>>& policy() {
  static const std::vector<std::pair<std::string, std::string>> headers = {
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
       "connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Cache-Control", "no-store"},
  };
  return headers;
}

Service::Service(std::vector<Route> routes, Assets assets)
    : routes_(std::move(routes)), assets_(std::move(assets)) {
  Route description;
  description.method = "GET";
  description.path = "/api/openapi.json";
  description.summary = "This description";
  const auto text = to_line(openapi(routes_));
  description.run = [text](const Request&) { return Reply{200, "application/json", text, {}}; };
  routes_.push_back(std::move(description));
}

std::optional<Reply> Service::admit(Request& request) const {
  if (auto refusal = guard_host(request, port_)) return refusal;
  if (auto refusal = guard_origin(request)) return refusal;
  if (!split_target(request)) {
    return failure(400, Error(Failure::usage, "not a path", "the request's target",
                              "encode it as RFC 3986 says"));
  }
  if (auto reply = entrance(request)) return reply;
  if (auto refusal = guard_session(request, session_, port_)) return refusal;
  if (auto reply = asset(request)) return reply;
  const auto match = find_route(routes_, request);
  if (match.allow.empty()) {
    return failure(404, Error(Failure::not_found, "there is no such page", request.path,
                              "see /api/openapi.json"));
  }
  if (match.route == nullptr) {
    auto reply = failure(405, Error(Failure::usage, "can't be done to this", request.method,
                                    "use one of " + match.allow));
    reply.headers.emplace_back("Allow", match.allow);
    return reply;
  }
  if (match.route->writes()) return guard_write(request, session_);
  return std::nullopt;
}

Reply Service::answer(Request& request) const {
  try {
    const auto match = find_route(routes_, request);
    require(match.route != nullptr, "only admitted requests are answered");
    return match.route->run(request);
  } catch (const Error& error) {
    return failure(error);
  } catch (const std::exception& error) {
    return failure(Error(Failure::bug, error.what(), request.path, "please report it"));
  }
}

// GET /?token=…: the cookie, and on to the page, so that the token leaves the address bar.
std::optional<Reply> Service::entrance(const Request& request) const {
  const auto given = request.query.find("token");
  if (request.path != "/" || given == request.query.end()) return std::nullopt;
  if (request.method != "GET" && request.method != "HEAD") return std::nullopt;
  if (!session_.is_token(given->second)) {
    return failure(401, Error(Failure::usage, "an old or wrong token", "token",
                              "open the address that heed serve printed last"));
  }
  Reply reply;
  reply.status = 303;
  reply.type = "text/plain; charset=utf-8";
  reply.headers = {{"Location", "/"}, {"Set-Cookie", session_.cookie(port_)}};
  return reply;
}

std::optional<Reply> Service::asset(const Request& request) const {
  const auto found = assets_.find(request.path);
  if (found == assets_.end()) return std::nullopt;
  if (request.method != "GET" && request.method != "HEAD") {
    auto reply = failure(405, Error(Failure::usage, "can't be done to this", request.method, ""));
    reply.headers.emplace_back("Allow", "GET, HEAD");
    return reply;
  }
  return Reply{200, std::string(found->second.type), std::string(found->second.bytes), {}};
}

}  // namespace heed::server
