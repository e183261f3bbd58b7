#include "heed/read/page/linked_data.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "heed/base/json.h"
#include "heed/read/ascii.h"
#include "heed/read/html/tree.h"
#include "heed/read/json_fields.h"
#include "heed/read/page/marks.h"
#include "heed/read/page/names.h"

namespace heed::read {
namespace {

constexpr int kDeepest = 6;  // lists and graphs in one another
constexpr std::size_t kLongestId = 200;

// A person, or a list of them, as schema.org writes both.
std::string names_of(const Json& author) {
  if (author.is_string()) return fold_space(text_of(author));
  if (author.is_object()) return fold_space(string_field(author, "name"));
  std::string names;
  if (!author.is_array()) return names;
  for (const auto& one : author) {
    if (names.size() > kLongestByline) break;
    if (!one.is_array()) add_name(names, names_of(one));
  }
  return names;
}

// Whether one of an object's types passes the test.
template <class Test>
bool has_type(const Json& object, Test&& fits) {
  const auto type = object.find("@type");
  if (type == object.end()) return false;
  const auto names_it = [&](const Json& name) {
    return name.is_string() && fits(name.get<std::string>());
  };
  return type->is_array() ? std::any_of(type->begin(), type->end(), names_it) : names_it(*type);
}

bool is_article(const std::string& type) {
  return type.find("Article") != std::string::npos || type.find("Posting") != std::string::npos ||
         is_one_of(type, {"Report", "Recipe", "WebPage", "VideoObject", "PodcastEpisode"});
}

void read_object(const Json& data, Claims& claims, int depth) {
  if (depth > kDeepest) return;
  if (data.is_array()) {
    for (const auto& one : data) read_object(one, claims, depth + 1);
    return;
  }
  if (!data.is_object()) return;
  if (data.contains("@graph")) read_object(data["@graph"], claims, depth + 1);
  if (has_type(data, [](const std::string& type) { return type == "Person"; })) {
    const auto id = string_field(data, "@id"), name = names_of(data);
    const bool fits = !id.empty() && id.size() <= kLongestId && name.size() <= kLongestClaim;
    if (fits) claims.emplace("ld:person " + id, html::plain_text(name));
  }
  if (!has_type(data, is_article)) return;
  const auto set = [&](const char* name, const std::string& value) {
    const bool fits = !value.empty() && value.size() <= kLongestClaim;
    if (fits) claims.emplace(name, html::plain_text(value));
  };
  set("ld:title", string_field(data, "headline"));
  set("ld:date", string_field(data, "datePublished"));
  set("ld:language", string_field(data, "inLanguage"));
  if (auto body = string_field(data, "articleBody"); !body.empty()) {
    claims.emplace("ld:body", std::move(body));
  }
  if (!data.contains("author")) return;
  const auto& author = data["author"];
  set("ld:author", names_of(author));
  const auto& first = author.is_array() && !author.empty() ? author[0] : author;
  if (first.is_object()) set("ld:author-id", string_field(first, "@id"));
}

// JSON as sites embed it: in a CDATA section, with line breaks in strings.
std::string json_in(std::string_view script) {
  constexpr std::string_view kStart = "<![CDATA[", kEnd = "]]>";
  script = trim(script);
  if (script.starts_with(kStart) && script.ends_with(kEnd)) {
    script.remove_prefix(kStart.size());
    script.remove_suffix(kEnd.size());
  }
  std::string json(script);
  std::replace_if(
      json.begin(), json.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return json;
}

}  // namespace

void read_linked_data(std::string_view script, Claims& claims) {
  if (const auto json = parse_strange_json(json_in(script), "")) read_object(*json, claims, 0);
}

}  // namespace heed::read
