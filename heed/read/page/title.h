// The headline of a page, weighed from what the page calls itself in several places: what it states
// for machines is at times the name of a section, a heading that of the site, and its title element
// holds both. What several of them say is the headline.
#pragma once

#include <string>
#include <vector>

namespace heed::read {

struct TitleClaims {
  std::vector<std::string> stated;    // in JSON-LD, Open Graph and the like, most trusted first
  std::string element;                // <title>
  std::vector<std::string> headings;  // h1, but those that bear the name of the site
  std::vector<std::string> sites;     // names of the site
};

// Without the name of the site, unless the page has no other; "" where there are no claims.
std::string choose_title(const TitleClaims& claims);

}  // namespace heed::read
