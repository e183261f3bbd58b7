// Bytes of a foreign document to UTF-8. What documents say about their encoding is often wrong, so
// the claims are weighed: a byte order mark, bytes that are valid UTF-8, the HTTP header, the XML
// prolog or HTML meta, and at last a guess from the bytes' statistics.
#pragma once

#include <string>
#include <string_view>

namespace heed::read {

struct Decoding {
  std::string text;      // well-formed UTF-8 without a byte order mark or NULs
  std::string encoding;  // what the bytes were taken for, as ICU names it
  std::string warning;   // where a claim was false or bytes had to be replaced, or ""
};

// `http_charset` is the charset parameter of a Content-Type header, or "".
Decoding decode_bytes(std::string_view bytes, std::string_view http_charset = {});

// Whether that is sure to give the very bytes, and nothing to warn of: most documents need no copy.
bool is_decoded(std::string_view bytes, std::string_view http_charset);

// UTF-8 without its byte order mark.
std::string_view without_mark(std::string_view bytes);

// The value of the charset parameter in a Content-Type header, or "".
std::string charset_of(std::string_view content_type);

// Undoes the commonest double mistake: UTF-8 that was taken for ISO 8859-1 and encoded once more;
// and then mend_controls.
std::string mend_text(std::string text);

// Leaves no control in the text that a terminal could obey. Those of C1 are characters of
// windows-1252 that somebody took for ISO 8859-1.
void mend_controls(std::string& text);

}  // namespace heed::read
