#include "heed/read/page/article.h"

#include <algorithm>
#include <vector>

#include "heed/base/escape.h"
#include "heed/read/ascii.h"
#include "heed/read/html/base.h"
#include "heed/read/html/sanitise.h"
#include "heed/read/page/marks.h"
#include "heed/read/page/outline.h"

namespace heed::read {
namespace {

using html::Node;

constexpr int kLongestCredit = 400;  // bytes: a picture's credit; what is longer is text

class Finder {
 public:
  Finder(const html::Tree& page, std::string_view title, Kept kept)
      : page_(page), strict_(kept != Kept::unlikely), outline_(page, title, kept) {}

  bool has_hidden() const { return outline_.has_hidden(); }

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
    const auto enough = kNearlyAll * outline_[*least].prose;
    for (const Node* next = least; next != nullptr;) {
      least = next;
      next = nullptr;
      for (const auto* n = least->first; n != nullptr && next == nullptr; n = n->next) {
        const auto content = outline_.find(*n);
        if (content != nullptr && enough > 0 && content->prose >= enough && n->name != "p") {
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

  // Sites that say outright where the body is: the element that holds most of the text there is,
  // and those beside it of the same name, where the body comes in pieces.
  std::vector<const Node*> marked_body() {
    std::vector<const Node*> marked;
    const Node* best = nullptr;
    html::walk(root(), [&](const Node& node) {
      if (node.is_text() || outline_.find(node) == nullptr || !names_body(node)) return;
      marked.push_back(&node);
      if (best == nullptr || outline_[node].letters > outline_[*best].letters) best = &node;
    });
    if (best == nullptr) return {};
    const auto& content = outline_[*best];
    if (content.letters < 600 || content.link_share() > 0.4) return {};
    auto name = marks_of(*best);  // the first of its names: others tell pieces apart
    name.resize(std::min(name.find(' ') + 1, name.size()));
    std::erase_if(marked, [&](const Node* node) {
      const bool same = node->name == best->name && marks_of(*node).starts_with(name);
      const bool apart = !within(*node, *best) && !within(*best, *node);
      return node != best && !(same && apart && outline_[*node].link_share() < 0.4);
    });
    return marked;
  }

  static bool within(const Node& node, const Node& outer) {
    return html::closest(node.parent, [&](const Node& n) { return &n == &outer; }) != nullptr;
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
          const auto content = outline_.find(node);
          if (found != nullptr || node.is_text() || content == nullptr) return;
          const auto& c = *content;
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
      if (child->is_text() || outline_.is_removed(*child)) continue;
      score(*child);
    }
    const auto& content = outline_[node];
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
      auto& target = outline_[*holder];
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
      const auto found = outline_.find(node);
      if (found == nullptr || !found->scored) return;
      auto& content = *found;
      content.score *= 1 - content.link_share();
      if (content.score > most) {
        most = content.score;
        best = &node;
      }
    });
    // An only child's parent may hold its siblings' text as well.
    while (best != nullptr && best->parent != nullptr && best->parent->name != "body" &&
           best->parent->name != "#root" && outline_[*best].letters > 0 &&
           best->parent->first == best->parent->last) {
      best = best->parent;
    }
    return best;
  }

  // Neighbours that are as good, or paragraphs among mere text.
  std::vector<const Node*> with_kin(const Node& top) {
    if (top.parent == nullptr || top.name == "body" || !outline_[top].scored) return {&top};
    const double bar = std::max(10.0, outline_[top].score * 0.2);
    std::vector<const Node*> parts;
    for (const auto* n = top.parent->first; n != nullptr; n = n->next) {
      if (n == &top) parts.push_back(n);
      if (n == &top || n->is_text() || outline_.is_removed(*n)) continue;
      const auto& content = outline_[*n];
      const auto* a = n->get("class");
      const auto* b = top.get("class");
      const double bonus = a && b && !a->empty() && *a == *b ? outline_[top].score * 0.2 : 0;
      const bool paragraph =
          n->name == "p" && ((content.letters > 80 && content.link_share() < 0.25) ||
                             (content.letters > 0 && content.linked == 0 && content.commas > 0));
      if ((content.scored && content.score + bonus >= bar) || paragraph) parts.push_back(n);
    }
    return parts;
  }

  // Inside the article: lists of links, boxes that share and sell, empty wraps.
  void clean(const Node& node) {
    const Node* last_prose = nullptr;
    for (const auto* n = node.first; n != nullptr; n = n->next) {
      if (outline_.find(*n) != nullptr && is_prose(*n)) last_prose = n;
    }
    bool announced = false;
    for (const auto* child = node.first; child != nullptr; child = child->next) {
      if (child->is_text() || outline_.is_removed(*child)) continue;
      if (is_clutter(*child, announced)) {
        outline_.remove(*child);
        continue;
      }
      clean(*child);
      if (child == last_prose) last_prose = nullptr;
      if (outline_[*child].letters > 0) {
        announced = is_prose(*child) && (last_prose != nullptr || ends_with_colon(*child));
      }
    }
  }

  // Whether one of the first nodes of `node` passes the test. What is asked of each of nested
  // elements must not look at all that lies below.
  template <class Test>
  static bool is_soon(const Node& node, const Test& test) {
    int left = 2000;
    bool found = false;
    html::first_where(node, [&](const Node& n) {
      found = test(n);
      return found || --left == 0;
    });
    return found;
  }

