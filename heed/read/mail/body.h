// What a message says. Its tree of parts is read as RFC 2046 means it: of alternatives the best, of
// related parts their root (RFC 2387), of a report its words (RFC 6522), of anything else every
// part in order; text in a form that we don't know as plain text, where there is none that we do. A
// message within it, as in a digest, comes under its own subject and sender. Files that travel
// along are left out, unless there is nothing else.
#pragma once

#include <gmime/gmime.h>

#include <string>

namespace heed::read {

struct MailBody {
  std::string html;     // not sanitised, but without what it hides
  std::string charset;  // of its first part: as declared, or else as guessed
  std::string address;  // where it says to be on the web, or ""
  bool has_files = false;
};

// At most 32 levels and 1,000 parts are looked at.
MailBody body_of(GMimeMessage* message);

// The first part in HTML, as UTF-8, or "".
std::string html_of(GMimeMessage* message);

}  // namespace heed::read
