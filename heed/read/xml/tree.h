// An XML document as a tree, for documents that ought to be XML and often aren't: end tags that
// miss or cross, bare ampersands, undeclared prefixes, HTML written straight into text. Nothing is
// ever loaded or expanded: of a document type only short, plain entities are taken, and one that
// defines entities by other entities or from outside is refused.
//
// Why not libxml2: when it recovers it pops whatever element is open, without telling which end tag
// it saw, so that one stray <br> in a description makes every later item a child of the first.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "heed/base/error.h"
#include "heed/read/html/tree.h"

namespace heed::read::xml {

// Names are in lower case and begin with the usual prefix of their namespace, whatever the document
// calls it: "title" in every version of RSS and Atom, "dc:date", "content:encoded", "media:group",
// "itunes:duration", "rdf:about", "xhtml:div". A prefix of an unknown namespace stays as written.
struct Document {
  html::Tree tree;
  std::string default_namespace;  // of the root element, lower case
  bool well_formed = true;
  bool is_cut = false;  // after as many nodes as a tree holds
  std::vector<std::string>
      unended;  // names of the elements within which the text ends, from the root
};

// Told of each element when it ends, with all that it holds, inner ones first; its ancestors are
// known, too. True where it has been dealt with: what lies below it is then given back, so that a
// long document of many small parts never lies in memory as a whole.
using Watcher = std::function<bool(const html::Node& ended)>;

// `text` is UTF-8. Refuses documents that are nested deeper than 256 levels.
Result<Document> parse(std::string_view text, std::string_view where, const Watcher& watcher = {});

const html::Node* root_element(const Document& document);  // null where there is none

// All text below a node, as it is.
std::string raw_text(const html::Node& node);
// The markup inside a node as HTML: prefixes gone.
std::string inner_html(const html::Node& node);
bool has_elements(const html::Node& node);
bool starts_with_text(const html::Node& node);  // more than white space

}  // namespace heed::read::xml
