#include "heed/read/html/tree.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "heed/read/ascii.h"
#include "heed/read/html/element.h"

namespace heed::read::html {
namespace {

constexpr int kDeepest = 200;           // what lies deeper is laid flat
constexpr std::size_t kFirstBlock = 8;  // nodes
constexpr std::size_t kLargestBlock = 512;

// Of a node in the measure of a tree.
std::size_t weight(const Node& node) {
  return 1 + node.attributes.size() / 2;
}

}  // namespace

bool is_void(std::string_view name) {
  return (traits_of(name) & kIsVoid) != 0;
}

bool is_block(std::string_view name) {
  return (traits_of(name) & kIsBlock) != 0;
}

Tree::Tree() {
  blocks_.emplace_back().reserve(kFirstBlock);
  blocks_[0].emplace_back().name = "#root";
}

Node& Tree::add(Node& parent, Node child) {
  if (blocks_.back().size() == blocks_.back().capacity()) {
    const auto room = std::min(2 * blocks_.back().capacity(), kLargestBlock);
    blocks_.emplace_back().reserve(room);
  }
  size_ += weight(child);
  child.parent = &parent;
  child.depth = parent.depth + 1;
  child.number = child.is_text() ? parent.number : static_cast<unsigned>(elements_++);
  child.first = child.last = child.next = nullptr;
  Node& node = blocks_.back().emplace_back(std::move(child));
  (parent.last == nullptr ? parent.first : parent.last->next) = &node;
  parent.last = &node;
  return node;
}

void Tree::forget_below(Node& node) {
  const auto lies_in = [&](const std::vector<Node>& block) {
    return !std::less<>()(&node, block.data()) && std::less<>()(&node, block.data() + block.size());
  };
  const auto forget = [&](std::vector<Node>& block, std::ptrdiff_t from) {
    for (auto n = block.begin() + from; n != block.end(); ++n) {
      size_ -= weight(*n);
      elements_ -= n->is_text() ? 0 : 1;
    }
    block.erase(block.begin() + from, block.end());
  };
  for (; !lies_in(blocks_.back()); blocks_.pop_back()) forget(blocks_.back(), 0);
  auto& block = blocks_.back();
  forget(block, (&node - block.data()) + 1);
  node.first = node.last = nullptr;
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
  if (tree_.is_full()) return;
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

void Builder::text(std::string text) {
  if (text.empty() || tree_.is_full()) return;
  Node& parent = *open_.back();
  if (parent.last != nullptr && parent.last->is_text()) {
    parent.last->text += text;
    return;
  }
  Node child;
  child.text = std::move(text);
  tree_.add(parent, std::move(child));
}

Tree parse_html(std::string_view html) {
  Tree tree;
  Builder builder(tree);
  Tokens tokens(html);
  Token token;
  while (!tree.is_full() && tokens.next(token)) {
    switch (token.kind) {
      case Token::Kind::text:
        builder.text(std::move(token.text));
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

Tree tree_of_lines(std::string_view text) {
  Tree tree;
  Builder builder(tree);
  for (auto& line : split(text, "\n")) {
    builder.start("p", {});
    builder.text(std::move(line));
    builder.end("p");
  }
  return tree;
}

const Node* find(const Node& from, std::string_view name) {
  return first_where(from, [&](const Node& node) { return node.name == name; });
}

}  // namespace heed::read::html