  // Whether one of the elements below has text of its own, and no links: old forums lay out each
  // post in a table, with links around it.
  bool holds_saying(const Node& node) {
    constexpr int kLine = 60;  // bytes
    return is_soon(node, [&](const Node& n) {
      const auto* content = outline_.find(n);
      return content != nullptr && content->own >= kLine && content->linked == 0;
    });
  }

  bool is_prose(const Node& node) {
    constexpr int kLine = 60;  // bytes
    const auto& content = outline_[node];
    return node.name == "p" && content.letters >= kLine && content.link_share() < 0.3;
  }

  static bool ends_with_colon(const Node& node) {
    const auto text = html::short_text_of(node).value_or("");
    return text.ends_with(':') || text.ends_with("：");
  }

  // Announced: right after a paragraph that ends in a colon, or with more below. So a list of links
  // may be with a few words on each.
  bool is_clutter(const Node& node, bool announced) {
    const auto& content = outline_[node];
    if (content.letters < kLongestCredit && content.pictures == 0 && names_credit(node))
      return true;
    if (is_of_text(node)) return false;
    if (strict_ && content.letters < 1500 && names_clutter(node)) return true;
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
    if (node.name == "table" && holds_saying(node)) return false;
    if (weight < 25 && links > 0.33 && (list || content.letters < 500)) {
      const bool stays = announced && links <= 0.7;
      return !stays || is_one_of(node.name, {"div", "section", "header"});
    }
    return weight >= 25 && links > 0.6;
  }

  // A figure without a picture, but a note or with a listing or a table: what it shows is text.
  bool is_shown_text(const Node& node) {
    if (node.name != "figure" || outline_[node].pictures > 0) return false;
    return names_note(node) || is_soon(node, [](const Node& n) {
             return is_one_of(n.name, {"pre", "table"});
           });
  }

  // What a formula was written as, which its signs in a row don't tell.
  static const Node* source_of(const Node& math) {
    return html::first_where(math, [](const Node& n) {
      const auto* encoding = n.name == "annotation" ? n.get("encoding") : nullptr;
      return encoding != nullptr && *encoding == "application/x-tex";
    });
  }

  void write(std::string& out, const Node& node) {
    if (node.is_text()) return append_escaped(out, node.text);
    if (outline_.is_removed(node)) return;
    if (node.name == "#root") return write_children(out, node);
    const auto* source = node.name == "math" ? source_of(node) : nullptr;
    if (source != nullptr) return write_children(out, *source);
    const bool formula = is_formula(node);
    const std::string_view name = is_shown_text(node) ? "div" : std::string_view(node.name);
    out.append("<").append(name);
    for (const auto& a : node.attributes) {
      if (a.name.find_first_of("<>\"'=/ ") != std::string::npos) continue;
      out += " " + a.name + "=\"";
      const bool bare = formula && a.name == "alt" && !a.value.starts_with("{\\");
      append_escaped(out, bare ? "{\\displaystyle " + a.value + "}" : a.value);  // its class goes
      out += '"';
    }
    out += '>';
    if (html::is_void(node.name)) return;
    write_children(out, node);
    out.append("</").append(name).append(">");
  }

  void write_children(std::string& out, const Node& node) {
    for (const auto* child = node.first; child != nullptr; child = child->next) write(out, *child);
  }

  const html::Tree& page_;
  bool strict_;
  Outline outline_;
};

constexpr std::size_t kEnough = 1500;    // bytes of text that are surely an article
constexpr std::size_t kHardlyAny = 200;  // "Loading …", "Scan this code", "We use cookies"
// How many times as long another find must be to be believed instead.
constexpr double kMoreProse = 1.5;
constexpr double kFarMore = 2.5;

// A body that the page states for machines: HTML, or lines of text.
std::string as_html(const std::string& stated) {
  const bool marked = stated.find("</") != std::string::npos;
  return marked ? stated : html::serialise(html::tree_of_lines(stated).root());
}

}  // namespace

// A short find may be a notice about cookies, with the article among what looked unlikely, or one
// piece of many: then all of the page's prose, or a laxer search, finds far more; or the page hides
// the article until its program has run, or behind a dialogue that was open when it was saved.
Article find_article(const html::Tree& page, std::string_view title, std::string_view url,
                     const std::string& stated) {
  const auto base = html::base_of(page, url);
  Article best;
  const auto consider = [&](Article article, double times) {
    const auto bar = times * static_cast<double>(best.text.size());
    if (static_cast<double>(article.text.size()) >= bar) best = std::move(article);
    return best.text.size() >= kEnough;
  };
  const auto clean = [&](const std::string& found) {
    const auto tree = html::clean_tree(found, base, url);
    return Article{html::serialise(tree.root()), html::text_of(tree.root(), "figure")};
  };
  bool has_hidden = false;
  {  // an outline of a long page takes room
    Finder usual(page, title, Kept::likely);
    consider(clean(usual.best_html()), 0);
    has_hidden = usual.has_hidden();
  }
  if (consider(clean(Finder(page, title, Kept::likely).prose_html()), kMoreProse)) return best;
  if (consider(clean(as_html(stated)), kFarMore)) return best;
  if (consider(clean(Finder(page, title, Kept::unlikely).best_html()), kFarMore)) return best;
  if (consider(clean(Finder(page, title, Kept::unlikely).prose_html()), kFarMore)) return best;
  if (best.text.size() < kHardlyAny && has_hidden) {
    consider(clean(Finder(page, title, Kept::hidden).best_html()), kFarMore);
  }
  return best;
}

}  // namespace heed::read
