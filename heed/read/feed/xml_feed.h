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

class XmlFeedReader {
 public:
  // `url` is where the document `text` came from, or "".
  XmlFeedReader(std::string_view text, std::string_view url);

  // Reads an item where the element that ended is one of a feed; what a Watcher does.
  bool take(const html::Node& ended);

  // Where the feed says that it lies, if it said so only after items whose links are seen from
  // there: it is to be read once more, as one that came from there. Null where it need not be.
  const std::string* late_address() const { return is_late_ ? &base_ : nullptr; }

  // With the items that were taken; nothing where the document is no feed.
  std::optional<Feed> finish(const xml::Document& document);

 private:
  // What relative addresses at a node below `root` start from.
  std::string base_at(const html::Node& node, const html::Node& root) const;

  std::string base_;  // of the document: where it lies, or says that it does
  bool is_late_ = false;
  std::vector<Item> items_;
};

}  // namespace heed::read::feed
