// JSON Lines: every line is an item or an error, and none stops the others.
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>

#include "heed/read/jsonl/jsonl.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
  heed::read::read_json_lines(
      in, "fuzz", [](heed::read::Item) { return true; }, [](heed::Error) { return true; });
  return 0;
}
