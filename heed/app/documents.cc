#include "heed/app/documents.h"

#include <nlohmann/json.hpp>

namespace heed::app {

Json item_document(const store::Item& item) {
  return {{"id", item.id},
          {"title", item.title},
          {"source", item.source_title},
          {"url", item.url},
          {"published", to_rfc3339(item.time)},
          {"minutes", item.minutes},
          {"lang", item.lang},
          {"feedback", item.feedback.empty() ? Json(nullptr) : Json(item.feedback)},
          {"read", item.read}};
}

}  // namespace heed::app
