#include "heed/base/utf8.h"

#include <cstring>

namespace heed {

Decoded decode_utf8(std::string_view bytes) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};

  // The second byte's range excludes overlong forms, surrogates and code points over U+10FFFF.
  std::size_t length = 0;
  unsigned low = 0x80;
  unsigned high = 0xBF;
  char32_t value = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
    value = lead & 0x1F;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    value = lead & 0x0F;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    value = lead & 0x07;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return {0xFFFD, 1, false};
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (i >= bytes.size() || byte(i) < low || byte(i) > high) return {0xFFFD, i, false};
    value = (value << 6) | (byte(i) & 0x3F);
    low = 0x80;
    high = 0xBF;
  }
  return {value, length, true};
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t bits) { out += static_cast<char>(bits); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

bool is_utf8(std::string_view bytes) {
  for (auto at = ascii_length(bytes); at < bytes.size();) {
    const auto decoded = decode_utf8(bytes.substr(at));
    if (!decoded.well_formed) return false;
    at += decoded.length;
    at += ascii_length(bytes.substr(at));
  }
  return true;
}

std::size_t ascii_length(std::string_view bytes) {
  std::size_t at = 0;
  for (std::uint64_t eight = 0; at + 8 <= bytes.size(); at += 8) {
    std::memcpy(&eight, bytes.data() + at, 8);
    if ((eight & 0x8080808080808080u) != 0) break;
  }
  while (at < bytes.size() && static_cast<signed char>(bytes[at]) >= 0) ++at;
  return at;
}

std::string repair_utf8(std::string_view bytes) {
  if (is_utf8(bytes)) return std::string(bytes);
  std::string out;
  out.reserve(bytes.size() + 16);
  while (!bytes.empty()) {
    const auto decoded = decode_utf8(bytes);
    if (decoded.well_formed) {
      out.append(bytes.substr(0, decoded.length));
    } else {
      append_utf8(out, 0xFFFD);
    }
    bytes.remove_prefix(decoded.length);
  }
  return out;
}

std::string_view start_of_utf8(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

}  // namespace heed
