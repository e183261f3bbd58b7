#include "heed/read/mail/encoded_word.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "heed/read/ascii.h"
#include "heed/read/base64.h"
#include "heed/read/charset.h"

namespace heed::read {
namespace {

struct Word {
  std::string_view charset;
  std::string bytes;
  std::size_t length = 0;  // in the header
};

std::optional<unsigned> hexadecimal(char c) {
  const char low = to_lower(c);
  if (is_digit(c)) return static_cast<unsigned>(c - '0');
  if (low >= 'a' && low <= 'f') return static_cast<unsigned>(low - 'a' + 10);
  return std::nullopt;
}

std::string decode_quoted(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto high =
        text[i] == '=' && i + 2 < text.size() ? hexadecimal(text[i + 1]) : std::nullopt;
    const auto low = high ? hexadecimal(text[i + 2]) : std::nullopt;
    if (low) {
      bytes += static_cast<char>(*high << 4 | *low);
      i += 2;
    } else {
      bytes += text[i] == '_' ? ' ' : text[i];
    }
  }
  return bytes;
}

std::optional<std::string> decode(char encoding, std::string_view text) {
  if (to_lower(encoding) == 'b') return decode_base64(text);
  return to_lower(encoding) == 'q' ? std::optional(decode_quoted(text)) : std::nullopt;
}

// The word with which the text begins. Each of its parts ends at a "?", so that looking for one at
// every "=?" takes no longer than the text is.
std::optional<Word> word_at_start(std::string_view text) {
  constexpr std::string_view kStart = "=?", kBetween = "?B?", kEnd = "?=";
  if (!text.starts_with(kStart)) return std::nullopt;
  const auto encoding = text.find('?', kStart.size());
  const auto begin = encoding + kBetween.size();
  if (encoding == text.npos || begin > text.size() || text[begin - 1] != '?') return std::nullopt;
  const auto end = text.find('?', begin);
  if (end == text.npos || !text.substr(end).starts_with(kEnd)) return std::nullopt;
  auto bytes = decode(text[encoding + 1], text.substr(begin, end - begin));
  if (!bytes) return std::nullopt;
  const auto charset = text.substr(kStart.size(), encoding - kStart.size());
  // A language may follow (RFC 2231): "us-ascii*en".
  return Word{charset.substr(0, charset.find('*')), std::move(*bytes), end + kEnd.size()};
}

// In the encoding that is shorter to write.
void append_word(std::string& out, std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  if (text.empty()) return;
  out += "=?utf-8?Q?";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out.append({'=', kDigits[byte >> 4], kDigits[byte & 0xF]});
  }
  out += "?=";
}

}  // namespace

std::string with_words_in_utf8(std::string_view header) {
  std::string out;
  while (!header.empty()) {
    auto word = word_at_start(header);
    if (!word) {
      const auto next = header.find("=?", 1);
      out += header.substr(0, next);
      header.remove_prefix(std::min(next, header.size()));
      continue;
    }
    header.remove_prefix(word->length);
    for (;;) {
      const auto blank = std::min(header.find_first_not_of(" \t\r\n"), header.size());
      const auto more = word_at_start(header.substr(blank));
      if (!more || !same_ignoring_case(more->charset, word->charset)) break;
      word->bytes += more->bytes;
      header.remove_prefix(blank + more->length);
    }
    append_word(out, decode_bytes(word->bytes, word->charset).text);
  }
  return out;
}

}  // namespace heed::read
