#include "heed/server/guard.h"

#include <array>

namespace heed::server {
namespace {

bool is_ours(std::string_view authority, std::uint16_t port) {
  const auto name = lower_case(authority);
  const auto suffix = ":" + std::to_string(port);
  for (const std::string host : {"127.0.0.1", "localhost", "[::1]"}) {
    if (name == host + suffix || (port == 80 && name == host)) return true;
  }
  return false;
}

Reply refuse(int status, std::string what, std::string where, std::string remedy) {
  return failure(status, Error(Failure::usage, std::move(what), std::move(where),  //
                               std::move(remedy)));
}

Reply misdirected() {
  return refuse(421, "this server answers only to its own names", "Host",
                "use the address that heed serve printed");
}

}  // namespace

std::optional<Reply> guard_host(Request& request, std::uint16_t port) {
  const auto hosts = request.all("host");
  if (hosts.size() != 1 || !is_ours(hosts[0], port)) return misdirected();
  if (request.target.starts_with("/")) return std::nullopt;
  const std::string_view scheme = "http://";
  if (!lower_case(request.target).starts_with(scheme)) {
    return refuse(400, "not a path", "the request's target", "send an absolute path");
  }
  const auto rest = std::string_view(request.target).substr(scheme.size());
  const auto end = rest.find_first_of("/?#");
  if (!is_ours(rest.substr(0, end), port)) return misdirected();
  std::string path(end == std::string_view::npos ? "" : rest.substr(end));
  request.target = path.starts_with("/") ? path : "/" + path;
  return std::nullopt;
}

std::optional<Reply> guard_origin(const Request& request) {
  const auto foreign = [](std::string where) {
    return refuse(403, "the request comes from another site", std::move(where),
                  "use heed's own page or the token");
  };
  const auto origins = request.all("origin");
  const auto own = "http://" + lower_case(request.first("host"));
  if (origins.size() > 1 || (origins.size() == 1 && lower_case(origins[0]) != own)) {
    return foreign("Origin");
  }
  for (const auto site : request.all("sec-fetch-site")) {
    if (site != "same-origin" && site != "none") return foreign("Sec-Fetch-Site");
  }
  return std::nullopt;
}

std::optional<Reply> guard_session(const Request& request, const Session& session,
                                   std::uint16_t port) {
  if (session.has_bearer(request) || session.has_cookie(request, port)) return std::nullopt;
  auto reply = refuse(401, "this needs the session's token", "Authorization",
                      "open the address that heed serve printed");
  reply.headers.emplace_back("WWW-Authenticate", "Bearer");
  return reply;
}

std::optional<Reply> guard_write(const Request& request, const Session& session) {
  if (!session.has_bearer(request) && request.all("origin").empty()) {
    return refuse(403, "a write with the cookie must say where it comes from", "Origin",
                  "send Origin, or the token in Authorization");
  }
  const auto types = request.all("content-type");
  auto type = types.size() == 1 ? lower_case(types[0].substr(0, types[0].find(';'))) : "";
  while (type.ends_with(' ') || type.ends_with('\t')) type.pop_back();
  if (type == "application/json") return std::nullopt;
  return refuse(415, "a write must be JSON", "Content-Type", "send application/json");
}

}  // namespace heed::server
