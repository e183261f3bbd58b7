#include "heed/base/json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "heed/base/json_writer.h"

namespace heed {
namespace {

// Depth is checked on the text, before parsing, so that nothing deep is ever built.
bool deeper_than(std::string_view text, int limit) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > limit) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
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

Result<Json> parse_json(std::string_view text, std::string_view where, int max_depth) {
  if (deeper_than(text, max_depth)) {
    return Error(Failure::bad_input,
                 "JSON is nested deeper than " + std::to_string(max_depth) + " levels",
                 std::string(where), "flatten the document");
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
