#include "heed/base/json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "heed/base/json_writer.h"

namespace heed {
namespace {

// Where the string that starts at `at` ends: at its quote, or at the end of the text.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return at;
}

bool is_in_number(char c) {
  return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
}

// What is beyond the limits, or "". Seen on the text, before anything of it is built. An object
// compares each new name with all that it has, so that their number and length count.
std::string beyond(std::string_view text, const JsonLimits& limits) {
  constexpr std::size_t kMostCompared = 1 << 28;
  constexpr std::size_t kMostDigits = 4096;  // the library copies a number into what it says of it
  std::vector<std::size_t> names;            // of each open object, and 0 of each array
  std::size_t values = 1, compared = 0, string = 0, digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    switch (text[i]) {
      case '"':
        string = i;
        i = end_of_string(text, i);
        break;
      case '[':
      case '{':
        if (names.size() == limits.depth)
          return "is nested deeper than " + std::to_string(limits.depth) + " levels";
        names.push_back(0);
        ++values;
        break;
      case ']':
      case '}':
        if (!names.empty()) names.pop_back();
        break;
      case ',':
        ++values;
        break;
      case ':':
        if (!names.empty()) compared += names.back()++ * (1 + (i - string) / 16);
        break;
      default:
        digits = is_in_number(text[i]) ? digits + 1 : 0;
        if (digits > kMostDigits) {
          return "holds a number of more than " + std::to_string(kMostDigits) + " digits";
        }
        continue;
    }
    digits = 0;
    if (values > limits.values)
      return "holds more than " + std::to_string(limits.values) + " values";
    if (compared > kMostCompared) return "has an object of too many names";
  }
  return {};
}

std::string place(std::string_view text, std::string_view where, std::size_t byte) {
  const auto before = text.substr(0, std::min(byte == 0 ? 0 : byte - 1, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const auto start = before.rfind('\n');
  const auto column = before.size() - (start == std::string_view::npos ? 0 : start + 1) + 1;
  return std::string(where) + ", line " + std::to_string(line) + ", column " +
         std::to_string(column);
}

bool is_plain(const Json& value) {
  if (value.is_number_float()) require(std::isfinite(value.get<double>()), "JSON holds no NaN");
  return !value.is_string() && !value.is_structured();
}

void write(std::string& out, const Json& value) {
  if (const auto* text = value.get_ptr<const std::string*>()) return append_json(out, *text);
  const bool vector = value.is_array() && std::all_of(value.begin(), value.end(), is_plain);
  if (vector || is_plain(value)) {
    out += value.dump();
    return;
  }
  char between = value.is_array() ? '[' : '{';
  if (value.empty()) out += between;
  for (const auto& entry : value.items()) {
    out += std::exchange(between, ',');
    if (value.is_object()) {
      append_json(out, entry.key());
      out += ':';
    }
    write(out, entry.value());
  }
  out += value.is_array() ? ']' : '}';
}

}  // namespace

Result<Json> parse_json(std::string_view text, std::string_view where, JsonLimits limits) {
  if (const auto what = beyond(text, limits); !what.empty()) {
    return Error(Failure::bad_input, "JSON " + what, std::string(where),
                 "write it smaller, flatter or in several documents");
  }
  if (const auto zero = text.find('\0');
      zero != std::string_view::npos) {  // the library ends there
    return Error(Failure::bad_input, "not valid JSON", place(text, where, zero + 1),
                 "correct the document there");
  }
  try {
    return Json::parse(text.begin(), text.end());
  } catch (const Json::parse_error& e) {
    return Error(Failure::bad_input, "not valid JSON", place(text, where, e.byte),
                 "correct the document there");
  } catch (const Json::exception&) {
    return Error(Failure::bad_input, "JSON holds a number that no double can hold",
                 std::string(where), "use a smaller number");
  }
}

std::string to_line(const Json& value) {
  std::string out;
  write(out, value);
  return out;
}

Json to_json(const Error& error) {
  return {{"error",
           {{"code", name(error.failure)},
            {"message", error.message},
            {"where", error.where},
            {"remedy", error.remedy}}}};
}

}  // namespace heed
