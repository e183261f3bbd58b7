#include "heed/read/json.h"

#include <nlohmann/json.hpp>

namespace heed::read {
namespace {

void write_time(JsonWriter& out, std::string_view name, const std::optional<Time>& time) {
  out.name(name);
  time ? out.text(to_rfc3339(*time)) : out.null();
}

template <class Number>
void write_number(JsonWriter& out, const std::optional<Number>& number) {
  number ? out.value(*number) : out.null();
}

void write_enclosure(JsonWriter& out, const Enclosure& enclosure) {
  out.begin('{').name("url").text(enclosure.url).name("type").text(enclosure.type);
  out.name("length");
  write_number(out, enclosure.length);
  out.end('}');
}

void write_item(JsonWriter& out, const Item& item) {
  out.begin('{').name("id").text(item.id).name("title").text(item.title);
  out.name("link").text(item.link).name("author").text(item.author);
  write_time(out, "published", item.published);
  write_time(out, "updated", item.updated);
  out.name("summary_html").text(item.summary_html).name("content_html").text(item.content_html);
  out.name("categories").begin('[');
  for (const auto& category : item.categories) out.text(category);
  out.end(']').name("enclosures").begin('[');
  for (const auto& enclosure : item.enclosures) write_enclosure(out, enclosure);
  out.end(']').name("language").text(item.language);
  out.name("minutes");
  write_number(out, item.minutes);
  out.end('}');
}

}  // namespace

void write_fields(JsonWriter& out, const Feed& feed) {
  out.name("format").text(feed.format).name("version").text(feed.version);
  out.name("title").text(feed.title).name("link").text(feed.link);
  out.name("description").text(feed.description).name("language").text(feed.language);
  out.name("items").begin('[');
  for (const auto& item : feed.items) write_item(out, item);
  out.end(']').name("warnings").begin('[');
  for (const auto& warning : feed.warnings) out.text(warning);
  out.end(']');
}

}  // namespace heed::read
