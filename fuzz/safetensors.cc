// A header of any bytes: either refused with an Error, or a layout that fits the values.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "heed/base/error.h"
#include "heed/model/safetensors.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::uint64_t values = data[0] | (data[1] << 8);
  const std::string_view json(reinterpret_cast<const char*>(data) + 2, size - 2);
  try {
    const auto header = heed::parse_safetensors_header(json, values, "fuzz");
    std::uint64_t at = 0;
    for (const auto& tensor : header.tensors) {
      if (tensor.begin != at || tensor.end < at || tensor.end > values) std::abort();
      at = tensor.end;
    }
    if (at != values) std::abort();
  } catch (const heed::Error& error) {
    if (error.failure != heed::Failure::bad_input) std::abort();
  }
  return 0;
}
