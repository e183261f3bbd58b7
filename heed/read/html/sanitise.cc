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

// A link made absolute, or nothing where it isn't to be kept.
std::optional<std::string> safe_link(std::string_view link, std::string_view base) {
  if (is_plain_web_url(link)) return std::string(link);
  const auto url = base.empty() ? parse_url(link).text() : resolve_url(base, link);
  if (url.empty() || !is_safe_link(url)) return std::nullopt;
  return url;
}

// Where a picture lies. Pages that load pictures late keep the address elsewhere.
std::optional<std::string> picture_address(const std::vector<Attribute>& attributes,
                                           std::string_view base) {
  for (const auto name : {"data-src", "data-lazy-src", "data-original", "src"}) {
    const auto* value = attribute(attributes, name);
    if (value == nullptr) continue;
    auto url = safe_link(*value, base);
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
                                 std::string_view base) {
  std::vector<Attribute> kept;
  if (element == "img") {
    if (auto url = picture_address(given, base)) kept.push_back({"data-src", std::move(*url)});
  }
  for (auto& a : given) {
    if (!is_permitted(element, a.name) || a.name == "data-src") continue;
    if (a.name == "href" || a.name == "cite") {
      const auto url = safe_link(a.value, base);
      if (!url) continue;
      const bool may_track = url->find_first_of("?#") != std::string::npos;
      a.value = may_track ? strip_tracking(unwrap_redirect(*url)) : *url;
    }
    kept.push_back(std::move(a));
  }
  return kept;
}

class Cleaner {
 public:
  Cleaner(Tree& tree, std::string_view base) : builder_(tree), base_(base) {}

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
    auto attributes = permitted(token.name, token.attributes, base_);
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
  std::string_view base_;
  std::string dropping_;  // the element that we are leaving out, or ""
  int levels_ = 0;
};

}  // namespace

bool is_allowed(std::string_view element) {
  return (traits_of(element) & kIsAllowed) != 0;
}

Tree clean_tree(std::string_view html, std::string_view base) {
  Tree tree;
  Cleaner cleaner(tree, base);
  Tokens tokens(html);
  Token token;
  while (!tree.is_full() && tokens.next(token)) cleaner.take(token);
  return tree;
}

std::string sanitise(std::string_view html, std::string_view base) {
  const auto plain = find_where(
      html, 0, [](char c) { return c == '<' || c == '&' || c == '>' || c == '"' || c == '\0'; });
  if (plain == html.size()) return std::string(html);
  return serialise(clean_tree(html, base).root());
}

}  // namespace heed::read::html
