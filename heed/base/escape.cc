#include "heed/base/escape.h"

namespace heed {

void append_escaped(std::string& out, std::string_view text) {
  const auto special = [](char c) { return c == '&' || c == '<' || c == '>' || c == '"'; };
  while (true) {
    std::size_t plain = 0;
    while (plain < text.size() && !special(text[plain])) ++plain;
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
