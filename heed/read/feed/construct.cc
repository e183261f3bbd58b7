#include "heed/read/feed/construct.h"

#include <algorithm>

#include "heed/base/escape.h"
#include "heed/base/utf8.h"
#include "heed/read/ascii.h"
#include "heed/read/base64.h"
#include "heed/read/charset.h"
#include "heed/read/entity.h"
#include "heed/read/html/element.h"
#include "heed/read/html/plain.h"
#include "heed/read/html/sanitise.h"
#include "heed/read/name_table.h"
#include "heed/read/xml/tree.h"

namespace heed::read::feed {
namespace {

// The one <div> that Atom wraps XHTML in is no part of the content.
const html::Node& unwrapped(const html::Node& node) {
  const html::Node* only = nullptr;
  for (const auto* child = node.first; child != nullptr; child = child->next) {
    if (child->is_text() && trim(child->text).empty()) continue;
    if (only != nullptr || child->is_text()) return node;
    only = child;
  }
  const bool div = only != nullptr && (only->name == "xhtml:div" || only->name == "div");
  return div ? *only : node;
}

bool is_markup_type(std::string_view type) {
  return type == "html" || type == "xhtml" || type == "text/html" ||
         type == "application/xhtml+xml" || type == "application/xhtml";
}

// Before Atom 1.0 "text/x" and anything in XML was text; every other type stood for bytes.
bool is_base64(const html::Node& node, std::string_view type) {
  if (const auto* mode = node.get("mode")) return same_ignoring_case(*mode, "base64");
  const bool text = type.empty() || type == "text" || type == "plain" || is_markup_type(type) ||
                    type.starts_with("text/") || type.ends_with("xml");
  return !text && type.find('/') != std::string_view::npos;
}

// Of HTML, but for those that heed has a use for, and of MathML.
constexpr std::string_view kMoreElements =
    " acronym applet audio basefont bgsound big blink button canvas center content data datalist "
    "dir "
    "element fieldset font frameset iframe input isindex label listing maligngroup menuitem mglyph "
    "mlabeledtr mlongdiv multicol nextid plaintext portal rb rbc rtc shadow spacer strike tt xml "
    "legend map maction marquee math menclose merror meter mfrac mi mmultiscripts mn mo mover "
    "mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd "
    "mtext mtr munder munderover nobr noembed noframes noscript output picture progress search "
    "select semantics slot video ";

bool is_known_element(std::string_view name) {
  static const auto more = [] {
    NameTable<bool, 256> names;
    each_name(kMoreElements, [&](std::string_view each) { names[each] = true; });
    return names;
  }();
  return !name.empty() && (html::traits_of(name) != 0 || more.find(name) != nullptr);
}

bool is_word(char c) {
  return is_alphanumeric(c) || c == '_';
}

// Elements of one's own have a hyphen in their names, those of other vocabularies a colon.
bool is_foreign_element(std::string_view name) {
  return name.find_first_of("-:") != std::string_view::npos &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return is_word(c) || c == '-' || c == ':' || c == '.'; });
}

// Whether the '<' at `at` starts a tag: of an element that is known, and that ends, or was cut off
// within its attributes.
bool starts_tag(std::string_view html, std::size_t at) {
  const auto begin = html.compare(at + 1, 1, "/") == 0 ? at + 2 : at + 1;
  const auto end = find_where(
      html, begin, [](char c) { return is_space(c) || c == '/' || c == '>' || c == '<'; });
  const auto name = lower(html.substr(begin, end - begin));
  const bool known = is_known_element(name);
  if (!known && !is_foreign_element(name)) return false;
  const auto stop = find_where(html, end, [](char c) { return c == '<' || c == '>'; });
  const bool ends = stop < html.size() && html[stop] == '>';
  return ends || (known && html.substr(end, stop - end).find('=') != std::string_view::npos);
}

// HTML that was escaped once too little: a '<' that starts no tag is a less-than sign.
std::string with_less_than_signs(std::string html) {
  std::string out;
  std::size_t kept = 0;
  for (auto at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const char next = at + 1 < html.size() ? html[at + 1] : '\0';
    if ((!is_letter(next) && next != '/') || starts_tag(html, at)) continue;
    out.append(html, kept, at - kept).append("&lt;");
    kept = at + 1;
  }
  if (kept == 0) return html;  // moved, not copied
  return out.append(html, kept);
}

// Text whose paragraphs only blank lines part: nobody who writes HTML does so. A single line break
// may well be there only because a program wraps lines.
bool has_paragraphs_alone(std::string_view text) {
  if (text.find('<') != text.npos || looks_like_html(text)) return false;
  for (auto at = text.find('\n'); at != text.npos;) {
    const auto next = text.find_first_not_of(" \t\r", at + 1);
    if (next != text.npos && text[next] == '\n') return true;
    at = text.find('\n', at + 1);
  }
  return false;
}

}  // namespace

std::string Construct::plain() const {
  return is_html ? html::plain_text(value) : fold_space(value);
}

html::Tree Construct::tree() const {
  if (is_html) return html::clean_tree(value, base, page);
  return html::tree_of_plain(value);
}

std::string plain_line(std::string_view text) {
  return looks_like_html(text) ? html::plain_text(text) : fold_space(text);
}

bool looks_like_html(std::string_view text) {
  bool evidence = false;
  const auto mark = [](char c) { return c == '<' || c == '&'; };
  for (auto at = find_where(text, 0, mark); at < text.size(); at = find_where(text, at + 1, mark)) {
    const bool tag = text[at] == '<';
    auto begin = at + 1;
    const bool closing = tag && text.compare(begin, 1, "/") == 0;
    const bool number = !tag && text.compare(begin, 1, "#") == 0;
    if (closing || number) ++begin;
    auto end = begin;
    while (end < text.size() && is_word(text[end])) ++end;
    if (end == begin) continue;
    const auto name = text.substr(begin, end - begin);
    const char after = end < text.size() ? text[end] : '\0';
    if (tag) {
      if (!is_known_element(lower(name))) return false;
      evidence = evidence || (closing && after == '>');
    } else if (after == ';') {
      if (!number && !named_character(name)) return false;
      evidence = true;
    }
  }
  return evidence;
}

Construct read_construct(const html::Node& node, Assumed assumed, std::string_view base) {
  const auto* declared = node.get("type");
  const auto type = declared == nullptr ? std::string() : lower(trim(*declared));
  Construct out;
  out.base = base;
  if (xml::has_elements(node)) {
    out.is_html = true;
    out.value = mend_text(xml::inner_html(unwrapped(node)));
    return out;
  }
  auto raw = xml::raw_text(node);
  if (is_base64(node, type)) {
    auto bytes = decode_base64(raw);
    if (bytes && is_utf8(*bytes) && bytes->find('\0') == bytes->npos) raw = std::move(*bytes);
  }
  out.value = mend_text(std::string(trim(raw)));
  if (type == "xhtml" || type == "application/xhtml+xml") {  // no elements: text, not markup
    std::string escaped;
    append_escaped(escaped, out.value);
    out.value = escaped;
    out.is_html = true;
  } else if (type.empty()) {
    out.is_html = assumed == Assumed::html    ? !has_paragraphs_alone(out.value)
                  : assumed == Assumed::guess ? looks_like_html(out.value)
                                              : false;
  } else {
    out.is_html = is_markup_type(type) || (assumed != Assumed::plain && looks_like_html(out.value));
  }
  if (out.is_html) out.value = with_less_than_signs(std::move(out.value));
  return out;
}

}  // namespace heed::read::feed
