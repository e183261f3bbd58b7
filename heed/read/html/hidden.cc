#include "heed/read/html/hidden.h"

#include <string>
#include <string_view>

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

}  // namespace

bool is_hidden(const Node& node) {
  if (node.get("hidden") != nullptr) return true;
  const auto rules = style_of(node);
  return says(rules, "display:none") || says(rules, "visibility:hidden");
}

bool drop_where(Node& node, const std::function<bool(const Node&)>& test) {
  bool dropped = false;
  node.last = nullptr;
  for (auto** next = &node.first; *next != nullptr;) {
    auto& child = **next;
    if (test(child)) {
      *next = child.next;
      dropped = true;
      continue;
    }
    dropped = drop_where(child, test) || dropped;
    node.last = &child;
    next = &child.next;
  }
  return dropped;
}

bool drop_hidden(Node& node) {
  return drop_where(node, [](const Node& child) { return is_hidden(child) || is_folded(child); });
}

}  // namespace heed::read::html
