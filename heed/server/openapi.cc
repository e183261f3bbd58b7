#include "heed/server/openapi.h"

#include <nlohmann/json.hpp>

namespace heed::server {
namespace {

Json schema_of(const Parameter& parameter) {
  Json schema = {{"type", parameter.kind}};
  if (!parameter.one_of.empty()) schema["enum"] = parameter.one_of;
  return schema;
}

Json parameters(const Route& route) {
  Json list = Json::array();
  const auto add = [&](const Parameter& parameter, std::string_view in, bool required) {
    list.push_back({{"name", parameter.name},
                    {"in", in},
                    {"required", required},
                    {"description", parameter.help},
                    {"schema", schema_of(parameter)}});
  };
  for (const auto& parameter : route.parts) add(parameter, "path", true);
  for (const auto& parameter : route.query) add(parameter, "query", false);
  return list;
}

Json request_body(const Route& route) {
  Json properties = Json::object();
  for (const auto& field : route.body) {
    properties[field.name] = schema_of(field);
    properties[field.name]["description"] = field.help;
  }
  Json schema = {{"type", "object"}, {"properties", properties}};
  if (!route.needed.empty()) schema["required"] = route.needed;
  return {{"required", !route.needed.empty()},
          {"content", {{"application/json", {{"schema", schema}}}}}};
}

Json responses(const Route& route) {
  Json all = Json::object();
  Json good = {{"description", "Done"}};
  if (!route.answer.empty()) {
    good["content"]["application/json"]["schema"]["$ref"] = "#/components/schemas/" + route.answer;
  }
  all["200"] = good;
  std::vector<std::string> refusals = {"400", "401", "403", "404", "421"};
  if (route.writes()) refusals.insert(refusals.end(), {"413", "415"});
  for (const auto& status : refusals) all[status]["$ref"] = "#/components/responses/refused";
  return all;
}

std::string name_of(const Route& route) {  // "post_items_id_act": stable for generated clients
  std::string name = lower_case(route.method);
  bool gap = true;
  const auto start = route.path.find("/v1/");
  for (const char c : route.path.substr(start == std::string::npos ? 0 : start + 4)) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (plain && gap) name += '_';
    if (plain) name += c;
    gap = !plain;
  }
  return name;
}

}  // namespace

Json openapi(const std::vector<Route>& routes) {
  Json paths = Json::object();
  for (const Route& route : routes) {
    Json operation = {{"operationId", name_of(route)}, {"summary", route.summary}};
    if (auto list = parameters(route); !list.empty()) operation["parameters"] = std::move(list);
    if (route.writes()) operation["requestBody"] = request_body(route);
    operation["responses"] = responses(route);
    paths[route.path][lower_case(route.method)] = std::move(operation);
  }
  const Json error = {{"$ref", "#/components/schemas/Error"}};
  return {{"openapi", "3.1.0"},
          {"info",
           {{"title", "heed"},
            {"version", "1"},
            {"description",
             "The same documents as the commands print with --json. Programs send the session's "
             "token; a browser gets a cookie for it at GET /?token=TOKEN."}}},
          {"security", {{{"token", Json::array()}}, {{"cookie", Json::array()}}}},
          {"paths", std::move(paths)},
          {"components",
           {{"securitySchemes",
             {{"token", {{"type", "http"}, {"scheme", "bearer"}}},
              {"cookie", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "heed-PORT"}}}}},
            {"responses",
             {{"refused",
               {{"description", "Refused, and why"},
                {"content", {{"application/json", {{"schema", error}}}}}}}}},
            {"schemas", answer_schemas()}}}};
}

}  // namespace heed::server
