// Pages of the web: the article is harmless, and the feeds found are addresses of the web.
#include "heed/read/page/page.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "heed/read/html/sanitise.h"
#include "heed/read/url.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heed::read;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto page = read_page(bytes, "https://fuzz.example/a/b");
  const auto& html = page.item.content_html;
  if (html::sanitise(html, "https://fuzz.example/a/b") != html) std::abort();
  for (const auto& feed : page.feeds) {
    if (!is_web_url(feed.url)) std::abort();
  }
  return 0;
}
