#include "heed/read/html/tree.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "heed/read/ascii.h"

namespace heed::read::html {
namespace {

constexpr int kDeepest = 200;  // what lies deeper is laid flat

// Lists of names, a blank between them.
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

constexpr std::string_view kCells = " td th tr tbody thead tfoot caption ";

enum Trait : unsigned {
  kIsVoid = 1,
  kIsBlock = 2,
  kEndsP = 4,
  kBounds = 8,
  kBoundsLists = 16,
  kBoundsTables = 32,
  kFormats = 64,
  kHeads = 128,
  kIsCell = 256,
};

std::unordered_map<std::string_view, unsigned> make_traits() {
  const std::pair<std::string_view, unsigned> lists[] = {
      {kVoid, kIsVoid},        {kBlock, kIsBlock},         {kEndsParagraph, kEndsP},
      {kScope, kBounds},       {kListScope, kBoundsLists}, {kTableScope, kBoundsTables},
      {kFormatting, kFormats}, {kHeadings, kHeads},        {kCells, kIsCell}};
  std::unordered_map<std::string_view, unsigned> traits;
  for (auto [list, trait] : lists) {
    while ((list = trim(list)).size() > 0) {
      const auto name = list.substr(0, list.find(' '));
      traits[name] |= trait;
      list.remove_prefix(name.size());
    }
  }
  return traits;
}

unsigned traits_of(std::string_view name) {
  static const auto traits = make_traits();
  const auto found = traits.find(name);
  return found == traits.end() ? 0 : found->second;
}

}  // namespace

bool is_void(std::string_view name) {
  return (traits_of(name) & kIsVoid) != 0;
}

bool is_block(std::string_view name) {
  return (traits_of(name) & kIsBlock) != 0;
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
bool Builder::close_up_to(std::string_view name, unsigned barriers) {
  for (auto i = open_.size(); i-- > 1;) {
    if (open_[i]->name == name) {
      open_.resize(i);
      return true;
    }
    if ((open_[i]->traits & barriers) != 0) return false;
  }
  return false;
}

void Builder::close_implied(std::string_view name, unsigned traits) {
  if ((traits & kEndsP) != 0) close_up_to("p", kBounds);
  if ((traits & open_.back()->traits & kHeads) != 0) open_.pop_back();
  if (name == "li") close_up_to("li", kBoundsLists);
  if (name == "dd" || name == "dt")
    close_up_to("dd", kBoundsLists) || close_up_to("dt", kBoundsLists);
  if (name == "a") close_up_to("a", kBounds);
  if (name == "option" || name == "optgroup") close_up_to("option", kBounds);
  if (name == "td" || name == "th")
    close_up_to("td", kBoundsTables) || close_up_to("th", kBoundsTables);
  if (name == "tr") close_up_to("tr", kBoundsTables);
  if (name == "tbody" || name == "thead" || name == "tfoot") {
    close_up_to("tbody", kBoundsTables) || close_up_to("thead", kBoundsTables) ||
        close_up_to("tfoot", kBoundsTables);
  }
}

void Builder::start(std::string name, std::vector<Attribute> attributes) {
  const unsigned traits = traits_of(name);
  close_implied(name, traits);
  const bool is_void_element = (traits & kIsVoid) != 0;
  if (open_.back()->depth >= kDeepest && !is_void_element) return;
  Node child;
  child.name = std::move(name);
  child.traits = traits;
  child.attributes = std::move(attributes);
  Node& node = tree_.add(*open_.back(), std::move(child));
  if (!is_void_element) open_.push_back(&node);
}

void Builder::end(std::string_view name) {
  if (name == "br") return start("br", {});
  const unsigned traits = traits_of(name);
  if (name == "html" || name == "body" || (traits & kIsVoid) != 0) return;
  if ((traits & kFormats) == 0) {
    const unsigned barriers = name == "table"           ? 0u
                              : (traits & kIsCell) != 0 ? kBoundsTables
                                                        : kBounds;
    close_up_to(name, barriers);
    return;
  }
  // Formatting that ends within a block which began inside it: the block stays open.
  for (auto i = open_.size(); i-- > 1;) {
    if (open_[i]->name == name) {
      const bool block_within =
          std::any_of(open_.begin() + static_cast<std::ptrdiff_t>(i), open_.end(),
                      [](const Node* node) { return (node->traits & kIsBlock) != 0; });
      if (!block_within) return open_.resize(i);
      open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
    if ((open_[i]->traits & kBounds) != 0) return;
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
