#include "heed/read/html/sanitise.h"

#include <algorithm>
#include <optional>

#include "heed/read/ascii.h"
#include "heed/read/html/element.h"
#include "heed/read/url.h"

namespace heed::read::html {
namespace {

struct Permit {
  std::string_view element;  // "": every element
  std::string_view attribute;
};

constexpr Permit kPermits[] = {
    {"", "dir"},        {"", "lang"},           {"", "title"},       {"a", "href"},
    {"a", "hreflang"},  {"blockquote", "cite"}, {"q", "cite"},       {"del", "cite"},
    {"ins", "cite"},    {"del", "datetime"},    {"ins", "datetime"}, {"time", "datetime"},
    {"col", "span"},    {"colgroup", "span"},   {"td", "colspan"},   {"td", "rowspan"},
    {"td", "headers"},  {"th", "colspan"},      {"th", "rowspan"},   {"th", "scope"},
    {"img", "alt"},     {"img", "height"},      {"img", "width"},    {"li", "value"},
    {"ol", "reversed"}, {"ol", "start"},        {"ol", "type"},      {"img", "data-src"},
};

bool is_permitted(std::string_view element, std::string_view name) {
  return std::any_of(std::begin(kPermits), std::end(kPermits), [&](const Permit& p) {
    return p.attribute == name && (p.element.empty() || p.element == element);
  });
}

// What becomes of relative links.
struct Links {
  std::string_view base;        // they are seen from there; "": they stay as they are …
  std::string_view page;        // those to places within the text, from there
  bool drops_relative = false;  // … or go
};

// A link made absolute, or nothing where it isn't to be kept.
std::optional<std::string> safe_link(std::string_view link, const Links& links) {
  if (is_plain_web_url(link)) return std::string(link);
  const auto from = trim(link).starts_with('#') ? links.page : links.base;
  const auto url = from.empty() ? parse_url(link).text() : resolve_url(from, link);
  if (url.empty() || !is_safe_link(url)) return std::nullopt;
  if (links.drops_relative && parse_url(url).scheme.empty()) return std::nullopt;
  return url;
}

// Where a picture lies. Pages that load pictures late keep the address elsewhere.
std::optional<std::string> picture_address(const std::vector<Attribute>& attributes,
                                           const Links& links) {
  for (const auto name : {"data-src", "data-lazy-src", "data-original", "src"}) {
    const auto* value = attribute(attributes, name);
    if (value == nullptr) continue;
    auto url = safe_link(*value, links);
    if (url && !starts_ignoring_case(*url, "mailto:")) return url;
  }
  return std::nullopt;
}

// Counts who opens the page rather than showing something.
bool is_pixel(const std::vector<Attribute>& attributes) {
  for (const auto name : {"width", "height"}) {
    const auto* value = attribute(attributes, name);
    if (value != nullptr && (trim(*value) == "0" || trim(*value) == "1" || trim(*value) == "1px")) {
      return true;
    }
  }
  return false;
}

std::vector<Attribute> permitted(std::string_view element, std::vector<Attribute>& given,
                                 const Links& links) {
  std::vector<Attribute> kept;
  if (element == "img") {
    if (auto url = picture_address(given, links)) kept.push_back({"data-src", std::move(*url)});
  }
  for (auto& a : given) {
    if (!is_permitted(element, a.name) || a.name == "data-src") continue;
    if (a.name == "href" || a.name == "cite") {
      const auto url = safe_link(a.value, links);
      if (!url) continue;
      a.value = plain_link(*url);
    }
    kept.push_back(std::move(a));
  }
  return kept;
}

class Cleaner {
 public:
  Cleaner(Tree& tree, const Links& links) : builder_(tree), links_(links) {}

  void take(Token& token) {
    if (!dropping_.empty()) return drop(token);
    if (token.kind == Token::Kind::text) return builder_.text(std::move(token.text));
    if (token.kind == Token::Kind::end) {
      if (is_allowed(token.name)) builder_.end(token.name);
      return;
    }
    if (token.name == "image") token.name = "img";
    const unsigned traits = traits_of(token.name);
    if ((traits & kIsDropped) != 0) {
      // Foreign elements may end themselves; in HTML the slash means nothing.
      if (token.name == "svg" && token.self_closing) return;
      dropping_ = token.name;
      levels_ = 1;
      return;
    }
    if ((traits & kIsAllowed) == 0) return;  // its content stays
    if (token.name == "img" && is_pixel(token.attributes)) return;
    auto attributes = permitted(token.name, token.attributes, links_);
    if (token.name == "img" && attributes.empty()) return;
    builder_.start(std::move(token.name), std::move(attributes));
  }

 private:
  void drop(const Token& token) {
    if (token.name != dropping_) return;
    if (token.kind == Token::Kind::start) ++levels_;
    if (token.kind == Token::Kind::end && --levels_ == 0) dropping_.clear();
  }

  Builder builder_;
  Links links_;
  std::string dropping_;  // the element that we are leaving out, or ""
  int levels_ = 0;
};

Tree clean(std::string_view html, const Links& links) {
  Tree tree;
  Cleaner cleaner(tree, links);
  Tokens tokens(html);
  Token token;
  while (!tree.is_full() && tokens.next(token)) cleaner.take(token);
  return tree;
}

}  // namespace

bool is_allowed(std::string_view element) {
  return (traits_of(element) & kIsAllowed) != 0;
}

Tree clean_tree(std::string_view html, std::string_view base, std::string_view page) {
  return clean(html, {base, page});
}

Tree clean_tree(std::string_view html, std::string_view base) {
  return clean_tree(html, base, base);
}

std::string sanitise(std::string_view html, std::string_view base) {
  const auto plain = find_where(
      html, 0, [](char c) { return c == '<' || c == '&' || c == '>' || c == '"' || c == '\0'; });
  if (plain == html.size()) return std::string(html);
  return serialise(clean_tree(html, base).root());
}

std::string with_absolute_links(std::string_view html, std::string_view base) {
  return serialise(clean(html, {base, base, true}).root());
}

}  // namespace heed::read::html
