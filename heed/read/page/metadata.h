// What a page says about itself: in JSON-LD, Open Graph, Dublin Core and other meta elements, in
// time elements, bylines and titles.
#pragma once

#include <optional>
#include <string>

#include "heed/base/time.h"
#include "heed/read/html/tree.h"

namespace heed::read {

struct Metadata {
  std::string title;  // without the name of the site
  std::string byline;
  std::string site;
  std::string language;   // a BCP 47 tag as declared, or ""
  std::string canonical;  // the address that the page wants to be known by, or ""
  std::optional<Time> published;
  std::string body;  // as JSON-LD gives it, HTML or plain text, or ""
};

// A day in a year after `now`'s next is not believed.
Metadata read_metadata(const html::Tree& page, std::optional<Time> now = {});

}  // namespace heed::read
