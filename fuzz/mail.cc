// Mail: any bytes as a message or an mbox.
#include "heed/read/mail/mail.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)heed::read::looks_like_mail(bytes);
  (void)heed::read::read_mail(bytes, "fuzz");
  return 0;
}
