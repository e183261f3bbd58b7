// The page's files, as they are embedded in the program.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace heed::server {

struct Asset {
  std::string_view type;  // MIME type
  std::string_view bytes;
};

using Assets = std::map<std::string, Asset, std::less<>>;  // by path: "/", "/assets/page.js"

// What was built from web/; empty where the program was built without it.
const Assets& page_assets();

}  // namespace heed::server
