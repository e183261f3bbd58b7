#include "heed/read/page/outline.h"

#include <algorithm>

#include "heed/base/escape.h"
#include "heed/read/ascii.h"
#include "heed/read/page/marks.h"
#include "heed/read/page/names.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

using html::Node;

constexpr std::string_view kNever[] = {
    "script", "style", "noscript", "template", "svg",   "nav",    "aside",  "footer",
    "button", "input", "select",   "textarea", "frame", "iframe", "object", "embed",
    "link",   "meta",  "head",     "dialog",   "menu",  "canvas", "audio",  "video"};

// But for the source of a quotation, and for notes beside the text.
bool is_never(const Node& node) {
  if (std::find(std::begin(kNever), std::end(kNever), node.name) == std::end(kNever)) return false;
  if (node.name == "footer") return node.parent->name != "blockquote";
  return node.name != "aside" || !names_note(node);
}

bool leads_to_author(const Node& node) {
  const auto* rel = node.get("rel");
  return rel != nullptr && *rel == "author";
}

// Whether an element's own text, between the elements in it, is more than joints of a byline.
bool is_sentence(const Node& node) {
  constexpr std::size_t kShort = 20, kLong = 60;  // bytes
  std::string text;
  for (const auto* n = node.first; n != nullptr && text.size() < 2 * kLong; n = n->next) {
    if (n->is_text()) text += fold_space(n->text.substr(0, 2 * kLong)) + " ";
  }
  const auto said = trim(text);
  if (said.size() < kShort) return false;
  return said.size() >= kLong || (said.ends_with('.') && !starts_as_byline(said));
}

// The author's name has a field of its own.
bool is_byline(const Node& node) {
  if (is_one_of(node.name, {"body", "html", "article", "main"})) return false;
  const bool marked = marks_of(node).find("byline") != std::string::npos || leads_to_author(node);
  bool holds_author = false;
  for (const auto* n = node.first; n != nullptr && !marked && !holds_author; n = n->next) {
    holds_author = leads_to_author(*n);
  }
  if (!marked && !holds_author) return false;
  const auto text = html::short_text_of(node);
  return text && text->size() < 100 && (marked || starts_as_byline(*text));
}

// The link to itself that a heading bears.
bool is_permalink(const Node& node) {
  const auto* href = node.name == "a" ? node.get("href") : nullptr;
  if (href == nullptr || !href->starts_with('#') || node.first == nullptr) return false;
  return node.first == node.last && is_one_of(trim(node.first->text), {"¶", "#", "§", "🔗"});
}

// How many liked or answered it, counted for machines.
bool is_count(const Node& node) {
  const auto* property = node.get("itemprop");
  return property != nullptr && is_one_of(lower(*property), {"upvotecount", "downvotecount",
                                                             "answercount", "commentcount"});
}

// A listing may have its numbers and its name beside it in the frame, but no paragraph.
bool frames_code(const Node& node) {
  bool code = false, prose = false;
  const auto look = [&](const Node& n) {
    code = code || n.name == "pre";
    prose = prose || n.name == "p";
  };
  for (const auto* child = node.first; child != nullptr; child = child->next) {
    look(*child);
    for (const auto* n = child->first; n != nullptr; n = n->next) look(*n);
  }
  return code && !prose;
}

bool is_section_of_prose(const Node& node) {
  constexpr std::size_t kLine = 80;  // bytes
  if (node.name != "section") return false;
  bool heading = false, prose = false;
  for (const auto* n = node.first; n != nullptr; n = n->next) {
    heading = heading || is_one_of(n->name, {"h2", "h3", "h4"});
    prose = prose || (n->name == "p" && html::short_text_of(*n).value_or("").size() >= kLine);
  }
  if (!heading || !prose) return false;
  constexpr int kMost = 2000;  // nodes of a section within an article
  int looked_at = 0;
  const auto* const leads = html::first_where(node, [&](const Node& n) {
    const auto* href = n.get("href");
    return ++looked_at > kMost || (href != nullptr && !href->starts_with('#')) ||
           is_one_of(n.name, {"form", "input", "button", "iframe"});
  });
  return leads == nullptr;
}

bool is_hidden_field(const Node& node) {
  const auto* type = node.name == "input" ? node.get("type") : nullptr;
  return type != nullptr && lower(*type) == "hidden";
}

// Some sites wrap the whole page in a form, others each text that its author might edit: that form
// has fields for programs alone.
bool is_mere_form(const Node& node) {
  if (node.name != "form" && node.name != "fieldset") return false;
  constexpr std::size_t kWholePage = 3000;  // bytes of text that no form for filling in has
  constexpr std::size_t kMuch = 1 << 16;    // folded or not
  int paragraphs = 0;
  std::size_t text = 0;
  bool has_field = false, has_hidden_field = false;
  const auto* const enough = html::first_where(node, [&](const Node& n) {
    paragraphs += n.name == "p" ? 1 : 0;
    const bool is_hidden = is_hidden_field(n);
    has_hidden_field |= is_hidden;
    has_field |= !is_hidden && is_one_of(n.name, {"input", "select", "textarea"});
    const bool said = n.is_text() && n.parent != nullptr &&
                      !is_one_of(n.parent->name, {"script", "style", "option", "textarea"});
    if (said) text += n.text.size() < kMuch ? fold_space(n.text).size() : kWholePage;
    return paragraphs >= 3 || text >= kWholePage;
  });
  return enough == nullptr && (has_field || !has_hidden_field);
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

bool is_of_text(const Node& node) {
  return frames_code(node) || is_section_of_prose(node);
}

Outline::Outline(const html::Tree& page, std::string_view title, Kept kept)
    : title_(normalised_title(title)),
      kept_(kept),
      removed_(page.elements()),
      contents_(page.elements()) {
  prune(page.root(), false);
  survey(page.root(), false);
}

Content* Outline::find(const Node& node) {
  auto& content = contents_[node.number];
  return content.surveyed && !node.is_text() ? &content : nullptr;
}

void Outline::prune(const Node& node, bool in_article) {
  in_article = in_article || node.name == "article" || node.name == "main";
  const bool sentence = is_sentence(node);
  for (const auto* child = node.first; child != nullptr; child = child->next) {
    if (child->is_text()) continue;
    const bool in_sentence = sentence && !html::is_block(child->name);
    const bool heading = is_one_of(child->name, {"h1", "h2"}) && !title_.empty();
    const auto text = heading ? html::short_text_of(*child) : std::nullopt;
    const bool title = text && normalised_title(*text) == title_;
    const bool hidden = is_hidden(*child) && !is_formula(*child);
    has_hidden_ = has_hidden_ || hidden;
    if (is_never(*child) || title || (!in_sentence && is_byline(*child)) || is_permalink(*child) ||
        is_count(*child) || is_mere_form(*child) || (kept_ != Kept::hidden && hidden) ||
        names_comments(*child) ||
        (kept_ != Kept::unlikely && is_unlikely(*child, in_article) && !is_of_text(*child))) {
      remove(*child);
    } else {
      prune(*child, in_article);
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
