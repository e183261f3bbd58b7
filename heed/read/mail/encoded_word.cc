#include "heed/read/mail/encoded_word.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "heed/read/ascii.h"
#include "heed/read/base64.h"

namespace heed::read {
namespace {

struct Word {
  std::string_view charset;
  std::string bytes;
  std::size_t length = 0;  // in the header
};

// The Base64 word with which the text begins. Each of its parts ends at a "?", so that looking for
// one at every "=?" takes no longer than the text is.
std::optional<Word> base64_word(std::string_view text) {
  constexpr std::string_view kStart = "=?", kBetween = "?B?", kEnd = "?=";
  if (!text.starts_with(kStart)) return std::nullopt;
  const auto encoding = text.find('?', kStart.size());
  if (encoding == text.npos) return std::nullopt;
  const auto begin = encoding + kBetween.size();
  if (!same_ignoring_case(text.substr(encoding, kBetween.size()), kBetween)) return std::nullopt;
  const auto end = text.find('?', begin);
  if (end == text.npos || !text.substr(end).starts_with(kEnd)) return std::nullopt;
  auto bytes = decode_base64(text.substr(begin, end - begin));
  if (!bytes) return std::nullopt;
  return Word{text.substr(kStart.size(), encoding - kStart.size()), std::move(*bytes),
              end + kEnd.size()};
}

// In the other encoding of RFC 2047, which is shorter to write.
void append_word(std::string& out, const Word& word) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  out.append("=?").append(word.charset).append("?Q?");
  for (const char c : word.bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out.append({'=', kDigits[byte >> 4], kDigits[byte & 0xF]});
  }
  out += "?=";
}

}  // namespace

std::string join_encoded_words(std::string_view header) {
  std::string out;
  while (!header.empty()) {
    auto word = base64_word(header);
    if (!word) {
      const auto next = header.find("=?", 1);
      out += header.substr(0, next);
      header.remove_prefix(std::min(next, header.size()));
      continue;
    }
    const auto first = header.substr(0, word->length);
    header.remove_prefix(word->length);
    bool alone = true;
    for (;;) {
      const auto blank = std::min(header.find_first_not_of(" \t\r\n"), header.size());
      const auto more = base64_word(header.substr(blank));
      if (!more || !same_ignoring_case(more->charset, word->charset)) break;
      word->bytes += more->bytes;
      header.remove_prefix(blank + more->length);
      alone = false;
    }
    if (alone) {
      out += first;
    } else {
      append_word(out, *word);
    }
  }
  return out;
}

}  // namespace heed::read
