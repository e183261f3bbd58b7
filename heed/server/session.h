// Who may speak to the server: whoever knows the token, which is new at each start, or holds the
// cookie that the token was exchanged for. Both are 256 random bits from the system.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "heed/server/request.h"

namespace heed::server {

class Session {
 public:
  Session();

  const std::string& token() const { return token_; }
  bool is_token(std::string_view given) const;  // takes the same time for any `given` of its length

  // Cookies know no ports, so that each server's has a name of its own.
  std::string cookie(std::uint16_t port) const;  // the value of Set-Cookie
  bool has_cookie(const Request& request, std::uint16_t port) const;
  bool has_bearer(const Request& request) const;

 private:
  std::string token_;
  std::string secret_;  // the cookie's value
};

}  // namespace heed::server
