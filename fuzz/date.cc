// Dates: what is read can be written, and reads back as the same second.
#include "heed/read/date.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "heed/read/duration.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heed;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto time = read::parse_date(text)) {
    if (parse_rfc3339(to_rfc3339(*time)) != time) std::abort();
    if (read::parse_date(to_rfc3339(*time)) != time) std::abort();
  }
  if (const auto seconds = read::parse_duration(text); seconds && !(*seconds >= 0)) std::abort();
  return 0;
}
