// Bytes in any encoding, under any claim: what comes out is UTF-8. The first line is the claim.
#include "heed/read/charset.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "heed/base/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heed::read;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto line = std::min(bytes.find('\n'), size);
  const auto claim = charset_of(bytes.substr(0, line));
  const auto decoded = decode_bytes(bytes.substr(std::min(line + 1, size)), claim);
  if (decoded.text.find('\0') != std::string::npos) std::abort();
  if (!heed::is_utf8(decoded.text) || !heed::is_utf8(mend_text(decoded.text))) std::abort();
  return 0;
}
