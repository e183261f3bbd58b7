// Lists of subscriptions: whatever they say, only addresses of the web come out.
#include "heed/read/opml/opml.h"

#include <cstddef>
#include <cstdint>

#include "fuzz/item_oracle.h"
#include "heed/read/charset.h"
#include "heed/read/xml/tree.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heed::read;
  const auto text = decode_bytes({reinterpret_cast<const char*>(data), size}).text;
  const auto xml = xml::parse(text, "fuzz");
  if (xml) check_document(read_opml(xml->tree.root(), "fuzz"));
  return 0;
}
