// An HTML document as a tree, built by the rules that matter of the HTML Living Standard (section
// 13.2.6): void elements, implied ends of paragraphs, list items, cells and options, stray end
// tags. Nothing is invented: no html, head, body or tbody that isn't written. A tree owns its
// nodes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heed/read/html/tokens.h"

namespace heed::read::html {

struct Node {
  std::string name;  // lower case; empty for text
  std::string text;  // of a text node
  std::vector<Attribute> attributes;
  Node* parent = nullptr;
  Node* first = nullptr;  // child
  Node* last = nullptr;   // child
  Node* next = nullptr;   // sibling
  int depth = 0;
  unsigned number = 0;  // of an element within its tree, below elements(); of a text its parent's
  unsigned traits = 0;  // of the name, where a Builder made it: see element.h

  bool is_text() const { return name.empty(); }
  const std::string* get(std::string_view attribute_name) const {
    return attribute(attributes, attribute_name);
  }
};

class Tree {
 public:
  Tree();
  Tree(Tree&&) = default;
  Tree& operator=(Tree&&) = default;

  Node& root() { return blocks_[0][0]; }
  const Node& root() const { return blocks_[0][0]; }
  Node& add(Node& parent, Node child);  // as the last child
  // Removes what lies below a node after which no other was added but below it.
  void forget_below(Node& node);
  std::size_t elements() const { return elements_; }  // the root is one
  // No honest document has so many nodes and attributes; a hostile one is cut there.
  bool is_full() const { return size_ >= kMost; }

 private:
  static constexpr std::size_t kMost = 1 << 18;

  // Each block keeps to the room that it reserved, so that nodes stay where they are.
  std::vector<std::vector<Node>> blocks_;
  std::size_t elements_ = 1;
  std::size_t size_ = 0;  // nodes, two attributes as one
};

// Feeds tags and text to a tree. The tree that it makes of its own serialised tree is the same.
class Builder {
 public:
  explicit Builder(Tree& tree) : tree_(tree), open_{&tree.root()} {}

  void start(std::string name, std::vector<Attribute> attributes);
  void end(std::string_view name);
  void text(std::string text);

 private:
  void close_implied(std::string_view name, unsigned traits);
  bool close_up_to(std::string_view name, unsigned barriers);

  Tree& tree_;
  std::vector<Node*> open_;  // the root, then the elements that are open
};

Tree parse_html(std::string_view html);
Tree tree_of_lines(std::string_view text);  // plain text, each line of which is a paragraph

bool is_void(std::string_view name);   // br, img, …: no content, no end tag
bool is_block(std::string_view name);  // starts on a line of its own

std::string serialise(const Node& node);  // the children of the root, or the node itself
void append_html(std::string& out, const Node& node);  // the same, added
// One paragraph a line, white space folded; elements named `without` are left out.
std::string text_of(const Node& node, std::string_view without = {});
std::string inline_text_of(const Node& node);   // the same on one line
std::string plain_text(std::string_view html);  // inline_text_of its tree
// The same where less than 16 KiB of text lie below, else nothing: what is asked of every element
// would be asked of a long text once for each level of nesting.
std::optional<std::string> short_text_of(const Node& node);
const Node* find(const Node& from, std::string_view name);  // the first in document order, or null

// The first of `from` and all below it, in document order, that passes the test, or null; without
// recursion.
template <class Test>
const Node* first_where(const Node& from, Test&& test) {
  const Node* node = &from;
  for (;;) {
    if (test(*node)) return node;
    if (node->first != nullptr) {
      node = node->first;
      continue;
    }
    while (node != &from && node->next == nullptr) node = node->parent;
    if (node == &from) return nullptr;
    node = node->next;
  }
}

// The node itself or the nearest one around it that passes the test, or null.
template <class Test>
const Node* closest(const Node* node, Test&& test) {
  while (node != nullptr && !test(*node)) node = node->parent;
  return node;
}

// Calls visit(node) for `from` and all below it, in document order.
template <class Visit>
void walk(const Node& from, Visit&& visit) {
  first_where(from, [&](const Node& node) {
    visit(node);
    return false;
  });
}

}  // namespace heed::read::html
