// JSON Lines: every line is an item or an error, and none stops the others.
#include "heed/read/jsonl/jsonl.h"

#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>

#include "fuzz/item_oracle.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heed;
  std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
  const auto item = [](read::Item one) {
    read::check_item(one);
    return true;
  };
  const auto error = [](Error one) {
    read::check_text(one.what());
    return true;
  };
  read::read_json_lines(in, "fuzz", item, error);
  return 0;
}
