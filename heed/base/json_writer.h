// JSON written piece by piece into a stream, for documents too large to be built first. Commas come
// by themselves; that names and values take turns and every begin has its end is the caller's part.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

#include "heed/base/json.h"

namespace heed {

// The text in quotes, its escapes as short as JSON has them; ill-formed UTF-8 becomes U+FFFD.
void append_json(std::string& out, std::string_view text);

class JsonWriter {
 public:
  explicit JsonWriter(std::ostream& out);
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;
  ~JsonWriter();  // writes what is left

  JsonWriter& begin(char bracket);          // '{' or '['
  JsonWriter& end(char bracket);            // '}' or ']'
  JsonWriter& name(std::string_view name);  // one of ours: nothing in it needs an escape
  JsonWriter& text(std::string_view text);
  JsonWriter& value(const Json& value);
  JsonWriter& null();
  JsonWriter& line();  // ends a document

 private:
  void separate();

  std::ostream& out_;
  std::string text_;
  bool comma_ = false;  // before the next name or value
};

}  // namespace heed
