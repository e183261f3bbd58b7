#include <charconv>
#include <nlohmann/json.hpp>

#include "heed/server/routes/routes.h"

namespace heed::server {
namespace {

Error wrong(std::string_view name, const std::string& what) {
  return Error(Failure::bad_input, what, std::string(name), "see /api/openapi.json");
}

}  // namespace

std::string text_field(const Json& body, const std::string& name, bool needed) {
  const auto found = body.find(name);
  if (found == body.end()) {
    if (needed) throw wrong(name, "is missing from the body");
    return {};
  }
  if (!found->is_string()) throw wrong(name, "must be a text");
  return found->get<std::string>();
}

double number_field(const Json& body, const std::string& name, double otherwise, double low,
                    double high) {
  const auto found = body.find(name);
  if (found == body.end()) return otherwise;
  if (!found->is_number()) throw wrong(name, "must be a number");
  const double value = found->get<double>();
  if (!(value >= low && value <= high)) {
    throw wrong(name, "must lie in " + to_line(low) + " to " + to_line(high));
  }
  return value;
}

int count_parameter(const Request& request, std::string_view name, int otherwise, int low,
                    int high) {
  const auto given = request.text(name);
  if (given.empty()) return otherwise;
  int value = 0;
  const auto [end, problem] = std::from_chars(given.data(), given.data() + given.size(), value);
  if (problem != std::errc() || end != given.data() + given.size() || value < low || value > high) {
    throw wrong(
        name, "must be a whole number from " + std::to_string(low) + " to " + std::to_string(high));
  }
  return value;
}

}  // namespace heed::server
