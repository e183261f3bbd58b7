// Exports of other programs: whatever they say, only addresses of the web come out.
#include "heed/read/export/export.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "heed/read/url.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heed::read;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto& list : {read_bookmarks(text), read_csv(text, "fuzz")}) {
    if (!list) continue;
    for (const auto& item : list->items) {
      if (!is_web_url(item.link)) std::abort();
    }
  }
  return 0;
}
