#include "heed/read/json_fields.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "heed/read/ascii.h"
#include "heed/read/charset.h"

namespace heed::read {
namespace {

const Json* field(const Json& object, std::string_view name) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

}  // namespace

Result<Json> parse_strange_json(std::string_view text, std::string_view where) {
  constexpr std::size_t kAlways = 1 << 19;  // values; honest documents use over 24 bytes for one
  JsonLimits limits;
  limits.values = std::max(kAlways, text.size() / 24);
  return parse_json(text, where, limits);
}

std::string text_of(const Json& value) {
  if (!value.is_string()) return value.is_number() ? value.dump() : std::string();
  auto text = value.get<std::string>();
  mend_controls(text);
  return text;
}

std::string string_field(const Json& object, std::string_view name) {
  const auto* value = field(object, name);
  return value == nullptr ? std::string() : text_of(*value);
}

std::string first_string(const Json& object, std::initializer_list<std::string_view> names) {
  for (const auto name : names) {
    if (auto value = string_field(object, name); !value.empty()) return value;
  }
  return {};
}

std::optional<double> number_field(const Json& object, std::string_view name) {
  const auto* value = field(object, name);
  if (value == nullptr) return std::nullopt;
  if (value->is_number()) return value->get<double>();
  if (!value->is_string()) return std::nullopt;
  const auto text = value->get<std::string>();
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  const bool whole = end != text.c_str() && *end == '\0' && std::isfinite(number);
  return whole ? std::optional(number) : std::nullopt;
}

std::optional<Time> date_field(const Json& object, std::string_view name, DayOrder order) {
  const auto* value = field(object, name);
  if (value != nullptr && value->is_number()) return time_since_1970(value->get<double>());
  return parse_date(string_field(object, name), order);
}

std::string names_field(const Json& object, std::initializer_list<std::string_view> names) {
  std::string all;
  const auto add = [&](const Json& person) {
    const auto name =
        fold_space(person.is_object() ? string_field(person, "name") : text_of(person));
    if (!name.empty()) all += (all.empty() ? "" : ", ") + name;
  };
  for (const auto name : names) {
    const auto* value = field(object, name);
    if (value == nullptr) continue;
    if (value->is_array()) {
      for (const auto& person : *value) add(person);
    } else if (value->is_object() && !value->contains("name")) {
      for (const auto& person : *value) {
        if (person.is_object()) add(person);  // what else it has is no name: an address, a picture
      }
    } else {
      add(*value);
    }
    if (!all.empty()) break;
  }
  return all;
}

const Json& array_field(const Json& object, std::string_view name) {
  static const Json none = Json::array();
  const auto* value = field(object, name);
  return value != nullptr && value->is_array() ? *value : none;
}

std::vector<std::string> labels_field(const Json& object, std::string_view name) {
  std::vector<std::string> labels;
  for (const auto& label : array_field(object, name)) {
    auto text = label.is_string() ? text_of(label) : string_field(label, "name");
    if (label.is_string() || !text.empty()) labels.push_back(fold_space(text));
  }
  return labels;
}

}  // namespace heed::read
