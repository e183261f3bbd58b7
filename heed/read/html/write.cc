// Trees back to text: as HTML and as what a person reads.
#include "heed/base/escape.h"
#include "heed/read/ascii.h"
#include "heed/read/html/element.h"
#include "heed/read/html/tree.h"

namespace heed::read::html {
namespace {

void open_tag(std::string& out, const Node& node) {
  out += '<';
  out += node.name;
  for (const auto& a : node.attributes) {
    out += ' ';
    out += a.name;
    out += "=\"";
    append_escaped(out, a.value);
    out += '"';
  }
  out += '>';
}

// Chinese and Japanese paragraphs begin with blanks as wide as a letter.
std::string_view without_indent(std::string_view text) {
  constexpr std::string_view kWideBlank = "\u3000";
  while (text.starts_with(kWideBlank)) {
    text.remove_prefix(kWideBlank.size());
    text.remove_prefix(leading_space(text));
  }
  return text;
}

// Lines of folded text. A pending gap becomes a blank only when text follows on the same line.
class Lines {
 public:
  void add(std::string_view text) {
    const auto space = leading_space(text);
    gap_ = gap_ || space > 0;
    text.remove_prefix(space);
    if (out_.empty() || break_) text = without_indent(text);
    if (text.empty()) return;
    if (!out_.empty() && break_) out_ += '\n';
    if (!out_.empty() && !break_ && gap_) out_ += ' ';
    break_ = false;
    gap_ = append_folded(out_, text);
  }
  void new_line() { break_ = true; }
  void gap() { gap_ = true; }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  bool break_ = false;
  bool gap_ = false;
};

// Encyclopedias name the picture of a formula by its source: "{\displaystyle a}" shows "a".
std::string_view formula_in(const Node& picture) {
  const auto* alt = picture.get("alt");
  if (alt == nullptr || !alt->ends_with('}')) return {};
  for (const std::string_view start : {"{\\displaystyle ", "{\\textstyle "}) {
    if (!alt->starts_with(start)) continue;
    return std::string_view(*alt).substr(start.size(), alt->size() - start.size() - 1);
  }
  return {};
}

void append_lines(Lines& lines, const Node& node, std::string_view without) {
  if (node.is_text()) return lines.add(node.text);
  if ((node.traits & kIsHidden) != 0 || node.name == without) return;
  if (node.name == "img") return lines.add(formula_in(node));
  const bool cell = node.name == "td" || node.name == "th";
  const bool breaks = ((node.traits & kIsBlock) != 0 && !cell) || node.name == "br";
  if (breaks) lines.new_line();
  if (cell) lines.gap();
  for (const Node* child = node.first; child != nullptr; child = child->next) {
    append_lines(lines, *child, without);
  }
  if (breaks) lines.new_line();
  if (cell) lines.gap();
}

}  // namespace

void append_html(std::string& out, const Node& node) {
  if (node.is_text()) return append_escaped(out, node.text);
  const bool root = node.name == "#root";
  if (!root) open_tag(out, node);
  for (const Node* child = node.first; child != nullptr; child = child->next) {
    append_html(out, *child);
  }
  if (!root && (node.traits & kIsVoid) == 0) out.append("</").append(node.name) += '>';
}

std::string serialise(const Node& node) {
  std::string out;
  append_html(out, node);
  return out;
}

std::string text_of(const Node& node, std::string_view without) {
  Lines lines;
  append_lines(lines, node, without);
  return lines.take();
}

std::string inline_text_of(const Node& node) {
  auto text = text_of(node);
  for (char& c : text) {
    if (c == '\n') c = ' ';
  }
  return text;
}

std::optional<std::string> short_text_of(const Node& node) {
  constexpr std::size_t kMost = 16 << 10;
  std::size_t bytes = 0;
  const auto* const beyond = first_where(node, [&](const Node& n) {
    bytes += n.text.size();
    return bytes >= kMost;
  });
  return beyond == nullptr ? std::optional(inline_text_of(node)) : std::nullopt;
}

std::string plain_text(std::string_view html) {
  if (html.find_first_of("<&") == std::string_view::npos) return fold_space(html);
  return inline_text_of(parse_html(html).root());
}

}  // namespace heed::read::html
