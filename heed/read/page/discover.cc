#include "heed/read/page/discover.h"

#include <algorithm>

#include "heed/read/ascii.h"
#include "heed/read/html/base.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

constexpr std::size_t kMostFeeds = 100;  // of a page

using Types = std::initializer_list<std::string_view>;

// Of feeds alone; and of whatever is written in XML or JSON.
const Types kFeedTypes = {"application/rss+xml",    "application/atom+xml",
                          "application/feed+json",  "application/rdf+xml",
                          "application/x.atom+xml", "application/x-atom+xml"};
const Types kWideTypes = {"application/json", "application/xml", "text/xml"};

bool is_one_of(const Types& types, const std::string* type) {
  if (type == nullptr) return false;
  const auto name = lower(trim(type->substr(0, type->find(';'))));
  return std::find(types.begin(), types.end(), name) != types.end();
}

bool has_word(const std::string* list, std::string_view word) {
  if (list == nullptr) return false;
  const auto words = split(lower(*list), " \t\r\n");
  return std::find(words.begin(), words.end(), word) != words.end();
}

// WordPress offers each page to programs in JSON, too.
bool may_be_feed(const std::string* rel, const std::string* type, std::string_view href) {
  if (type == nullptr) return has_word(rel, "feed");
  return is_one_of(kWideTypes, type) && href.find("/wp-json/") == href.npos;
}

// A link's address that says "feed" in its last part.
bool looks_like_feed(std::string_view url) {
  const Url parsed = parse_url(url);
  const auto path = lower(parsed.path);
  for (const std::string_view end :
       {"/feed", "/feed/", "/rss", "/rss/", "/atom", "/rss.xml", "/feed.xml", "/atom.xml",
        "/index.xml", "/feed.json", ".rss", ".atom", "/index.rdf"}) {
    if (path.ends_with(end)) return true;
  }
  return false;
}

std::string parameter(const Url& url, std::string_view name) {
  for (const auto& pair : split(url.query, "?&")) {
    if (pair.starts_with(std::string(name) + "=")) return pair.substr(name.size() + 1);
  }
  return {};
}

// Feeds that large sites keep at places of their own.
std::string feed_of_site(const Url& url) {
  auto host = url.host();
  if (host.starts_with("www.") || host.starts_with("old.")) host.erase(0, 4);
  if (host.starts_with("m.")) host.erase(0, 2);
  const auto parts = split(url.path, "/");
  if (host == "youtube.com") {
    const std::string feed = "https://www.youtube.com/feeds/videos.xml?";
    if (const auto list = parameter(url, "list"); !list.empty() && url.path == "/playlist")
      return feed + "playlist_id=" + list;
    if (parts.size() > 1 && parts[0] == "channel") return feed + "channel_id=" + parts[1];
    if (parts.size() > 1 && parts[0] == "user") return feed + "user=" + parts[1];
  } else if (host == "reddit.com" && parts.size() == 2) {
    return "https://www.reddit.com/" + parts[0] + "/" + parts[1] + "/.rss";
  } else if (host == "github.com" && parts.size() == 2) {
    return "https://github.com/" + parts[0] + "/" + parts[1] + "/releases.atom";
  } else if (host == "medium.com" && parts.size() == 1) {
    return "https://medium.com/feed/" + parts[0];
  }
  return {};
}

class Finder {
 public:
  explicit Finder(std::string base) : base_(std::move(base)) {}

  void visit(const html::Node& node) {
    const auto* href = node.get("href");
    if (href == nullptr) return;
    const auto* rel = node.get("rel");
    const auto* type = node.get("type");
    const bool offered = has_word(rel, "alternate") || has_word(rel, "feed");
    const bool declared = offered && is_one_of(kFeedTypes, type);
    const auto* title = node.get("title");
    if (node.name == "link" && has_word(rel, "canonical")) {
      const auto known = feed_of_site(parse_url(resolve_url(base_, *href)));
      if (!known.empty()) add(linked_, known, "");  // a channel that goes by another name
    }
    if (node.name == "link" && (declared || (offered && may_be_feed(rel, type, *href)))) {
      add(declared ? declared_ : likely_, *href, title ? fold_space(*title) : "");
    }
    if (node.name == "a" && (declared || looks_like_feed(resolve_url(base_, *href)))) {
      add(linked_, *href, html::short_text_of(node).value_or(""));
    }
  }

  // What serves readers least goes last: the comments beside the posts.
  std::vector<FeedLink> take() {
    std::stable_partition(declared_.begin(), declared_.end(), [](const FeedLink& link) {
      return lower(link.url + link.title).find("comment") == std::string::npos;
    });
    for (const auto* more : {&likely_, &linked_}) {
      for (const auto& link : *more) add(declared_, link.url, link.title);
    }
    return std::move(declared_);
  }

 private:
  void add(std::vector<FeedLink>& list, const std::string& href, std::string title) {
    if (list.size() >= kMostFeeds) return;
    auto url = resolve_url(base_, href);
    const bool known = std::any_of(list.begin(), list.end(),
                                   [&](const FeedLink& link) { return link.url == url; });
    if (!known && is_web_url(url)) list.push_back({std::move(url), std::move(title)});
  }

  std::string base_;
  std::vector<FeedLink> declared_;
  std::vector<FeedLink> likely_;  // of a type, or with a relation, that others have as well
  std::vector<FeedLink> linked_;
};

}  // namespace

std::vector<FeedLink> feeds_of_page(const html::Tree& page, std::string_view url) {
  Finder finder(html::base_of(page, url));
  html::walk(page.root(), [&](const html::Node& node) { finder.visit(node); });
  return finder.take();
}

std::vector<std::string> icons_of_page(const html::Tree& page, std::string_view url) {
  const auto base = html::base_of(page, url);
  std::vector<std::string> icons;
  html::walk(page.root(), [&](const html::Node& node) {
    const auto* href = node.name == "link" ? node.get("href") : nullptr;
    if (href == nullptr || !has_word(node.get("rel"), "icon")) return;
    if (auto icon = resolve_url(base, *href); is_web_url(icon)) icons.push_back(std::move(icon));
  });
  std::stable_partition(icons.begin(), icons.end(), [](const std::string& icon) {
    return !lower(parse_url(icon).path).ends_with(".svg");
  });
  return icons;
}

std::vector<std::string> likely_feeds(std::string_view text) {
  std::vector<std::string> urls;
  const Url url = parse_url(text);
  if (auto known = feed_of_site(url); !known.empty()) urls.push_back(std::move(known));
  if (url.path.size() > 1) return urls;
  for (const auto place :
       {"feed", "rss.xml", "feed.xml", "atom.xml", "index.xml", "rss", "feed.json"}) {
    urls.push_back(resolve_url(text, std::string("/") + place));
  }
  return urls;
}

}  // namespace heed::read
