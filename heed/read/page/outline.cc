#include "heed/read/page/outline.h"

#include <algorithm>

#include "heed/base/escape.h"
#include "heed/read/ascii.h"
#include "heed/read/page/marks.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

using html::Node;

constexpr std::string_view kNever[] = {
    "script", "style", "noscript", "template", "svg",   "nav",    "aside",  "footer",
    "button", "input", "select",   "textarea", "frame", "iframe", "object", "embed",
    "link",   "meta",  "head",     "dialog",   "menu",  "canvas", "audio",  "video"};

// The author's name has a field of its own.
bool is_byline(const Node& node) {
  if (is_one_of(node.name, {"body", "html", "article", "main", "p"})) return false;
  const auto marks = marks_of(node);
  const auto* rel = node.get("rel");
  const bool named =
      marks.find("byline") != std::string::npos || (rel != nullptr && *rel == "author");
  if (!named) return false;
  const auto text = html::short_text_of(node);
  return text && text->size() < 100;
}

// Some sites wrap the whole page in a form.
bool is_mere_form(const Node& node) {
  if (node.name != "form" && node.name != "fieldset") return false;
  constexpr std::size_t kWholePage = 3000;  // bytes of text that no form for filling in has
  constexpr std::size_t kMuch = 1 << 16;    // folded or not
  int paragraphs = 0;
  std::size_t text = 0;
  const auto* const enough = html::first_where(node, [&](const Node& n) {
    paragraphs += n.name == "p" ? 1 : 0;
    const bool said = n.is_text() && n.parent != nullptr &&
                      !is_one_of(n.parent->name, {"script", "style", "option", "textarea"});
    if (said) text += n.text.size() < kMuch ? fold_space(n.text).size() : kWholePage;
    return paragraphs >= 3 || text >= kWholePage;
  });
  return enough == nullptr;
}

int count_commas(std::string_view text) {
  int commas = static_cast<int>(std::count(text.begin(), text.end(), ','));
  for (const std::string_view mark : {"，", "、", "。", "،"}) {
    for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at + mark.size()))
      ++commas;
  }
  return commas;
}

}  // namespace

Outline::Outline(const html::Tree& page, std::string_view title, bool strict)
    : title_(normalised_title(title)),
      strict_(strict),
      removed_(page.count()),
      contents_(page.count()) {
  prune(page.root());
  survey(page.root(), false);
}

Content* Outline::find(const Node& node) {
  auto& content = contents_[node.number];
  return content.surveyed ? &content : nullptr;
}

void Outline::prune(const Node& node) {
  for (const auto* child = node.first; child != nullptr; child = child->next) {
    if (child->is_text()) continue;
    const bool never =
        std::find(std::begin(kNever), std::end(kNever), child->name) != std::end(kNever);
    const bool heading = is_one_of(child->name, {"h1", "h2"}) && !title_.empty();
    const auto text = heading ? html::short_text_of(*child) : std::nullopt;
    const bool title = text && normalised_title(*text) == title_;
    if (never || title || is_byline(*child) || is_mere_form(*child) || is_hidden(*child) ||
        names_comments(*child) || (strict_ && is_unlikely(*child))) {
      remove(*child);
    } else {
      prune(*child);
    }
  }
}

Content Outline::survey(const Node& node, bool in_link) {
  Content sum;
  for (const auto* child = node.first; child != nullptr; child = child->next) {
    if (child->is_text()) {
      const auto text = fold_space(child->text);
      sum.letters += static_cast<int>(text.size());
      sum.own += static_cast<int>(text.size());
      if (in_link) sum.linked += static_cast<int>(text.size());
      sum.commas += count_commas(text);
      continue;
    }
    if (is_removed(*child)) continue;
    const auto* href = child->name == "a" ? child->get("href") : nullptr;
    const bool link = in_link || (href != nullptr && !href->starts_with('#'));
    const auto part = survey(*child, link);
    const bool block = html::is_block(child->name);
    sum.letters += part.letters;
    sum.linked += part.linked;
    sum.commas += part.commas;
    sum.paragraphs += part.paragraphs + (child->name == "p" ? 1 : 0);
    const bool prose = child->name == "p" && part.letters >= 40 && part.link_share() < 0.3;
    sum.prose += prose ? part.letters : part.prose;
    sum.items += part.items + (child->name == "li" ? 1 : 0);
    sum.pictures += part.pictures + (child->name == "img" ? 1 : 0);
    if (!block) sum.own += part.own;
    sum.has_blocks = sum.has_blocks || block || part.has_blocks;
  }
  sum.surveyed = true;
  contents_[node.number] = sum;
  return sum;
}

}  // namespace heed::read
