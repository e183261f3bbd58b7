#include "heed/base/escape.h"

#include <array>

namespace heed {
namespace {

constexpr auto kSpecial = [] {
  std::array<bool, 256> special{};
  special['&'] = special['<'] = special['>'] = special['"'] = true;
  return special;
}();

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
  while (true) {
    std::size_t plain = 0;
    while (plain < text.size() && !kSpecial[static_cast<unsigned char>(text[plain])]) ++plain;
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
