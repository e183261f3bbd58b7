#include "heed/read/feed/xml_feed.h"

#include <algorithm>
#include <charconv>

#include "heed/read/ascii.h"
#include "heed/read/feed/construct.h"
#include "heed/read/feed/entry.h"
#include "heed/read/url.h"

namespace heed::read::feed {
namespace {

bool is_item(std::string_view name) {
  return name == "item" || name == "entry";
}

bool starts_feed(const html::Node& node) {
  const auto& n = node.name;
  return node.depth <= 3 && (n == "rss" || n == "rdf:rdf" || n == "rdf" || n == "feed" ||
                             n == "channel" || n == "entry");
}

// Elements that hold items or others that do.
bool holds_items(std::string_view name) {
  return name == "channel" || name == "items" || name == "rss" || name == "feed";
}

// Where it starts, in a document that may wrap it in something else.
const html::Node* feed_element(const xml::Document& document) {
  const html::Node* found = nullptr;
  html::walk(document.tree.root(), [&](const html::Node& node) {
    if (found == nullptr && starts_feed(node)) found = &node;
  });
  return found;
}

// Where the feed starts that a node is an item of, or null where it is of none.
const html::Node* feed_around(const html::Node& item) {
  const html::Node* root = starts_feed(item) ? &item : nullptr;
  const html::Node* barred = nullptr;  // what no item is looked for within, but as the start
  constexpr int kMostTexts = 4;
  int texts = 0;
  for (const auto* n = item.parent; n != nullptr; n = n->parent) {
    if (is_item(n->name)) return nullptr;
    if (starts_feed(*n) && barred == nullptr) root = n;
    // A text that holds an item has lost its end tag; few ever do.
    if (barred != nullptr || holds_items(n->name)) continue;
    if (++texts > kMostTexts || !xml::starts_with_text(*n)) barred = n;
  }
  return root;
}

// Whether a link is the feed's, not an item's or that of an item's source.
bool is_of_feed(const html::Node& link) {
  for (const auto* n = link.parent; n != nullptr; n = n->parent) {
    if (is_item(n->name)) return false;
  }
  return link.depth <= 5;
}

// Where the document says that it lies: <link rel="self">, of Atom and of RSS that borrows it.
const std::string* own_address(const html::Node& link) {
  const auto* rel = link.get("rel");
  const auto* href = link.get("href");
  const bool own = rel != nullptr && *rel == "self" && href != nullptr && is_web_url(*href);
  return own ? href : nullptr;
}

// The page that a feed is about, where this link leads there: RSS writes the address as text.
std::optional<std::string> page_address(const html::Node& link) {
  const auto* href = link.get("href");
  if (href == nullptr) {
    const auto written = xml::raw_text(link);
    return trim(written).empty() ? std::nullopt : std::optional(std::string(trim(written)));
  }
  const auto* rel = link.get("rel");
  const auto* type = link.get("type");
  const bool page = type == nullptr || type->find("html") != std::string::npos;
  const bool leads = (rel == nullptr || *rel == "alternate") && page;
  return leads ? std::optional(*href) : std::nullopt;
}

void name_format(const html::Node& root, const xml::Document& document, Feed& feed) {
  const auto* version = root.get("version");
  const auto given = version == nullptr ? std::string() : std::string(trim(*version));
  const auto& space = document.default_namespace;
  if (root.name == "rss") {
    feed.format = "rss";
    feed.version = given;
  } else if (root.name == "rdf:rdf" || root.name == "rdf") {
    feed.format = "rdf";
    feed.version = space.find("rdf/simple/0.9") != std::string::npos ? "0.90" : "1.0";
  } else if (root.name == "channel") {
    const bool rss11 = space == "http://purl.org/net/rss1.1#";
    feed.format = rss11 ? "rdf" : "cdf";
    feed.version = rss11 ? "1.1" : "";
  } else {
    feed.format = "atom";
    feed.version = !given.empty() ? given : space == "http://www.w3.org/2005/atom" ? "1.0" : "";
  }
}

// -1 where it is no whole number.
int whole(std::string_view text) {
  int value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

class FeedReader {
 public:
  explicit FeedReader(Feed& feed) : feed_(feed), atom_(feed.format == "atom") {}

  void read(const html::Node& node, std::string_view base, int depth) {
    std::string own;
    const auto here = base_within(node, base, own);
    if (depth == 0) read_attributes(node, here);
    for (const auto* child = node.first; child != nullptr; child = child->next) {
      if (child->is_text() || is_item(child->name)) continue;
      if (holds_items(child->name)) {
        const bool starts = child->name == "rss" || child->name == "feed";
        read(*child, here, starts ? 0 : depth + 1);
      } else {
        read_field(*child, here);
      }
    }
    if (node.name == "channel") read_attributes(node, here);
    if (atom_) lend_authors(authors_within(node), feed_.items);  // RFC 4287, section 4.2.1
    if (depth == 0 && feed_.link.empty() && is_web_url(id_)) feed_.link = id_;
  }

 private:
  void read_attributes(const html::Node& node, std::string_view base) {
    if (const auto* language = node.get("xml:lang"); language && feed_.language.empty()) {
      feed_.language = trim(*language);
      std::replace(feed_.language.begin(), feed_.language.end(), '_', '-');
    }
    const auto* href = node.get("href");
    if (href != nullptr && feed_.link.empty()) feed_.link = resolve_url(base, *href);
  }

  void read_field(const html::Node& node, std::string_view outer) {
    std::string own;
    const auto base = base_within(node, outer, own);
    const auto guess = atom_ ? Assumed::plain : Assumed::guess;
    const auto& name = node.name;
    if (name == "title" || name == "dc:title") {
      if (feed_.title.empty()) feed_.title = read_construct(node, guess, base).plain();
    } else if (name == "link") {
      if (const auto page = page_address(node)) feed_.link = resolve_url(base, *page);
    } else if (name == "description" || name == "dc:description" || name == "subtitle" ||
               name == "tagline" || name == "abstract") {
      const bool html = name == "description" || name == "dc:description";
      describe(read_construct(node, html ? Assumed::html : guess, base).plain(), 3);
    } else if (name == "itunes:subtitle" || name == "itunes:summary" || name == "summary") {
      describe(read_construct(node, guess, base).plain(), 2);
    } else if (name == "info" || name == "feedburner:browserfriendly") {
      describe(read_construct(node, guess, base).plain(), 1);
    } else if (name == "ttl" || name.starts_with("sy:update") || name == "skiphours" ||
               name == "skipdays") {
      read_wish(node);
    } else if (name == "id") {
      id_ = fold_space(xml::raw_text(node));
    } else if (name == "language" || name == "dc:language") {
      feed_.language = fold_space(xml::raw_text(node));
    }
  }

  void read_wish(const html::Node& node) {
    const auto text = lower(fold_space(xml::raw_text(node)));
    if (node.name == "ttl") {
      if (const int minutes = whole(text); minutes > 0) feed_.ttl = std::chrono::minutes{minutes};
    } else if (node.name == "sy:updateperiod") {
      period_ = text == "hourly" ? 60 : text == "daily" ? 1440 : text == "weekly" ? 10080 : 0;
    } else if (node.name == "sy:updatefrequency") {
      frequency_ = std::max(1, whole(text));
    }
    if (period_ > 0) feed_.ttl = std::chrono::minutes{period_ / frequency_};
    for (const auto* child = node.first; child != nullptr; child = child->next) {
      const auto entry = lower(fold_space(xml::raw_text(*child)));
      if (child->name == "hour" && whole(entry) >= 0 && whole(entry) <= 24) {
        feed_.skip_hours.set(static_cast<std::size_t>(whole(entry) % 24));
      } else if (child->name == "day") {
        constexpr std::string_view kDays = "sunmontuewedthufrisat";
        const auto at = kDays.find(entry.substr(0, 3));
        if (entry.size() > 5 && at != std::string_view::npos) feed_.skip_days.set(at / 3);
      }
    }
  }

  // The element that is meant for it beats those that may stand in.
  void describe(std::string text, int rank) {
    if (text.empty() || rank <= described_) return;
    feed_.description = std::move(text);
    described_ = rank;
  }

  Feed& feed_;
  bool atom_;
  std::string id_;  // an address serves as the link where there is no other
  int period_ = 0;  // minutes
  int frequency_ = 1;
  int described_ = 0;
};

// Room for the items of a feed of short ones is made at once, for at most so many.
constexpr std::size_t kShortItem = 512;  // bytes
constexpr std::size_t kManyItems = 4096;

}  // namespace

XmlFeedReader::XmlFeedReader(std::string_view text, Addresses known)
    : addresses_(std::move(known)) {
  items_.reserve(std::min(text.size() / kShortItem, kManyItems));
}

std::string XmlFeedReader::base_at(const html::Node& node, const html::Node& root) const {
  if (&node == root.parent) return addresses_.document;
  std::string own;
  return std::string(base_within(node, base_at(*node.parent, root), own));
}

bool XmlFeedReader::take(const html::Node& ended) {
  if (is_item(ended.name)) {
    const auto* root = feed_around(ended);
    if (root == nullptr) return false;
    if (items_.size() == kMostItems) return true;
    Entry entry(root->name == "feed" || root->name == "entry");
    entry.read(ended, base_at(*ended.parent, *root));
    items_.push_back(entry.take(addresses_.site));
    return true;
  }
  const bool tells = ended.name == "link" && addresses_.document.empty() && is_of_feed(ended);
  if (tells) take_address(ended);
  return false;
}

void XmlFeedReader::take_address(const html::Node& link) {
  if (const auto* own = own_address(link)) {
    addresses_.document = *own;
    is_late_ = !items_.empty();
  } else if (addresses_.site.empty() && holds_items(link.parent->name)) {
    const auto page = page_address(link);
    if (!page || !is_web_url(*page)) return;
    addresses_.site = *page;
    is_late_ = !items_.empty();
  }
}

std::optional<Feed> XmlFeedReader::finish(const xml::Document& document) {
  const auto* root = feed_element(document);
  if (root == nullptr) return std::nullopt;
  Feed feed;
  feed.items = std::move(items_);
  name_format(*root, document, feed);
  if (!is_item(root->name)) FeedReader(feed).read(*root, addresses_.document, 0);
  lend_language(feed.language, feed.items);
  if (!is_safe_link(feed.link)) feed.link.clear();
  if (document.is_cut || feed.items.size() == kMostItems) {
    feed.warnings.emplace_back(kCut);
  }
  feed.breaks_off = !document.is_cut && !document.unended.empty();
  if (feed.breaks_off) {
    feed.warnings.emplace_back(kBreaksOff);
    const bool within = std::any_of(document.unended.begin(), document.unended.end(), is_item);
    if (within && !feed.items.empty()) feed.items.back().breaks_off = true;
  }
  if (!document.well_formed) feed.warnings.push_back("not well-formed XML; read all the same");
  return feed;
}

}  // namespace heed::read::feed
