#include "heed/app/documents.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "heed/read/url.h"

namespace heed::app {

std::string shown_address(const std::string& url) {
  return read::parse_url(url).scheme.empty() ? std::string() : url;
}

void cap_date(store::Item& item, Time now) {
  item.time = std::min(item.time, now);
}

Json heading_document(const store::Item& item) {
  return {{"id", item.id},
          {"title", item.title},
          {"source", item.source_title},
          {"source_id", item.source_id},
          {"url", shown_address(item.url)},
          {"published", to_rfc3339(item.time)},
          {"minutes", item.minutes}};
}

Json item_document(const store::Item& item) {
  Json document = heading_document(item);
  document["lang"] = item.lang;
  document["feedback"] = item.feedback.empty() ? Json(nullptr) : Json(item.feedback);
  document["read"] = item.read;
  return document;
}

}  // namespace heed::app
