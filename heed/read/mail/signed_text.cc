#include "heed/read/mail/signed_text.h"

#include <algorithm>
#include <string_view>

#include "heed/read/ascii.h"

namespace heed::read {
namespace {

constexpr std::string_view kMessage = "-----BEGIN PGP SIGNED MESSAGE-----";
constexpr std::string_view kSignature = "-----BEGIN PGP SIGNATURE-----";
constexpr std::string_view kEnd = "-----END PGP SIGNATURE-----";

// The line at the start of `rest`, which it is taken from.
std::string_view next_line(std::string_view& rest) {
  const auto line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  return line;
}

bool is(std::string_view line, std::string_view mark) {
  return line.starts_with(mark) && trim(line.substr(mark.size())).empty();
}

}  // namespace

std::string without_signature(std::string text) {
  if (text.find(kMessage) == text.npos) return text;
  enum class Part { outside, head, words, signature } part = Part::outside;
  std::string out;
  for (std::string_view rest = text; !rest.empty();) {
    auto line = next_line(rest);
    if (part == Part::outside && is(line, kMessage)) {
      part = Part::head;  // "Hash: SHA512", up to an empty line
    } else if (part == Part::head) {
      const bool is_field = line.find(": ") != line.npos;
      if (trim(line).empty()) {
        part = Part::words;
      } else if (!is_field) {
        return text;  // words about signing
      }
    } else if (part == Part::words && is(line, kSignature)) {
      part = Part::signature;
    } else if (part == Part::signature) {
      if (is(line, kEnd)) part = Part::outside;
    } else {
      if (part == Part::words && line.starts_with("- ")) line.remove_prefix(2);
      out.append(line).append("\n");
    }
  }
  return part == Part::outside ? out : text;
}

}  // namespace heed::read
