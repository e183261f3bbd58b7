#include "heed/read/page/article.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "heed/base/escape.h"
#include "heed/read/ascii.h"
#include "heed/read/html/sanitise.h"
#include "heed/read/page/marks.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

using html::Node;

constexpr std::string_view kNever[] = {
    "script", "style", "noscript", "template", "svg",   "nav",    "aside",  "footer",
    "button", "input", "select",   "textarea", "frame", "iframe", "object", "embed",
    "link",   "meta",  "head",     "dialog",   "menu",  "canvas", "audio",  "video"};

// What lies below a node, removed parts left out.
struct Content {
  int letters = 0;  // bytes of text, white space folded
  int own = 0;      // of them in no block below
  int linked = 0;   // of them in links
  int commas = 0;
  int paragraphs = 0;
  int prose = 0;  // in paragraphs that are no lists of links
  int items = 0;
  int pictures = 0;
  bool has_blocks = false;
  double score = 0;
  bool scored = false;

  double link_share() const { return letters == 0 ? 0 : static_cast<double>(linked) / letters; }
};

class Finder {
 public:
  Finder(const html::Tree& page, std::string_view title, bool strict)
      : page_(page), title_(normalised_title(title)), strict_(strict) {
    prune(page_.root());
    survey(page_.root(), false);
  }

  std::string best_html() {
    auto parts = marked_body();
    if (parts.empty()) {
      score(page_.root());
      const Node* const top = highest();
      parts = with_kin(top == nullptr ? *body() : *top);
    }
    return html_of(std::move(parts));
  }

  // The least element with nearly all the page's paragraphs: for pages that keep a body in pieces.
  std::string prose_html() {
    constexpr double kNearlyAll = 0.8;
    const Node* least = body();
    const auto enough = kNearlyAll * contents_[least].prose;
    for (const Node* next = least; next != nullptr;) {
      least = next;
      next = nullptr;
      for (const auto* n = least->first; n != nullptr && next == nullptr; n = n->next) {
        const auto content = contents_.find(n);
        if (content != contents_.end() && enough > 0 && content->second.prose >= enough &&
            n->name != "p") {
          next = n;
        }
      }
    }
    return html_of({least});
  }

 private:
  std::string html_of(std::vector<const Node*> parts) {
    for (const auto* part : parts) clean(*part);
    if (const auto* lead = lead_of(*parts.front())) parts.insert(parts.begin(), lead);
    std::string out;
    for (const auto* part : parts) write(out, *part);
    return out;
  }

  const Node& root() const { return page_.root(); }

  const Node* body() const {
    const auto* found = html::find(root(), "body");
    return found == nullptr ? &root() : found;
  }

  void prune(const Node& node) {
    for (const auto* child = node.first; child != nullptr; child = child->next) {
      if (child->is_text()) continue;
      const bool never =
          std::find(std::begin(kNever), std::end(kNever), child->name) != std::end(kNever);
      const bool title = is_one_of(child->name, {"h1", "h2"}) && !title_.empty() &&
                         normalised_title(html::inline_text_of(*child)) == title_;
      if (never || title || is_byline(*child) || is_mere_form(*child) || is_hidden(*child) ||
          (strict_ && is_unlikely(*child))) {
        removed_.insert(child);
      } else {
        prune(*child);
      }
    }
  }

  // The author's name has a field of its own.
  static bool is_byline(const Node& node) {
    if (is_one_of(node.name, {"body", "html", "article", "main", "p"})) return false;
    const auto marks = marks_of(node);
    const auto* rel = node.get("rel");
    const bool named =
        marks.find("byline") != std::string::npos || (rel != nullptr && *rel == "author");
    return named && html::inline_text_of(node).size() < 100;
  }

  // Some sites wrap the whole page in a form.
  static bool is_mere_form(const Node& node) {
    if (node.name != "form" && node.name != "fieldset") return false;
    constexpr std::size_t kWholePage = 3000;  // bytes of text that no form for filling in has
    int paragraphs = 0;
    std::size_t text = 0;
    html::walk(node, [&](const Node& n) {
      paragraphs += n.name == "p" ? 1 : 0;
      const bool said = n.is_text() && n.parent != nullptr &&
                        !is_one_of(n.parent->name, {"script", "style", "option", "textarea"});
      if (said) text += fold_space(n.text).size();
    });
    return paragraphs < 3 && text < kWholePage;
  }

  Content survey(const Node& node, bool in_link) {
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
      if (removed_.count(child) != 0) continue;
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
    contents_[&node] = sum;
    return sum;
  }

