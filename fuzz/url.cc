// Addresses: splitting loses nothing; resolving, unwrapping and stripping twice is doing so once.
// The first line is the base, the rest the reference.
#include "heed/read/url.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heed::read;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto line = std::min(text.find('\n'), size);
  const auto base = text.substr(0, line), reference = text.substr(std::min(line + 1, size));
  if (const auto once = parse_url(reference).text(); parse_url(once).text() != once) std::abort();
  const auto resolved = resolve_url("https://fuzz.example/a/b?c#d", reference);
  if (resolve_url("https://fuzz.example/a/b?c#d", resolved) != resolved) std::abort();
  (void)resolve_url(base, reference);
  (void)parse_url(reference).port();
  (void)is_safe_link(reference);
  const auto target = unwrap_redirect(reference);
  if (unwrap_redirect(target) != target) std::abort();
  const auto stripped = strip_tracking(reference);
  if (strip_tracking(stripped) != stripped) std::abort();
  (void)normalised_title(reference);
  (void)canonical_url(reference);
  return 0;
}
