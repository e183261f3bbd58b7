#include "heed/read/mail/flowed.h"

#include <algorithm>

namespace heed::read {
namespace {

std::size_t quotes_of(std::string_view line) {
  return std::min(line.find_first_not_of('>'), line.size());
}

}  // namespace

std::string unflowed(std::string_view text, bool delsp) {
  std::string out;
  bool goes_on = false;
  std::size_t quoted = 0;  // how deep, the line before
  while (!text.empty()) {
    auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto quotes = quotes_of(line);
    auto words = line.substr(quotes);
    if (words.starts_with(' ')) words.remove_prefix(1);  // stuffed
    const bool signature = words == "-- ";
    const bool joins = goes_on && quotes == quoted && !signature && !words.empty();
    if (!joins) {
      if (!out.empty()) out += '\n';
      out.append(quotes, '>').append(quotes > 0 ? " " : "");
    }
    goes_on = !signature && words.ends_with(' ');
    quoted = quotes;
    out += goes_on && delsp ? words.substr(0, words.size() - 1) : words;
  }
  return out;
}

}  // namespace heed::read
