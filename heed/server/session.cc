#include "heed/server/session.h"

#include <sys/random.h>

#include <array>

namespace heed::server {
namespace {

std::string random_hex() {
  std::array<unsigned char, 32> bytes;
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    throw Error(Failure::storage, "the system gives no random bytes", "getrandom", "try again");
  }
  std::string hex;
  for (const unsigned char byte : bytes) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

bool equal(std::string_view given, std::string_view secret) {
  if (given.size() != secret.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < secret.size(); ++i) {
    difference |= static_cast<unsigned>(static_cast<unsigned char>(given[i] ^ secret[i]));
  }
  return difference == 0;
}

std::string cookie_name(std::uint16_t port) {
  return "heed-" + std::to_string(port);
}

}  // namespace

Session::Session() : token_(random_hex()), secret_(random_hex()) {}

bool Session::is_token(std::string_view given) const {
  return equal(given, token_);
}

std::string Session::cookie(std::uint16_t port) const {
  return cookie_name(port) + "=" + secret_ + "; Path=/; HttpOnly; SameSite=Strict";
}

bool Session::has_cookie(const Request& request, std::uint16_t port) const {
  const auto name = cookie_name(port);
  for (auto line : request.all("cookie")) {
    while (!line.empty()) {
      auto pair = line.substr(0, line.find(';'));
      line.remove_prefix(std::min(line.size(), pair.size() + 1));
      pair.remove_prefix(std::min(pair.size(), pair.find_first_not_of(' ')));
      const auto equals = pair.find('=');
      if (pair.substr(0, equals) != name || equals == std::string_view::npos) continue;
      if (equal(pair.substr(equals + 1), secret_)) return true;
    }
  }
  return false;
}

bool Session::has_bearer(const Request& request) const {
  const auto given = request.all("authorization");
  if (given.size() != 1 || given[0].size() < 7) return false;
  return lower_case(given[0].substr(0, 7)) == "bearer " && is_token(given[0].substr(7));
}

}  // namespace heed::server
