// Any bytes at all, as a document: recognised, decoded and read.
#include <cstddef>
#include <cstdint>

#include "fuzz/item_oracle.h"
#include "heed/read/document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heed::read;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto document = read_document(bytes, {"fuzz", "https://fuzz.example/", {}})) {
    std::visit([](const auto& kind) { check_document(kind); }, *document);
  }
  return 0;
}
