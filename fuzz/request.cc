// Requests, as "METHOD target", headers, a blank line and a body: the guards let none through that
// was not meant for this machine, whatever else it says.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "heed/server/guard.h"

namespace {

std::string_view line_of(std::string_view& rest) {
  const auto end = std::min(rest.find('\n'), rest.size());
  const auto line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heed::server;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  Request request;
  auto first = line_of(rest);
  request.method = first.substr(0, first.find(' '));
  first.remove_prefix(std::min(request.method.size() + 1, first.size()));
  request.target = first;
  for (auto line = line_of(rest); !line.empty(); line = line_of(rest)) {
    const auto colon = std::min(line.find(':'), line.size());
    request.headers.emplace_back(lower_case(line.substr(0, colon)),
                                 line.substr(std::min(colon + 1, line.size())));
  }
  request.body = rest;
  if (guard_host(request, 4173)) return 0;
  const auto host = request.first("host");
  if (host != "127.0.0.1:4173" && host != "localhost:4173" && host != "[::1]:4173") {
    if (lower_case(host) != "localhost:4173") std::abort();
  }
  if (!split_target(request) || guard_origin(request)) return 0;
  if (request.path.find('\0') != std::string::npos || request.path[0] != '/') std::abort();
  try {
    (void)request.object();
  } catch (const heed::Error& error) {
    if (error.failure != heed::Failure::bad_input) std::abort();
  }
  return 0;
}
