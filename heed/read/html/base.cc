#include "heed/read/html/base.h"

#include "heed/read/url.h"

namespace heed::read::html {

std::string base_of(const Tree& document, std::string_view address) {
  const auto* const base = first_where(document.root(), [](const Node& node) {
    return node.name == "base" && node.get("href") != nullptr;
  });
  if (base == nullptr) return std::string(address);
  auto stated = resolve_url(address, *base->get("href"));
  return is_web_url(stated) ? stated : std::string(address);
}

}  // namespace heed::read::html
