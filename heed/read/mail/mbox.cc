#include "heed/read/mail/mbox.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "heed/read/ascii.h"

namespace heed::read {
namespace {

bool is_any(std::string_view word, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), word) != names.end();
}

// After a blank line: "From" and nothing else, or with a date as ctime(3) writes it.
bool is_from_line(std::string_view line) {
  if (!line.starts_with("From ")) return false;
  const auto words = split(line.substr(0, 1000), " \t\r");
  if (words.size() == 1) return true;
  for (std::size_t i = 2; i + 1 < words.size(); ++i) {
    if (is_any(words[i], {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}) &&
        is_any(words[i + 1], {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
                              "Nov", "Dec"})) {
      return true;
    }
  }
  return false;
}

bool is_quoted(std::string_view line) {
  const auto at = line.find_first_not_of('>');
  return at != line.npos && at > 0 && line.substr(at).starts_with("From ");
}

}  // namespace

Mbox::Mbox(std::istream& in) : in_(in) {
  std::getline(in_, line_);
}

std::optional<std::string> Mbox::next(std::size_t most) {
  std::string message;
  if (!in_) return std::nullopt;
  for (bool after_blank = false; std::getline(in_, line_);) {
    if (after_blank && is_from_line(line_)) return message;
    after_blank = trim(line_).empty();
    if (message.size() >= most) continue;
    message.append(line_, is_quoted(line_) ? 1 : 0).push_back('\n');
  }
  return message;
}

}  // namespace heed::read
