// What the server answers, apart from sockets. admit() sees a request's head, at once and on the
// network's thread: guards, routing, files of the page. answer() runs the route, once the body is
// there, on the one thread that touches the person's data.
#pragma once

#include <optional>
#include <vector>

#include "heed/server/assets.h"
#include "heed/server/router.h"
#include "heed/server/session.h"

namespace heed::server {

class Service {
 public:
  // `assets`: the page's files by path; "/" is its index.
  Service(std::vector<Route> routes, Assets assets);

  const Session& session() const { return session_; }
  void listen_at(std::uint16_t port) { port_ = port; }  // before the first request

  // The final reply, or nothing where the request may go on to answer().
  std::optional<Reply> admit(Request& request) const;
  Reply answer(Request& request) const;  // an error of any kind becomes a reply

 private:
  std::optional<Reply> entrance(const Request& request) const;
  std::optional<Reply> asset(const Request& request) const;

  std::vector<Route> routes_;
  Assets assets_;
  Session session_;
  std::uint16_t port_ = 0;
};

// The headers that every reply carries, whatever it is.
const std::vector<std::pair<std::string, std::string>>& policy();

}  // namespace heed::server
