#include "heed/read/opml/opml.h"

#include <set>

#include "heed/read/ascii.h"
#include "heed/read/charset.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

constexpr std::size_t kMostSubscriptions = 20'000;
constexpr std::size_t kLongestPath = 500;  // bytes of folders that each subscription keeps

std::string attribute_of(const html::Node& node, std::initializer_list<std::string_view> names) {
  for (const auto name : names) {
    if (const auto* value = node.get(name); value != nullptr && !trim(*value).empty()) {
      auto text = std::string(trim(*value));
      mend_controls(text);
      return text;
    }
  }
  return {};
}

// How FreshRSS makes a feed of what is none: "HTML+XPath", "JSON+DotNotation" and the like.
bool is_scraped(const html::Node& node) {
  const auto type = lower(attribute_of(node, {"type"}));
  return type.find("+xpath") != type.npos || type.find("+dot") != type.npos;
}

class Reader {
 public:
  Reader(SubscriptionList& list, std::string_view where) : list_(list), where_(where) {}

  void read(const html::Node& node) {
    for (const auto* child = node.first; child != nullptr; child = child->next) {
      if (child->is_text()) continue;
      if (child->name == "outline") {
        read_outline(*child);
      } else if (child->name == "title" && list_.title.empty()) {
        list_.title = mend_text(fold_space(xml::raw_text(*child)));
      } else {
        read(*child);
      }
    }
  }

 private:
  void read_outline(const html::Node& node) {
    auto title = fold_space(attribute_of(node, {"title", "text"}));
    const auto url = attribute_of(node, {"xmlurl", "feedurl"});
    if (!url.empty() && is_scraped(node)) {
      ++list_.skipped;
    } else if (!url.empty()) {
      add(url, title, node);
    } else if (node.first == nullptr) {
      // Some lists keep the feed's address in url; a link to a page is no subscription.
      const auto type = lower(attribute_of(node, {"type"}));
      const auto plain = attribute_of(node, {"url"});
      if (!plain.empty() && type != "link") add(plain, title, node);
    }
    if (node.first == nullptr) return;
    const auto size = title.size();
    const bool folder = url.empty() && size > 0 && path_ + size <= kLongestPath;
    if (folder) folders_.push_back(std::move(title));
    path_ += folder ? size : 0;
    read(node);
    path_ -= folder ? size : 0;
    if (folder) folders_.pop_back();
  }

  void add(const std::string& url, const std::string& title, const html::Node& node) {
    if (list_.subscriptions.size() + list_.refused.size() >= kMostSubscriptions) return;
    // feed: stands for http:, with or without slashes, or before a whole address.
    auto address = url;
    if (starts_ignoring_case(address, "feed:")) {
      address.erase(0, 5);
      if (address.starts_with("//")) address.insert(0, "http:");
    }
    if (!is_web_url(address)) {
      list_.refused.emplace_back(Failure::bad_input, "not an address of the web: " + shown_url(url),
                                 std::string(where_), "subscribe to http or https addresses");
      return;
    }
    if (!seen_.insert(address).second) return;
    const auto site = attribute_of(node, {"htmlurl"});
    list_.subscriptions.push_back({address, title, is_web_url(site) ? site : "", folders_});
  }

  SubscriptionList& list_;
  std::string_view where_;
  std::vector<std::string> folders_;
  std::size_t path_ = 0;  // bytes of the names of folders_
  std::set<std::string> seen_;
};

}  // namespace

SubscriptionList read_opml(const html::Node& root, std::string_view where) {
  SubscriptionList list;
  Reader(list, where).read(root);
  return list;
}

}  // namespace heed::read
