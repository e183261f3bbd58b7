#include <nlohmann/json.hpp>

#include "heed/server/openapi.h"

namespace heed::server {
namespace {

// Objects may hold more than is named here.
constexpr const char* kSchemas = R"({
  "Error": {"type": "object", "required": ["error"], "properties": {"error": {"type": "object",
    "required": ["code", "message", "where", "remedy"], "properties": {
      "code": {"type": "string"}, "message": {"type": "string"},
      "where": {"type": "string"}, "remedy": {"type": "string"}}}}},
  "Slot": {"type": "object", "description": "One memory and what it added to the interest",
    "properties": {"slot": {"type": ["string", "null"]}, "text": {"type": ["string", "null"]},
      "weight": {"type": "number"}, "value": {"type": "number"}}},
  "Contributions": {"type": "object", "description": "By feature; they add up to the value",
    "additionalProperties": {"type": "number"}},
  "Choice": {"type": "object", "required": ["id", "title", "minutes", "contributions", "because"],
    "properties": {"id": {"type": "string"}, "title": {"type": "string"},
      "source": {"type": ["string", "null"]}, "source_id": {"type": "string"},
      "url": {"type": ["string", "null"]},
      "published": {"type": ["string", "null"], "format": "date-time"},
      "minutes": {"type": "number"}, "value": {"type": ["number", "null"]},
      "interest": {"type": ["number", "null"]},
      "contributions": {"$ref": "#/components/schemas/Contributions"},
      "because": {"type": "array", "items": {"$ref": "#/components/schemas/Slot"}},
      "explore": {}, "rank_new": {"type": "integer"}, "rank_you": {"type": ["integer", "null"]},
      "also": {"type": "array", "items": {"type": "string"}},
      "also_because": {"type": "array", "items": {"type": "object"}}}},
  "Edition": {"type": "object",
    "required": ["budget_minutes", "planned_minutes", "order", "items", "considered", "left_out"],
    "properties": {"budget_minutes": {"type": ["number", "null"]},
      "planned_minutes": {"type": "number"},
      "order": {"enum": ["you", "new", "source"]},
      "weights": {"$ref": "#/components/schemas/Contributions"},
      "items": {"type": "array", "items": {"$ref": "#/components/schemas/Choice"}},
      "considered": {"type": "integer"}, "left_out": {"type": "integer"}}},
  "Item": {"type": "object", "required": ["id", "title"], "properties": {
      "id": {"type": "string"}, "title": {"type": "string"},
      "source": {"type": ["string", "null"]}, "source_id": {"type": "string"},
      "url": {"type": ["string", "null"]},
      "published": {"type": ["string", "null"], "format": "date-time"},
      "minutes": {"type": "number"}, "lang": {"type": ["string", "null"]},
      "feedback": {"type": ["string", "null"]}, "read": {"type": "boolean"},
      "html": {"type": "string", "description": "sanitised"}, "text": {"type": "string"},
      "labels": {"type": "array", "items": {"type": "string"}},
      "unsubscribe": {"type": ["string", "null"]}}},
  "Why": {"type": "object", "description": "Why an item has its place",
    "properties": {"id": {"type": "string"}, "value": {"type": ["number", "null"]},
      "contributions": {"$ref": "#/components/schemas/Contributions"},
      "because": {"type": "array", "items": {"$ref": "#/components/schemas/Slot"}}}},
  "Event": {"type": "object", "properties": {
      "event": {"type": ["integer", "string", "null"]},
      "undoes": {"type": ["integer", "string", "null"]}}},
  "Events": {"type": "object", "properties": {"events": {"type": "array"}}},
  "Interest": {"type": "object", "properties": {"id": {"type": "string"},
      "text": {"type": "string"}, "weight": {"type": "number", "minimum": -1, "maximum": 1}}},
  "Interests": {"type": "object", "properties": {"interests": {"type": "array",
      "items": {"$ref": "#/components/schemas/Interest"}}}},
  "Sources": {"type": "object", "properties": {"sources": {"type": "array",
      "items": {"type": "object"}}}},
  "Setting": {"type": "object", "properties": {"key": {"type": "string"},
      "value": {"type": ["number", "string"]}, "default": {"type": ["number", "string"]},
      "description": {"type": "string"}}},
  "Settings": {"type": "object", "properties": {"settings": {"type": "array",
      "items": {"$ref": "#/components/schemas/Setting"}}}},
  "Items": {"type": "object", "properties": {"items": {"type": "array",
      "items": {"$ref": "#/components/schemas/Item"}}}}
})";

}  // namespace

Json answer_schemas() {
  return parse_json(kSchemas, "the schemas").take();
}

}  // namespace heed::server
