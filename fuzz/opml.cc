// Lists of subscriptions: whatever they say, only addresses of the web come out.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "heed/read/opml/opml.h"
#include "heed/read/url.h"
#include "heed/read/xml/tree.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heed::read;
  const auto xml = xml::parse({reinterpret_cast<const char*>(data), size}, "fuzz");
  if (!xml) return 0;
  for (const auto& s : read_opml(xml->tree.root(), "fuzz").subscriptions) {
    if (!is_web_url(s.url)) std::abort();
  }
  return 0;
}
