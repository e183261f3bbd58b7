#include "heed/base/json_writer.h"

#include <nlohmann/json.hpp>
#include <ostream>

#include "heed/base/eight_bytes.h"
#include "heed/base/utf8.h"

namespace heed {
namespace {

constexpr std::size_t kEnough = 1 << 16;  // bytes to write at once

void append_escape(std::string& out, char c) {
  constexpr std::string_view kShort = "\"\"\\\\\bb\ff\nn\rr\tt";
  const auto at = kShort.find(c);
  if (at != std::string_view::npos) {
    (out += '\\') += kShort[at + 1];
    return;
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  ((out += "\\u00") += kHex[byte >> 4]) += kHex[byte & 15];
}

std::size_t find_escaped(std::string_view text, std::size_t at) {
  return find_byte(
      text, at,
      [](std::uint64_t eight) {
        return marks_below(eight, ' ') | marks_equal(eight, '"') | marks_equal(eight, '\\');
      },
      [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '"' || c == '\\'; });
}

}  // namespace

// Runs that need no escape are copied whole: most of what a document holds is long text.
void append_json(std::string& out, std::string_view text) {
  if (!is_utf8(text)) return append_json(out, repair_utf8(text));
  out += '"';
  for (std::size_t at = 0;;) {
    const auto end = find_escaped(text, at);
    out.append(text.substr(at, end - at));
    if (end == text.size()) break;
    append_escape(out, text[end]);
    at = end + 1;
  }
  out += '"';
}

JsonWriter::JsonWriter(std::ostream& out) : out_(out) {
  text_.reserve(kEnough + kEnough / 4);
}

JsonWriter::~JsonWriter() {
  out_ << text_;
}

void JsonWriter::separate() {
  if (comma_) text_ += ',';
  if (text_.size() < kEnough) return;
  out_ << text_;
  text_.clear();
}

JsonWriter& JsonWriter::begin(char bracket) {
  separate();
  text_ += bracket;
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end(char bracket) {
  text_ += bracket;
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::name(std::string_view name) {
  separate();
  ((text_ += '"') += name) += "\":";
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view text) {
  separate();
  append_json(text_, text);
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(const Json& value) {
  separate();
  text_ += to_line(value);
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::null() {
  separate();
  text_ += "null";
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::line() {
  text_ += '\n';
  comma_ = false;
  return *this;
}

}  // namespace heed
