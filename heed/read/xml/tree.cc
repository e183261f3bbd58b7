#include "heed/read/xml/tree.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "heed/base/escape.h"
#include "heed/base/utf8.h"
#include "heed/read/ascii.h"
#include "heed/read/entity.h"
#include "heed/read/html/sanitise.h"
#include "heed/read/xml/doctype.h"

namespace heed::read::xml {
namespace {

constexpr int kDeepest = 256;
constexpr std::size_t kMostBindings = 256;      // of prefixes, in force at one place
constexpr std::size_t kMostExpanded = 1 << 16;  // bytes that entities may add to a document

struct Space {
  std::string_view uri;  // lower case; a longer one may follow where it ends in '*'
  std::string_view prefix;
};

constexpr std::array<Space, 27> kSpaces = {{
    {"http://backend.userland.com/rss*", ""},
    {"http://blogs.law.harvard.edu/tech/rss", ""},
    {"http://purl.org/rss/1.0/", ""},
    {"http://purl.org/net/rss1.1#", ""},
    {"http://my.netscape.com/rdf/simple/0.9/", ""},
    {"http://channel.netscape.com/rdf/simple/0.9/", ""},
    {"http://example.com/newformat#", ""},
    {"http://example.com/necho", ""},
    {"http://purl.org/echo/", ""},
    {"uri/of/echo/namespace#", ""},
    {"http://purl.org/pie/", ""},
    {"http://purl.org/atom/ns#", ""},
    {"http://www.w3.org/2005/atom", ""},
    {"http://purl.org/rss/1.0/modules/rss091#", ""},
    {"http://purl.org/dc/elements/1.*", "dc"},
    {"http://purl.org/dc/terms/", "dcterms"},
    {"http://purl.org/rss/1.0/modules/content/", "content"},
    {"http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"},
    {"http://example.com/dtds/podcast-1.0.dtd", "itunes"},
    {"http://search.yahoo.com/mrss*", "media"},
    {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"},
    {"http://www.w3.org/xml/1998/namespace", "xml"},
    {"http://www.w3.org/1999/xhtml", "xhtml"},
    {"http://rssnamespace.org/feedburner/ext/1.0", "feedburner"},
    {"http://purl.org/rss/1.0/modules/syndication/", "sy"},
    {"http://www.w3.org/2000/svg", "svg"},
    {"http://www.w3.org/1998/math/mathml", "math"},
}};

// The prefix that a namespace usually has; nothing for an unknown one.
const Space* known_space(std::string_view uri) {
  for (const auto& space : kSpaces) {
    const bool open = space.uri.ends_with('*');
    if (open ? uri.starts_with(space.uri.substr(0, space.uri.size() - 1)) : uri == space.uri) {
      return &space;
    }
  }
  return nullptr;
}

bool is_markup(std::string_view name) {
  const auto local = name.substr(name.find(':') + 1);
  return html::is_allowed(local) && (local == name || name.starts_with("xhtml:"));
}

// A text whose end tag is missing ended where an element began that is no HTML: that and what
// follows it are its siblings. `node` is the last child of its parent.
void end_where_text_does(html::Node& node) {
  const bool holds_all = node.parent->parent == nullptr || node.name == "channel";
  if (holds_all || !starts_with_text(node)) return;
  auto* last = node.first;
  while (last->next != nullptr && (last->next->is_text() || is_markup(last->next->name))) {
    last = last->next;
  }
  if (last->next == nullptr) return;
  for (auto* n = last->next; n != nullptr; n = n->next) n->parent = node.parent;
  node.next = std::exchange(last->next, nullptr);
  node.parent->last = std::exchange(node.last, last);
}

class Parser {
 public:
  Parser(Document& document, const Doctype& doctype, const Watcher& watcher)
      : document_(document), doctype_(doctype), watcher_(watcher), open_{&document.tree.root()} {}

  void start(html::Token& token) {
    const auto level = open_.size();
    declare_spaces(token.attributes, level);
    html::Node child;
    child.name = canonical(token.name, true);
    for (auto& a : token.attributes) {
      if (a.name.starts_with("xmlns")) continue;
      child.attributes.push_back({canonical(a.name, false), expanded(std::move(a.value))});
    }
    html::Node& node = document_.tree.add(*open_.back(), std::move(child));
    open_.push_back(&node);
    raw_names_.push_back(std::move(token.name));
    if (token.self_closing) close_to(level - 1, true);
  }

  void end(const std::string& name) {
    for (auto i = raw_names_.size(); i-- > 0;) {
      if (raw_names_[i] != name) continue;
      if (i + 1 != raw_names_.size()) document_.well_formed = false;
      return close_to(i, true);
    }
    document_.well_formed = false;
  }

  void finish() {
    if (!raw_names_.empty()) document_.well_formed = false;
    for (std::size_t i = 1; i < open_.size(); ++i) document_.unended.push_back(open_[i]->name);
    close_to(0, false);
  }

  void text(std::string text) {
    html::Node& parent = *open_.back();
    text = expanded(std::move(text));
    drop_controls(text);
    if (parent.last != nullptr && parent.last->is_text()) {
      parent.last->text += text;
    } else if (!text.empty()) {
      html::Node child;
      child.text = std::move(text);
      document_.tree.add(parent, std::move(child));
    }
  }

  bool too_deep() const { return open_.size() > kDeepest; }

 private:
  struct Binding {
    std::string prefix;
    const Space* space;  // null for one that is not known
    std::size_t level;
  };

  // Ends all open elements but the first `count`: the outermost of them by its end tag, where it
  // has one, the others without.
  void close_to(std::size_t count, bool has_end_tag) {
    for (; raw_names_.size() > count; raw_names_.pop_back(), open_.pop_back()) {
      html::Node& node = *open_.back();
      const bool ended = has_end_tag && raw_names_.size() == count + 1;
      if (watcher_ && watcher_(node)) {
        document_.tree.forget_below(node);
      } else if (!ended) {
        end_where_text_does(node);
      }
    }
    forget_spaces(count + 1);
  }

  void declare_spaces(const std::vector<html::Attribute>& attributes, std::size_t level) {
    for (const auto& a : attributes) {
      if (a.name != "xmlns" && !a.name.starts_with("xmlns:")) continue;
      if (bindings_.size() >= kMostBindings) return;
      auto uri = lower(trim(a.value));
      const auto prefix = a.name.size() > 6 ? a.name.substr(6) : std::string();
      bindings_.push_back({prefix, known_space(uri), level});
      if (level == 1 && prefix.empty()) document_.default_namespace = std::move(uri);
    }
  }

  void forget_spaces(std::size_t level) {
    while (!bindings_.empty() && bindings_.back().level >= level) bindings_.pop_back();
  }

  // Attributes without a prefix are in no namespace.
  std::string canonical(std::string_view name, bool element) const {
    const auto colon = name.find(':');
    const auto prefix = name.substr(0, colon == name.npos ? 0 : colon);
    if (prefix.empty() && !element) return std::string(name);
    const auto local = name.substr(colon + 1);  // npos + 1 is 0
    for (auto i = bindings_.rbegin(); i != bindings_.rend(); ++i) {
      if (i->prefix != prefix) continue;
      if (i->space == nullptr) break;
      return written(i->space->prefix, local);
    }
    return std::string(prefix == "atom" ? local : name);
  }

  static std::string written(std::string_view prefix, std::string_view local) {
    std::string out(prefix);
    if (!prefix.empty()) out += ':';
    return out += local;
  }

  // The entities of the document type, which the tokens left as they were.
  std::string expanded(std::string text) {
    if (doctype_.entities.empty() || text.find('&') == std::string::npos) return text;
    std::string out;
    for (std::string_view rest = text;;) {
      const auto amp = rest.find('&');
      out.append(rest.substr(0, amp));
      if (amp == rest.npos) return out;
      rest.remove_prefix(amp + 1);
      const auto end = rest.find_first_of("&;");
      const auto entity = doctype_.entities.find(rest.substr(0, end));
      const bool known = end != rest.npos && rest[end] == ';' && entity != doctype_.entities.end();
      if (known && added_ + entity->second.size() <= kMostExpanded) {
        added_ += entity->second.size();
        append_decoded(out, entity->second);
        rest.remove_prefix(end + 1);
      } else {
        out += '&';
      }
    }
  }

  Document& document_;
  const Doctype& doctype_;
  const Watcher& watcher_;
  std::vector<html::Node*> open_;
  std::vector<std::string> raw_names_;  // of open_ but the root, as the document has them
  std::vector<Binding> bindings_;
  std::size_t added_ = 0;
};

void append_inner(std::string& out, const html::Node& node) {
  for (const auto* child = node.first; child != nullptr; child = child->next) {
    if (child->is_text()) {
      append_escaped(out, child->text);
      continue;
    }
    const auto name = std::string_view(child->name).substr(child->name.find(':') + 1);
    (out += '<') += name;
    for (const auto& a : child->attributes) {
      ((out += ' ') += a.name) += "=\"";
      append_escaped(out, a.value);
      out += '"';
    }
    out += '>';
    append_inner(out, *child);
    if (!html::is_void(name)) ((out += "</") += name) += '>';
  }
}

}  // namespace

Result<Document> parse(std::string_view text, std::string_view where, const Watcher& watcher) {
  auto doctype = find_doctype(text, where);
  if (!doctype) return doctype.error();
  Document document;
  Parser parser(document, *doctype, watcher);
  for (const auto part : {text.substr(0, doctype->begin), text.substr(doctype->end)}) {
    html::Tokens tokens(part, html::Dialect::xml);
    html::Token token;
    while (!document.tree.is_full() && tokens.next(token)) {
      switch (token.kind) {
        case html::Token::Kind::text:
          parser.text(std::move(token.text));
          break;
        case html::Token::Kind::start:
          parser.start(token);
          break;
        case html::Token::Kind::end:
          parser.end(token.name);
          break;
      }
      if (parser.too_deep()) {
        return Error(Failure::bad_input, "XML is nested deeper than 256 levels", std::string(where),
                     "ask the publisher for a feed that is not");
      }
    }
  }
  document.is_cut = document.tree.is_full();
  parser.finish();
  return document;
}

const html::Node* root_element(const Document& document) {
  for (const auto* n = document.tree.root().first; n != nullptr; n = n->next) {
    if (!n->is_text()) return n;
  }
  return nullptr;
}

std::string raw_text(const html::Node& node) {
  if (node.first != nullptr && node.first == node.last && node.first->is_text()) {
    return node.first->text;
  }
  std::string out;
  html::walk(node, [&](const html::Node& n) { out += n.text; });
  return out;
}

std::string inner_html(const html::Node& node) {
  std::string out;
  append_inner(out, node);
  return out;
}

bool starts_with_text(const html::Node& node) {
  constexpr std::size_t kLongestIndent = 256;  // bytes
  if (node.first == nullptr || !node.first->is_text()) return false;
  return !trim(std::string_view(node.first->text).substr(0, kLongestIndent)).empty();
}

bool has_elements(const html::Node& node) {
  for (const auto* child = node.first; child != nullptr; child = child->next) {
    if (!child->is_text()) return true;
  }
  return false;
}

}  // namespace heed::read::xml