  static int count_commas(std::string_view text) {
    int commas = static_cast<int>(std::count(text.begin(), text.end(), ','));
    for (const std::string_view mark : {"，", "、", "。", "،"}) {
      for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at + mark.size()))
        ++commas;
    }
    return commas;
  }

  // Sites that say outright where the body is: the element that holds most of the text there is,
  // and those beside it of the same name, where the body comes in pieces.
  std::vector<const Node*> marked_body() {
    std::vector<const Node*> marked;
    const Node* best = nullptr;
    html::walk(root(), [&](const Node& node) {
      if (node.is_text() || !contents_.count(&node) || !names_body(node)) return;
      marked.push_back(&node);
      if (best == nullptr || contents_[&node].letters > contents_[best].letters) best = &node;
    });
    if (best == nullptr) return {};
    const auto& content = contents_[best];
    if (content.letters < 600 || content.link_share() > 0.4) return {};
    std::erase_if(marked, [&](const Node* node) {
      const bool same = marks_of(*node) == marks_of(*best) && node->name == best->name;
      const bool apart = !within(*node, *best) && !within(*best, *node);
      return node != best && !(same && apart && contents_[node].link_share() < 0.4);
    });
    return marked;
  }

  static bool within(const Node& node, const Node& outer) {
    const Node* n = node.parent;
    while (n != nullptr && n != &outer) n = n->parent;
    return n != nullptr;
  }

  // The paragraph above the body that many papers keep apart from it, in the same frame.
  const Node* lead_of(const Node& body) {
    constexpr int kShortest = 40, kLongest = 900;  // bytes
    const Node* frame = body.parent;
    for (int level = 0; level < 3 && frame != nullptr && !is_one_of(frame->name, {"body", "#root"});
         ++level, frame = frame->parent) {
      for (const auto* n = frame->first; n != nullptr && !holds(*n, body); n = n->next) {
        const Node* found = nullptr;
        html::walk(*n, [&](const Node& node) {
          const auto content = contents_.find(&node);
          if (found != nullptr || node.is_text() || content == contents_.end()) return;
          const auto& c = content->second;
          const bool fits = c.letters >= kShortest && c.letters <= kLongest && c.link_share() < 0.3;
          if (fits && names_lead(node)) found = &node;
        });
        if (found != nullptr) return found;
      }
    }
    return nullptr;
  }

  static bool holds(const Node& outer, const Node& node) {
    return &outer == &node || within(node, outer);
  }

  void score(const Node& node) {
    for (const auto* child = node.first; child != nullptr; child = child->next) {
      if (child->is_text() || removed_.count(child) != 0) continue;
      score(*child);
    }
    const auto& content = contents_[&node];
    if (!is_one_of(node.name,
                   {"p", "pre", "td", "blockquote", "div", "section", "article", "main", "center"}))
      return;
    if (content.own < 25) return;
    const double points =
        1 + std::min(content.commas, content.own / 20) + std::min(content.own / 100, 3);
    const bool wraps = content.has_blocks || node.parent == nullptr;
    const Node* holder = wraps ? &node : node.parent;
    for (int level = 0; holder != nullptr && level < 4; ++level, holder = holder->parent) {
      if (holder->name == "#root") break;
      auto& target = contents_[holder];
      if (!target.scored) {
        target.scored = true;
        target.score += start_score(*holder);
      }
      target.score += points / (level == 0 ? 1 : level == 1 ? 2 : level * 3);
    }
  }

  double start_score(const Node& node) const {
    double start = 0;
    if (is_one_of(node.name, {"div", "article", "main"})) start = 5;
    if (is_one_of(node.name, {"pre", "td", "blockquote"})) start = 3;
    if (is_one_of(node.name, {"ol", "ul", "dl", "dd", "dt", "li", "address"})) start = -3;
    if (is_one_of(node.name, {"h1", "h2", "h3", "h4", "h5", "h6", "th"})) start = -5;
    return start + (strict_ ? weight_of(node) : 0);
  }

  const Node* highest() {
    const Node* best = nullptr;
    double most = 0;
    html::walk(root(), [&](const Node& node) {
      const auto found = contents_.find(&node);
      if (found == contents_.end() || !found->second.scored) return;
      auto& content = found->second;
      content.score *= 1 - content.link_share();
      if (content.score > most) {
        most = content.score;
        best = &node;
      }
    });
    // An only child's parent may hold its siblings' text as well.
    while (best != nullptr && best->parent != nullptr && best->parent->name != "body" &&
           best->parent->name != "#root" && contents_[best].letters > 0 &&
           best->parent->first == best->parent->last) {
      best = best->parent;
    }
    return best;
  }

  // Neighbours that are as good, or paragraphs among mere text.
  std::vector<const Node*> with_kin(const Node& top) {
    if (top.parent == nullptr || top.name == "body" || !contents_[&top].scored) return {&top};
    const double bar = std::max(10.0, contents_[&top].score * 0.2);
    std::vector<const Node*> parts;
    for (const auto* n = top.parent->first; n != nullptr; n = n->next) {
      if (n == &top) parts.push_back(n);
      if (n == &top || n->is_text() || removed_.count(n) != 0) continue;
      const auto& content = contents_[n];
      const auto* a = n->get("class");
      const auto* b = top.get("class");
      const double bonus = a && b && !a->empty() && *a == *b ? contents_[&top].score * 0.2 : 0;
      const bool paragraph =
          n->name == "p" && ((content.letters > 80 && content.link_share() < 0.25) ||
                             (content.letters > 0 && content.linked == 0 && content.commas > 0));
      if ((content.scored && content.score + bonus >= bar) || paragraph) parts.push_back(n);
    }
    return parts;
  }

  // Inside the article: lists of links, boxes that share and sell, empty wraps.
  void clean(const Node& node) {
    for (const auto* child = node.first; child != nullptr; child = child->next) {
      if (child->is_text() || removed_.count(child) != 0) continue;
      if (is_clutter(*child)) {
        removed_.insert(child);
      } else {
        clean(*child);
      }
    }
  }

  bool is_clutter(const Node& node) {
    const auto& content = contents_[&node];
    const auto marks = marks_of(node);
    for (const std::string_view word :
         {"share",     "sharing",    "social",         "related",        "newsletter",
          "comment",   "author-bio", "authorbio",      "breadcrumb",     "read-more",
          "readmore",  "recommend",  "promo",          "subscribe",      "tag-list",
          "post-tags", "advert",     "gallery",        "slideshow",      "carousel",
          "outbrain",  "taboola",    "mw-editsection", "jp-relatedposts"}) {
      if (strict_ && content.letters < 1500 && marks.find(word) != std::string::npos) return true;
    }
    if (is_one_of(node.name, {"h1", "h2", "h3", "h4"}))
      return weight_of(node) < 0 && content.letters == content.linked;
    if (!is_one_of(node.name, {"div", "ul", "ol", "section", "table", "header", "p", "dl"}))
      return false;
    const int weight = strict_ ? weight_of(node) : 0;
    if (node.name != "p" && weight < 0 && content.commas < 10 && content.letters < 300) return true;
    if (content.commas >= 10) return false;
    const double links = content.link_share();
    if (node.name == "p")
      return content.letters > 0 && links > 0.95 && content.letters > 25 && content.pictures == 0;
    if (content.letters == 0) return content.pictures == 0;
    const bool list =
        node.name == "ul" || node.name == "ol" || content.items > content.paragraphs * 2 + 2;
    if (weight < 25 && links > 0.33 && (list || content.letters < 500)) return true;
    return weight >= 25 && links > 0.6;
  }

  void write(std::string& out, const Node& node) {
    if (node.is_text()) return append_escaped(out, node.text);
    if (removed_.count(&node) != 0) return;
    if (node.name == "#root") return write_children(out, node);
    out += "<" + node.name;
    for (const auto& a : node.attributes) {
      if (a.name.find_first_of("<>\"'=/ ") != std::string::npos) continue;
      out += " " + a.name + "=\"";
      append_escaped(out, a.value);
      out += '"';
    }
    out += '>';
    if (html::is_void(node.name)) return;
    write_children(out, node);
    out += "</" + node.name + ">";
  }

  void write_children(std::string& out, const Node& node) {
    for (const auto* child = node.first; child != nullptr; child = child->next) write(out, *child);
  }

  const html::Tree& page_;
  std::string title_;
  bool strict_;
  std::unordered_set<const Node*> removed_;
  std::unordered_map<const Node*, Content> contents_;
};

constexpr std::size_t kEnough = 1500;  // bytes of text that are surely an article

}  // namespace

// A short find may be a notice about cookies, with the article among what looked unlikely, or one
// piece of many: then a laxer search must find far more to be believed.
Article find_article(const html::Tree& page, std::string_view title, std::string_view url) {
  Article best;
  const auto consider = [&](const std::string& found, bool first) {
    const auto tree = html::clean_tree(found, url);
    Article article{html::serialise(tree.root()), html::text_of(tree.root(), "figure")};
    if (first || article.text.size() > best.text.size() * 5 / 2) best = std::move(article);
    return best.text.size() >= kEnough;
  };
  if (consider(Finder(page, title, true).best_html(), true)) return best;
  if (consider(Finder(page, title, false).best_html(), false)) return best;
  if (consider(Finder(page, title, true).prose_html(), false)) return best;
  consider(Finder(page, title, false).prose_html(), false);
  return best;
}

}  // namespace heed::read
