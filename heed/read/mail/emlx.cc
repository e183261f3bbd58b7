#include "heed/read/mail/emlx.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "heed/read/ascii.h"

namespace heed::read {
namespace {

std::uint64_t number_in(std::string_view text) {
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string_view after(std::string_view text, std::string_view mark) {
  const auto at = text.find(mark);
  return at == text.npos ? std::string_view() : text.substr(at + mark.size());
}

}  // namespace

bool Emlx::is_first_line(std::string_view bytes) {
  constexpr std::size_t kLongest = 20;
  const auto line = trim(bytes.substr(0, std::min(bytes.find('\n'), kLongest)));
  return !line.empty() && find_where(line, 0, [](char c) { return !is_digit(c); }) == line.size();
}

Emlx::Emlx(std::string_view bytes) : message(bytes) {
  if (!is_first_line(bytes)) return;
  message = after(bytes, "\n");
  const auto rest = message.substr(std::min<std::uint64_t>(number_in(bytes), message.size()));
  message.remove_suffix(rest.size());
  const auto flags = number_in(after(after(rest, "<key>flags</key>"), "<integer>"));
  noted = {(flags & 1) != 0, (flags & 2) != 0};
}

}  // namespace heed::read
