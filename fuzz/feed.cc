// Any bytes at all, as a document: recognised, decoded and read.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "heed/read/document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)heed::read::read_document(bytes, {"fuzz", "https://fuzz.example/", {}});
  return 0;
}
