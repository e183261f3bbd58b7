// Exports in XML, of Wallabag and Pinboard: what their JSON says, in elements or attributes.
#include <nlohmann/json.hpp>

#include "heed/read/ascii.h"
#include "heed/read/export/export.h"
#include "heed/read/html/tree.h"
#include "heed/read/xml/tree.h"

namespace heed::read {
namespace {

enum class Form { none, wallabag, pinboard };

Form form_of(std::string_view text) {
  const auto start = text.substr(0, 8192);
  html::Tokens tokens(start, html::Dialect::xml);
  html::Token token;
  std::string names[2];  // of the root and of what it holds first
  for (auto& name : names) {
    while (tokens.next(token) && token.kind != html::Token::Kind::start) continue;
    name = lower(token.name);
  }
  if (names[0] == "posts" && names[1] == "post") return Form::pinboard;
  const bool states = start.find("<is_archived>") != start.npos;
  return names[1] == "entry" && states ? Form::wallabag : Form::none;
}

Json wallabag_entry(const html::Node& entry) {
  Json out = Json::object();
  for (const auto* field = entry.first; field != nullptr; field = field->next) {
    if (field->is_text()) continue;
    if (!xml::has_elements(*field)) {
      out[field->name] = xml::raw_text(*field);
      continue;
    }
    auto& list = out[field->name] = Json::array();
    for (const auto* one = field->first; one != nullptr; one = one->next) {
      if (!one->is_text()) list.push_back(xml::raw_text(*one));
    }
  }
  return out;
}

Json pinboard_post(const html::Node& post) {
  Json out = Json::object();
  for (const auto& attribute : post.attributes) out[attribute.name] = attribute.value;
  if (const auto tags = out.find("tag"); tags != out.end()) out["tags"] = *tags;
  return out;
}

}  // namespace

std::optional<ItemList> read_xml_export(std::string_view text, std::string_view where) {
  const auto form = form_of(text);
  if (form == Form::none) return std::nullopt;
  Json entries = Json::array();
  const auto xml = xml::parse(text, where, [&](const html::Node& ended) {
    if (ended.depth != 2 || entries.size() >= kMostListed) return ended.depth == 2;
    entries.push_back(form == Form::wallabag ? wallabag_entry(ended) : pinboard_post(ended));
    return true;
  });
  if (!xml) return std::nullopt;
  auto list = read_json_export(entries, where);
  if (list && (xml->is_cut || !xml->unended.empty())) {
    list->errors.emplace_back(Failure::bad_input, std::string(xml->is_cut ? kCut : kBreaksOff),
                              std::string(where),
                              xml->is_cut ? "export it in parts" : "export it again");
  }
  return list;
}

}  // namespace heed::read
