#include "heed/read/html/hidden.h"

#include "heed/read/ascii.h"

namespace heed::read::html {
namespace {

// Of its attribute, in lower case without white space.
std::string style_of(const Node& node) {
  const auto* style = node.get("style");
  if (style == nullptr) return {};
  auto rules = lower(*style);
  std::erase_if(rules, is_space);
  return rules;
}

bool says(const std::string& rules, std::string_view what) {
  return rules.find(what) != std::string::npos;
}

bool is_folded(const Node& node) {
  const auto rules = style_of(node);
  return says(rules, "max-height:0") && says(rules, "overflow:hidden");
}

// Whether there was something.
bool drop_hidden(Node& node) {
  bool dropped = false;
  node.last = nullptr;
  for (auto** next = &node.first; *next != nullptr;) {
    auto& child = **next;
    if (is_hidden(child) || is_folded(child)) {
      *next = child.next;
      dropped = true;
      continue;
    }
    dropped = drop_hidden(child) || dropped;
    node.last = &child;
    next = &child.next;
  }
  return dropped;
}

}  // namespace

bool is_hidden(const Node& node) {
  if (node.get("hidden") != nullptr) return true;
  const auto rules = style_of(node);
  return says(rules, "display:none") || says(rules, "visibility:hidden");
}

std::string without_hidden(std::string_view html) {
  auto tree = parse_html(html);
  return drop_hidden(tree.root()) ? serialise(tree.root()) : std::string(html);
}

}  // namespace heed::read::html
