// Pages of the web: the article is harmless, and the feeds found are addresses of the web.
#include "heed/read/page/page.h"

#include <cstddef>
#include <cstdint>

#include "fuzz/item_oracle.h"
#include "heed/read/charset.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heed::read;
  const auto text = decode_bytes({reinterpret_cast<const char*>(data), size}).text;
  check_document(read_page(text, "https://fuzz.example/a/b"));
  return 0;
}
