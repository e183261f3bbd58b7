#include "heed/server/request.h"

#include <nlohmann/json.hpp>

namespace heed::server {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

int status_of(Failure failure) {
  switch (failure) {
    case Failure::usage:
    case Failure::bad_input:
      return 400;
    case Failure::not_found:
      return 404;
    case Failure::network:
      return 502;
    case Failure::storage:
      return 503;
    case Failure::bug:
      break;
  }
  return 500;
}

}  // namespace

std::vector<std::string_view> Request::all(std::string_view header) const {
  std::vector<std::string_view> values;
  for (const auto& [name, value] : headers) {
    if (name == header) values.push_back(value);
  }
  return values;
}

std::string_view Request::first(std::string_view header) const {
  for (const auto& [name, value] : headers) {
    if (name == header) return value;
  }
  return {};
}

std::string Request::text(std::string_view name, std::string_view otherwise) const {
  const auto found = query.find(name);
  return found == query.end() ? std::string(otherwise) : found->second;
}

Json Request::object() const {
  if (body.find_first_not_of(" \t\r\n") == std::string::npos) return Json::object();
  auto value = parse_json(body, "the request's body", {.depth = 32}).take();
  if (!value.is_object()) {
    throw Error(Failure::bad_input, "not a JSON object", "the request's body", "send {…}");
  }
  return value;
}

Reply document(const Json& value) {
  Reply reply;
  reply.body = to_line(value) + "\n";
  return reply;
}

Reply failure(int status, const Error& error) {
  Reply reply = document(to_json(error));
  reply.status = status;
  return reply;
}

Reply failure(const Error& error) {
  return failure(status_of(error.failure), error);
}

std::optional<std::string> percent_decode(std::string_view text, bool plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus) {
      c = ' ';
    }
    if (c == '\0') return std::nullopt;
    out += c;
  }
  return out;
}

bool split_target(Request& request) {
  std::string_view target = request.target;
  if (target.empty() || target[0] != '/') return false;
  target = target.substr(0, target.find('#'));
  const auto mark = target.find('?');
  auto path = percent_decode(target.substr(0, mark), false);
  if (!path) return false;
  request.path = std::move(*path);
  if (mark == std::string_view::npos) return true;
  for (auto rest = target.substr(mark + 1); !rest.empty();) {
    const auto pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    const auto equals = pair.find('=');
    const auto name = percent_decode(pair.substr(0, equals), true);
    const auto value = percent_decode(
        equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1), true);
    if (!name || !value) return false;
    if (!name->empty()) request.query[*name] = *value;
  }
  return true;
}

std::string lower_case(std::string_view ascii) {
  std::string out(ascii);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace heed::server
