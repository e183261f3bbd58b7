// Feeds in XML: RSS 0.90 to 2.0, RDF (RSS 1.0), Atom 0.3 and 1.0, the Channel Definition Format.
// Items are read while the document is parsed, each when it ends; the rest afterwards.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heed/read/item.h"
#include "heed/read/xml/tree.h"

namespace heed::read::feed {

// What relative links are seen from: where the feed's document lies and, where nobody knows that,
// the page that it is about. "" where unknown.
struct Addresses {
  std::string document;
  std::string site;
};

class XmlFeedReader {
 public:
  // `known`: as far as it is, before the document `text` is read.
  XmlFeedReader(std::string_view text, Addresses known);

  // Reads an item where the element that ended is one of a feed; what a Watcher does.
  bool take(const html::Node& ended);

  // What was known and what the feed says. Where it is late, the feed said so only after items
  // whose links are seen from there: it is to be read once more, by a reader that knows.
  const Addresses& addresses() const { return addresses_; }
  bool is_late() const { return is_late_; }

  // With the items that were taken; nothing where the document is no feed.
  std::optional<Feed> finish(const xml::Document& document);

 private:
  void take_address(const html::Node& link);
  // What relative addresses at a node below `root` start from.
  std::string base_at(const html::Node& node, const html::Node& root) const;

  Addresses addresses_;
  bool is_late_ = false;
  std::vector<Item> items_;
};

}  // namespace heed::read::feed
