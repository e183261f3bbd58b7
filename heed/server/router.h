// The table of routes: what paths and methods there are, what they take, and what runs. The API's
// description (openapi.h) is written from the same table.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "heed/server/request.h"

namespace heed::server {

struct Parameter {
  std::string name;
  std::string help;
  std::string kind = "string";  // JSON Schema's type
  std::vector<std::string> one_of = {};
};

struct Route {
  std::string method;  // GET, POST or DELETE
  std::string path;    // "/api/v1/items/{id}/like"
  std::string summary;
  std::vector<Parameter> parts;     // for each {name} of the path
  std::vector<Parameter> query;     // all optional
  std::vector<Parameter> body;      // fields of the JSON body
  std::vector<std::string> needed;  // those of them that must be there
  std::string answer;               // the schema of the answer (openapi_schemas.cc)
  std::function<Reply(const Request&)> run;

  bool writes() const { return method != "GET"; }
};

struct Match {
  const Route* route = nullptr;  // nothing: see `allow`
  std::string allow;             // methods of the routes with this path; "": no such path
};

// The route of request.path and request.method; fills request.parts. HEAD matches GET.
Match find_route(const std::vector<Route>& routes, Request& request);

}  // namespace heed::server
