#include "heed/base/escape.h"

#include "heed/base/eight_bytes.h"

namespace heed {
namespace {

std::size_t find_special(std::string_view text) {
  return find_byte(
      text, 0,
      [](std::uint64_t eight) {
        return marks_equal(eight, '&') | marks_equal(eight, '<') | marks_equal(eight, '>') |
               marks_equal(eight, '"');
      },
      [](char c) { return c == '&' || c == '<' || c == '>' || c == '"'; });
}

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
  while (true) {
    const auto plain = find_special(text);
    out.append(text.substr(0, plain));
    if (plain == text.size()) return;
    switch (text[plain]) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += "&quot;";
        break;
    }
    text.remove_prefix(plain + 1);
  }
}

}  // namespace heed
