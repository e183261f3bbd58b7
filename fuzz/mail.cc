// Mail: any bytes as a message or an mbox.
#include "heed/read/mail/mail.h"

#include <cstddef>
#include <cstdint>

#include "fuzz/item_oracle.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heed::read;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)looks_like_mail(bytes);
  check_document(read_mail(bytes, "fuzz"));
  return 0;
}
