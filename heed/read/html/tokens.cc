#include "heed/read/html/tokens.h"

#include <algorithm>

#include "heed/read/ascii.h"
#include "heed/read/charset.h"
#include "heed/read/entity.h"
#include "heed/read/html/element.h"

namespace heed::read::html {
namespace {

constexpr std::size_t kMostAttributes = 256;

bool ends_name(char c) {
  return is_space(c) || c == '/' || c == '>';
}

enum class References { stay, of_text, of_attribute };

// Controls have no place in text, however they are written; a form feed is white space. What reads
// XML mends those of C1 when it has seen whether the text was encoded twice.
void set_text(std::string& out, std::string_view raw, References references, Dialect dialect) {
  if (references != References::stay && raw.find('&') != raw.npos) {
    out.clear();
    append_decoded(out, raw,
                   dialect == Dialect::xml             ? Place::xml
                   : references == References::of_text ? Place::html_text
                                                       : Place::html_attribute);
  } else {
    out.assign(raw);
  }
  if (!has_control(out)) return;
  std::replace(out.begin(), out.end(), '\f', '\n');
  if (dialect == Dialect::xml) {
    drop_controls(out);
  } else {
    mend_controls(out);
  }
}

void set_lower(std::string& out, std::string_view name) {
  out.resize(name.size());
  std::transform(name.begin(), name.end(), out.begin(), to_lower);
}

}  // namespace

const std::string* attribute(const std::vector<Attribute>& attributes, std::string_view name) {
  for (const auto& a : attributes) {
    if (a.name == name) return &a.value;
  }
  return nullptr;
}

bool Tokens::next(Token& token) {
  token.attributes.clear();
  token.self_closing = false;
  token.text.clear();
  token.name.clear();
  if (!raw_.empty() && read_raw_text(token)) return true;
  while (!at_end()) {
    if (html_[at_] != '<') {
      read_text(token);
      return true;
    }
    if (read_markup(token)) return true;
  }
  return false;
}

void Tokens::read_text(Token& token) {
  const auto end = std::min(html_.find('<', at_ + 1), html_.size());
  token.kind = Token::Kind::text;
  set_text(token.text, html_.substr(at_, end - at_), References::of_text, dialect_);
  at_ = end;
}

// Everything up to the end tag of the raw element; false where that comes at once.
bool Tokens::read_raw_text(Token& token) {
  auto end = at_;
  for (;; ++end) {
    end = raw_ == "plaintext" ? html_.size() : std::min(html_.find("</", end), html_.size());
    if (end == html_.size()) break;
    const auto after = end + 2 + raw_.size();
    if (!starts_ignoring_case(html_.substr(end + 2), raw_)) continue;
    if (after >= html_.size() || is_space(html_[after]) || html_[after] == '/' ||
        html_[after] == '>') {
      break;
    }
  }
  const auto references =
      raw_ == "textarea" || raw_ == "title" ? References::of_text : References::stay;
  raw_.clear();
  if (end == at_) return false;
  token.kind = Token::Kind::text;
  set_text(token.text, html_.substr(at_, end - at_), references, dialect_);
  at_ = end;
  return true;
}

// Markup at '<'. True with a token; false where something was passed over.
bool Tokens::read_markup(Token& token) {
  const char next = at_ + 1 < html_.size() ? html_[at_ + 1] : '\0';
  if (is_letter(next)) {
    token.kind = Token::Kind::start;
    return read_tag(token, at_ + 1);
  }
  if (next == '!') {
    return read_declaration(token);
  }
  if (next == '?') {
    skip_past(">");
    return false;
  }
  if (next == '/') {
    const char after = at_ + 2 < html_.size() ? html_[at_ + 2] : '\0';
    if (is_letter(after)) {
      token.kind = Token::Kind::end;
      return read_tag(token, at_ + 2);
    }
    if (at_ + 2 < html_.size()) {
      skip_past(">");
      return false;
    }
  }
  read_text(token);
  return true;
}

// "<!": a comment, a doctype or a CDATA section.
bool Tokens::read_declaration(Token& token) {
  constexpr std::string_view kData = "<![CDATA[";
  if (dialect_ == Dialect::xml && html_.compare(at_, kData.size(), kData) == 0) {
    const auto begin = at_ + kData.size();
    const auto end = std::min(html_.find("]]>", begin), html_.size());
    token.kind = Token::Kind::text;
    set_text(token.text, html_.substr(begin, end - begin), References::stay, dialect_);
    at_ = std::min(end + 3, html_.size());
    return true;
  }
  html_.compare(at_, 4, "<!--") == 0 ? skip_comment() : skip_past(">");
  return false;
}

bool Tokens::read_tag(Token& token, std::size_t name_at) {
  const auto end = find_where(html_, name_at, ends_name);
  set_lower(token.name, html_.substr(name_at, end - name_at));
  at_ = end;
  while (read_attribute(token)) {
  }
  if (at_end()) return false;  // a tag that never ends is no tag
  ++at_;                       // '>'
  const bool may_be_raw = token.kind == Token::Kind::start && dialect_ == Dialect::html;
  const bool empty = token.self_closing && token.name == "title";  // as drawings have it
  if (may_be_raw && !empty && (traits_of(token.name) & kIsRaw) != 0) raw_ = token.name;
  return true;
}

// False at '>' and at the end of the document.
bool Tokens::read_attribute(Token& token) {
  while (!at_end() && (is_space(html_[at_]) || html_[at_] == '/')) {
    token.self_closing = html_[at_] == '/';
    ++at_;
  }
  if (at_end() || html_[at_] == '>') return false;
  token.self_closing = false;
  const auto end = find_where(html_, at_ + 1, [](char c) { return ends_name(c) || c == '='; });
  Attribute found;
  set_lower(found.name, html_.substr(at_, end - at_));
  at_ = end;
  skip_space();
  if (!at_end() && html_[at_] == '=') {
    ++at_;
    skip_space();
    found.value = read_value();
  }
  if (token.attributes.size() < kMostAttributes &&
      attribute(token.attributes, found.name) == nullptr) {
    token.attributes.push_back(std::move(found));
  }
  return true;
}

std::string Tokens::read_value() {
  if (at_end() || html_[at_] == '>') return {};
  const char quote = html_[at_];
  std::string value;
  if (quote == '"' || quote == '\'') {
    const auto end = std::min(html_.find(quote, at_ + 1), html_.size());
    set_text(value, html_.substr(at_ + 1, end - at_ - 1), References::of_attribute, dialect_);
    at_ = std::min(end + 1, html_.size());
  } else {
    const auto end = find_where(html_, at_, [](char c) { return is_space(c) || c == '>'; });
    set_text(value, html_.substr(at_, end - at_), References::of_attribute, dialect_);
    at_ = end;
  }
  return value;
}

void Tokens::skip_comment() {
  if (html_.compare(at_, 5, "<!-->") == 0 || html_.compare(at_, 6, "<!--->") == 0) {
    skip_past(">");
    return;
  }
  for (auto at = at_ + 4; comments_end_;) {
    at = html_.find("--", at);
    comments_end_ = at != std::string_view::npos;  // once none ends, none after it does
    if (!comments_end_) break;
    const bool odd = html_.compare(at, 4, "--!>") == 0;
    if (odd || html_.compare(at, 3, "-->") == 0) {
      at_ = at + (odd ? 4 : 3);
      return;
    }
    ++at;
  }
  // A comment that never ends would take the rest of the text with it: end it at the next '>'.
  skip_past(">");
}

void Tokens::skip_past(std::string_view mark) {
  const auto end = html_.find(mark, at_);
  at_ = end == std::string_view::npos ? html_.size() : end + mark.size();
}

void Tokens::skip_space() {
  while (!at_end() && is_space(html_[at_])) ++at_;
}

}  // namespace heed::read::html
