// HTML from strangers, once it is UTF-8: sanitising twice is sanitising once, and only the short
// list is left.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "heed/base/utf8.h"
#include "heed/read/html/sanitise.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heed::read::html;
  const auto bytes = heed::repair_utf8({reinterpret_cast<const char*>(data), size});
  const auto once = sanitise(bytes, "https://fuzz.example/a/b");
  if (sanitise(once, "https://fuzz.example/a/b") != once) std::abort();
  const auto tree = parse_html(once);
  walk(tree.root(), [](const Node& node) {
    const bool known = node.is_text() || node.name == "#root" || is_allowed(node.name);
    if (!known || node.get("src") != nullptr || node.get("style") != nullptr) std::abort();
  });
  (void)text_of(parse_html(bytes).root());
  return 0;
}
