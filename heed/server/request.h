// A request and the reply to it, free of any HTTP library: what the guard, the router and the
// routes see. connection.cc alone speaks the wire.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "heed/base/json.h"

namespace heed::server {

struct Request {
  std::string method;                                        // "GET", as sent
  std::string target;                                        // "/api/v1/today?budget=30m", as sent
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case, as they came
  std::string body;

  // Filled by the router.
  std::string path;                                       // decoded, without the query
  std::map<std::string, std::string, std::less<>> query;  // decoded; the last of each name
  std::map<std::string, std::string, std::less<>> parts;  // what {name} in the route's path matched

  std::vector<std::string_view> all(std::string_view header) const;
  std::string_view first(std::string_view header) const;  // "" where there is none

  std::string text(std::string_view name, std::string_view otherwise = {}) const;  // of the query
  // The body as a JSON object; an empty body is an empty object. Throws bad_input.
  Json object() const;
};

struct Reply {
  int status = 200;
  std::string type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // beside those that every reply has
};

Reply document(const Json& value);
Reply failure(int status, const Error& error);  // {"error":{…}}
Reply failure(const Error& error);              // with the status that fits error.failure

// Percent-decoding. Nothing for a broken escape or a zero byte. `plus` reads + as a space.
std::optional<std::string> percent_decode(std::string_view text, bool plus);

// Fills path and query from target, which is in origin form ("/…"). False where it is not.
bool split_target(Request& request);

std::string lower_case(std::string_view ascii);

}  // namespace heed::server
