#include "heed/read/html/tree.h"

#include <algorithm>

#include "heed/read/ascii.h"
#include "heed/read/entity.h"

namespace heed::read::html {
namespace {

constexpr int kDeepest = 200;  // what lies deeper is laid flat

// Lists of names are strings with a blank around each name: short to write, quick enough to search.
bool among(std::string_view name, std::string_view list) {
  for (auto at = list.find(name); at != std::string_view::npos; at = list.find(name, at + 1)) {
    if (list[at - 1] == ' ' && list[at + name.size()] == ' ') return true;
  }
  return false;
}

constexpr std::string_view kVoid =
    " area base basefont bgsound br col command embed frame hr image img input keygen link meta "
    "param source track wbr ";

constexpr std::string_view kBlock =
    " address article aside blockquote body caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend "
    "li main menu nav ol optgroup option p pre section summary table tbody td tfoot th thead tr "
    "ul ";

// Starting one of these ends an open paragraph.
constexpr std::string_view kEndsParagraph =
    " address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section "
    "summary table ul ";

// No end tag and no implied end reaches past these.
constexpr std::string_view kScope = " table td th caption object button #root ";
constexpr std::string_view kListScope = " ul ol dl table td th caption object blockquote #root ";
constexpr std::string_view kTableScope = " table #root ";

constexpr std::string_view kFormatting =
    " abbr b big cite code del em font i ins kbd mark q s samp small span strike strong sub sup tt "
    "u var ";

constexpr std::string_view kHeadings = " h1 h2 h3 h4 h5 h6 ";

}  // namespace

bool is_void(std::string_view name) {
  return among(name, kVoid);
}

bool is_block(std::string_view name) {
  return among(name, kBlock);
}

Node& Tree::add(Node& parent, Node child) {
  child.parent = &parent;
  child.depth = parent.depth + 1;
  child.first = child.last = child.next = nullptr;
  nodes_.push_back(std::move(child));
  Node& node = nodes_.back();
  (parent.last == nullptr ? parent.first : parent.last->next) = &node;
  parent.last = &node;
  return node;
}

// Ends the nearest open `name` and all within it, unless a barrier lies between.
bool Builder::close_up_to(std::string_view name, std::string_view barriers) {
  for (auto i = open_.size(); i-- > 1;) {
    if (open_[i]->name == name) {
      open_.resize(i);
      return true;
    }
    if (among(open_[i]->name, barriers)) return false;
  }
  return false;
}

void Builder::close_implied(std::string_view name) {
  if (among(name, kEndsParagraph)) close_up_to("p", kScope);
  if (among(name, kHeadings) && among(open_.back()->name, kHeadings)) open_.pop_back();
  if (name == "li") close_up_to("li", kListScope);
  if (name == "dd" || name == "dt") close_up_to("dd", kListScope) || close_up_to("dt", kListScope);
  if (name == "a") close_up_to("a", kScope);
  if (name == "option" || name == "optgroup") close_up_to("option", kScope);
  if (name == "td" || name == "th")
    close_up_to("td", kTableScope) || close_up_to("th", kTableScope);
  if (name == "tr") close_up_to("tr", kTableScope);
  if (name == "tbody" || name == "thead" || name == "tfoot") {
    close_up_to("tbody", kTableScope) || close_up_to("thead", kTableScope) ||
        close_up_to("tfoot", kTableScope);
  }
}

void Builder::start(std::string name, std::vector<Attribute> attributes) {
  close_implied(name);
  if (open_.back()->depth >= kDeepest && !is_void(name)) return;
  Node child;
  child.name = std::move(name);
  child.attributes = std::move(attributes);
  Node& node = tree_.add(*open_.back(), std::move(child));
  if (!is_void(node.name)) open_.push_back(&node);
}

void Builder::end(std::string_view name) {
  if (name == "br") return start("br", {});
  if (name == "html" || name == "body" || is_void(name)) return;
  const bool of_table = among(name, " td th tr tbody thead tfoot caption table ");
  if (!among(name, kFormatting)) {
    close_up_to(name, of_table && name != "table" ? kTableScope : of_table ? " #root " : kScope);
    return;
  }
  // Formatting that ends within a block which began inside it: the block stays open.
  for (auto i = open_.size(); i-- > 1;) {
    if (open_[i]->name == name) {
      const bool block_within =
          std::any_of(open_.begin() + static_cast<std::ptrdiff_t>(i), open_.end(),
                      [](const Node* node) { return is_block(node->name); });
      if (!block_within) return open_.resize(i);
      open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
    if (among(open_[i]->name, kScope)) return;
  }
}

void Builder::text(std::string_view text) {
  if (text.empty()) return;
  Node& parent = *open_.back();
  if (parent.last != nullptr && parent.last->is_text()) {
    parent.last->text += text;
    return;
  }
  Node child;
  child.text = text;
  tree_.add(parent, std::move(child));
}

Tree parse_html(std::string_view html) {
  Tree tree;
  Builder builder(tree);
  Tokens tokens(html);
  Token token;
  while (tokens.next(token)) {
    switch (token.kind) {
      case Token::Kind::text:
        builder.text(token.text);
        break;
      case Token::Kind::end:
        builder.end(token.name);
        break;
      case Token::Kind::start:
        builder.start(std::move(token.name), std::move(token.attributes));
        break;
    }
  }
  return tree;
}

const Node* find(const Node& from, std::string_view name) {
  const Node* found = nullptr;
  walk(from, [&](const Node& node) {
    if (found == nullptr && node.name == name) found = &node;
  });
  return found;
}

}  // namespace heed::read::html
