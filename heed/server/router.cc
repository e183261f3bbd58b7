#include "heed/server/router.h"

#include <set>

namespace heed::server {
namespace {

using Parts = std::map<std::string, std::string, std::less<>>;

bool fits(std::string_view pattern, std::string_view path, Parts& parts) {
  while (!pattern.empty() && !path.empty()) {
    const auto wanted = pattern.substr(0, pattern.find('/', 1));
    const auto given = path.substr(0, path.find('/', 1));
    if (wanted.starts_with("/{")) {
      if (given.size() < 2) return false;
      parts[std::string(wanted.substr(2, wanted.size() - 3))] = given.substr(1);
    } else if (wanted != given) {
      return false;
    }
    pattern.remove_prefix(wanted.size());
    path.remove_prefix(given.size());
  }
  return pattern.empty() && path.empty();
}

bool in_choice(const Route& route, const Parts& parts) {
  for (const auto& part : route.parts) {
    if (part.one_of.empty()) continue;
    const auto& given = parts.at(part.name);
    if (std::find(part.one_of.begin(), part.one_of.end(), given) == part.one_of.end()) return false;
  }
  return true;
}

}  // namespace

Match find_route(const std::vector<Route>& routes, Request& request) {
  Match match;
  std::set<std::string> methods;
  const auto method = request.method == "HEAD" ? "GET" : request.method;
  for (const Route& route : routes) {
    Parts parts;
    if (!fits(route.path, request.path, parts) || !in_choice(route, parts)) continue;
    methods.insert(route.method);
    if (route.method == "GET") methods.insert("HEAD");
    if (route.method == method && match.route == nullptr) {
      match.route = &route;
      request.parts = std::move(parts);
    }
  }
  for (const auto& name : methods) match.allow += (match.allow.empty() ? "" : ", ") + name;
  return match;
}

}  // namespace heed::server
