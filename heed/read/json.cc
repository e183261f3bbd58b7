#include "heed/read/json.h"

#include <nlohmann/json.hpp>

namespace heed::read {
namespace {

Json time_or_null(const std::optional<Time>& time) {
  return time ? Json(to_rfc3339(*time)) : Json();
}

}  // namespace

Json to_json(const Item& item) {
  auto enclosures = Json::array();
  for (const auto& e : item.enclosures) {
    enclosures.push_back(
        {{"url", e.url}, {"type", e.type}, {"length", e.length ? Json(*e.length) : Json()}});
  }
  return {{"id", item.id},
          {"title", item.title},
          {"link", item.link},
          {"author", item.author},
          {"published", time_or_null(item.published)},
          {"updated", time_or_null(item.updated)},
          {"summary_html", item.summary_html},
          {"content_html", item.content_html},
          {"categories", item.categories},
          {"enclosures", std::move(enclosures)},
          {"language", item.language},
          {"minutes", item.minutes ? Json(*item.minutes) : Json()}};
}

Json to_json(const Feed& feed) {
  auto items = Json::array();
  for (const auto& item : feed.items) items.push_back(to_json(item));
  return {
      {"format", feed.format},     {"version", feed.version},         {"title", feed.title},
      {"link", feed.link},         {"description", feed.description}, {"language", feed.language},
      {"items", std::move(items)}, {"warnings", feed.warnings}};
}

}  // namespace heed::read
