#include "heed/app/items.h"

#include <nlohmann/json.hpp>

#include "heed/app/documents.h"
#include "heed/app/sources.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

std::string safe_html(std::string_view extract) {
  std::string out;
  for (const char c : extract) {
    switch (c) {
      case store::kMark:
        out += "<mark>";
        break;
      case store::kEnd:
        out += "</mark>";
        break;
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace

store::Item find_item(Home& home, std::string_view id) {
  auto found = home.store().items.find(id);
  if (!found) {
    throw Error(Failure::not_found, "there is no item " + std::string(id), std::string(id),
                "heed items lists the stored items with their ids");
  }
  return *found;
}

std::vector<Json> items(Home& home, const ItemsRequest& request) {
  store::ItemFilter filter{std::nullopt, request.since, request.limit};
  if (!request.source.empty()) filter.source = find_source(home, request.source).row;
  std::vector<Json> documents;
  for (const auto& found : home.store().items.list(filter)) {
    documents.push_back(item_document(found));
  }
  return documents;
}

Json item(Home& home, std::string_view id) {
  const auto found = find_item(home, id);
  const auto body = home.store().items.body(found.row);
  Json document = item_document(found);
  document["author"] = found.author;
  document["html"] = body.html;
  document["text"] = body.text;
  return document;
}

std::vector<Json> search(Home& home, std::string_view query, int limit) {
  std::vector<Json> documents;
  for (const auto& hit : store::find_words(home.store().database, query, limit)) {
    Json document = item_document(*home.store().items.at(hit.item));
    document["score"] = hit.score;
    document["highlights"] = Json::array();
    for (const auto& extract : hit.highlights) {
      document["highlights"].push_back(safe_html(extract));
    }
    documents.push_back(std::move(document));
  }
  return documents;
}

}  // namespace heed::app
