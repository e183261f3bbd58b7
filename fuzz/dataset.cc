// Labelled texts, as CSV and as JSON Lines: refused with an Error, or every item whole.
#include "heed/train/dataset.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heed;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const auto format : {DataFormat::csv, DataFormat::json_lines}) {
    const auto read = parse_dataset(bytes, format, "fuzz");
    if (!read) continue;
    const auto items = read->texts.size();
    if (items == 0 || read->labels.size() != items || read->lines.size() != items) std::abort();
    for (const auto& [name, values] : read->others) {
      if (values.size() != items) std::abort();
    }
    const auto ids = label_ids(*read, label_names(*read));
    if (!ids || ids->size() != items) std::abort();
  }
  return 0;
}
