#include "heed/read/mail/readable.h"

#include <algorithm>

#include "heed/read/ascii.h"

namespace heed::read {
namespace {

constexpr std::ptrdiff_t kMostColons = 256;
constexpr std::size_t kMostMarks = 20'000;  // headers and boundaries
constexpr std::size_t kLongestHeader = 256 << 10;
constexpr std::size_t kLongestName = 80;

// The name of the header that the line is, or "". A blank may stand before the colon.
std::string_view header_name(std::string_view line) {
  const auto colon = line.substr(0, kLongestName).find(':');
  if (colon == line.npos || is_space(line[0])) return {};
  const auto name = trim(line.substr(0, colon));
  const auto odd = find_where(name, 0, [](char c) { return !is_alphanumeric(c) && c != '-'; });
  return odd == name.size() ? name : std::string_view();
}

bool names_people(std::string_view header) {
  for (const std::string_view name : {"from", "sender", "reply-to", "to", "cc", "bcc"}) {
    if (same_ignoring_case(header, name)) return true;
  }
  return false;
}

}  // namespace

std::size_t readable_length(std::string_view mail) {
  std::size_t marks = 0, length = 0;
  std::ptrdiff_t colons = 0;
  bool in_header = false, in_people = false;
  for (std::size_t at = 0; at < mail.size();) {
    const auto end = std::min(mail.find('\n', at), mail.size());
    const auto line = mail.substr(at, end - at);
    const bool goes_on = line.starts_with(' ') || line.starts_with('\t');
    if (!goes_on) {
      const auto name = header_name(line);
      in_header = !name.empty();
      in_people = names_people(name);
      length = 0;
      colons = 0;
      marks += in_header || line.starts_with("--") ? 1 : 0;
    }
    length += in_header ? line.size() : 0;
    colons += in_people ? std::count(line.begin(), line.end(), ':') : 0;
    if (marks > kMostMarks || length > kLongestHeader || colons > kMostColons) return at;
    at = end + 1;
  }
  return mail.size();
}

}  // namespace heed::read
