// The edition as a feed, for people who read in another program. Such programs sort by date, so the
// dates follow the rank, a minute apart; the true date stands in the text.
#include <nlohmann/json.hpp>

#include "heed/app/edition.h"
#include "heed/app/items.h"
#include "heed/base/escape.h"
#include "heed/server/routes/routes.h"

namespace heed::server {
namespace {

struct FeedEntry {
  std::string id, title, link, html, date;
};

std::string escape(std::string text) {
  // XML holds no other control characters.
  std::erase_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; });
  std::string out;
  append_escaped(out, text);
  return out;
}

std::string text_of(const Json& document, const char* field) {
  const auto found = document.find(field);
  return found != document.end() && found->is_string() ? found->get<std::string>() : "";
}

std::vector<FeedEntry> entries(app::Home& home) {
  std::vector<FeedEntry> list;
  auto date = home.now();
  const auto edition = app::today(home, {});
  for (const auto& chosen : edition["items"]) {
    const auto id = chosen["id"].get<std::string>();
    const auto item = app::item(home, id);
    const auto facts = escape(text_of(chosen, "source") + " · " + text_of(chosen, "published"));
    list.push_back({"urn:heed:" + id, text_of(chosen, "title"), text_of(chosen, "url"),
                    "<p>" + facts + "</p>" + text_of(item, "html"), to_rfc3339(date)});
    date -= std::chrono::minutes(1);
  }
  return list;
}

std::string atom(const std::vector<FeedEntry>& list, Time now) {
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
      "<id>urn:heed:today</id><title>heed: today</title><author><name>heed</name></author>"
      "<updated>" +
      to_rfc3339(now) + "</updated>\n";
  for (const auto& entry : list) {
    xml += "<entry><id>" + escape(entry.id) + "</id><title>" + escape(entry.title) +
           "</title><updated>" + entry.date + "</updated>";
    if (!entry.link.empty()) xml += "<link href=\"" + escape(entry.link) + "\"/>";
    xml += "<content type=\"html\">" + escape(entry.html) + "</content></entry>\n";
  }
  return xml + "</feed>\n";
}

Json json_feed(const std::vector<FeedEntry>& list) {
  Json items = Json::array();
  for (const auto& entry : list) {
    items.push_back({{"id", entry.id},
                     {"title", entry.title},
                     {"content_html", entry.html},
                     {"date_published", entry.date}});
    if (!entry.link.empty()) items.back()["url"] = entry.link;
  }
  return {{"version", "https://jsonfeed.org/version/1.1"},
          {"title", "heed: today"},
          {"items", std::move(items)}};
}

}  // namespace

Route atom_route(app::Home& home) {
  Route route;
  route.method = "GET";
  route.path = "/feeds/today.atom";
  route.summary = "The edition as an Atom feed, dated by rank";
  route.run = [&home](const Request&) {
    return Reply{200, "application/atom+xml; charset=utf-8", atom(entries(home), home.now()), {}};
  };
  return route;
}

Route json_feed_route(app::Home& home) {
  Route route;
  route.method = "GET";
  route.path = "/feeds/today.json";
  route.summary = "The edition as a JSON feed, dated by rank";
  route.run = [&home](const Request&) {
    auto reply = document(json_feed(entries(home)));
    reply.type = "application/feed+json";
    return reply;
  };
  return route;
}

}  // namespace heed::server
