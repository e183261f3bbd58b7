#include "heed/read/page/marks.h"

#include <algorithm>

#include "heed/read/ascii.h"
#include "heed/read/html/hidden.h"
#include "heed/read/phrases.h"

namespace heed::read {
namespace {

using html::Node;

// The last are of those who sell banners that ask for consent to be followed.
constexpr std::string_view kUnlikely[] = {"-ad-",
                                          "ad-break",
                                          "advert",
                                          "ai2html",
                                          "agegate",
                                          "banner",
                                          "breadcrumb",
                                          "combx",
                                          "comment",
                                          "community",
                                          "cookie",
                                          "cover-wrap",
                                          "disqus",
                                          "extra",
                                          "footer",
                                          "gdpr",
                                          "header",
                                          "legends",
                                          "menu",
                                          "newsletter",
                                          "pager",
                                          "pagination",
                                          "popup",
                                          "promo",
                                          "recirc",
                                          "recommend",
                                          "related",
                                          "remark",
                                          "replies",
                                          "rss",
                                          "share",
                                          "shoutbox",
                                          "sidebar",
                                          "signup",
                                          "skyscraper",
                                          "social",
                                          "sponsor",
                                          "subscribe",
                                          "supplemental",
                                          "teaser",
                                          "toolbar",
                                          "yom-remote",
                                          "onetrust",
                                          "didomi-host",
                                          "qc-cmp",
                                          "fc-consent",
                                          "usercentrics-root",
                                          "sp_message",
                                          "cmpbox",
                                          "truste_",
                                          "iubenda-cs"};
constexpr std::string_view kMaybe[] = {"and",        "article", "body",    "column",
                                       "content",    "main",    "mathjax", "shadow",
                                       "ingredient", "theorem", "proof",   "commentary"};
constexpr std::string_view kGood[] = {"article", "body", "content", "entry",
                                      "hentry",  "main", "page",    "post",
                                      "text",    "blog", "story",   "ingredient"};
constexpr std::string_view kBad[] = {"-ad-",    "hidden",   "banner",   "combx",   "comment",
                                     "com-",    "contact",  "footer",   "gdpr",    "masthead",
                                     "media",   "meta",     "outbrain", "promo",   "related",
                                     "scroll",  "share",    "shoutbox", "sidebar", "skyscraper",
                                     "sponsor", "shopping", "tags",     "tool",    "widget"};
constexpr std::string_view kComments[] = {
    "comments",    "commentlist",     "comment-list", "comments-area", "disqus_thread",
    "kommentare",  "commentaires",    "comentarios",  "respond",       "webmentions",
    "isso-thread", "leserkommentare", "pinglun"};
// What themes call a whole page or post after whether readers may write below it.
constexpr std::string_view kMayComment[] = {
    "no-comments",     "has-comments",     "with-comments",    "comments-open",
    "comments-closed", "comments-enabled", "comments-disabled"};
// Boxes within an article that share and sell.
constexpr std::string_view kClutter[] = {
    "share",      "sharing",   "social",         "related",        "newsletter", "comment",
    "author-bio", "authorbio", "author-box",     "author-info",    "disclosure", "affiliate",
    "breadcrumb", "read-more", "readmore",       "recommend",      "promo",      "subscribe",
    "tag-list",   "post-tags", "advert",         "gallery",        "slideshow",  "carousel",
    "outbrain",   "taboola",   "mw-editsection", "jp-relatedposts"};
constexpr std::string_view kCredit[] = {"credit", "credits", "copyright"};
constexpr std::string_view kDate[] = {"date",    "datum",    "published", "pubdate",
                                      "posted",  "fecha",    "timestamp", "datepublished",
                                      "created", "postdate", "dateline"};
// The words before the body that sum it up.
constexpr std::string_view kLead[] = {"lead",        "intro",          "standfirst", "excerpt",
                                      "summary",     "preface",        "chapo",      "dek",
                                      "subtitle",    "leadin",         "abstract",   "vorspann",
                                      "teaser-text", "artikel-teaser", "toptext"};
constexpr std::string_view kNotes[] = {"note",    "notes",   "admonition", "callout",   "hint",
                                       "warning", "caution", "footnote",   "footnotes", "topic"};
constexpr std::string_view kHeard[] = {"screen-reader",   "screenreader",   "sr-only",
                                       "visually-hidden", "visuallyhidden", "aural"};
constexpr std::string_view kReferences[] = {"reference", "references", "citation", "bibliography"};
constexpr std::string_view kFormula[] = {"math", "latex", "tex"};
constexpr std::string_view kBody[] = {
    "articlebody",     "article-body",     "article_body",  "article__body",
    "article-content", "article__content", "article-text",  "articletext",
    "entry-content",   "post-content",     "post-body",     "post__content",
    "story-body",      "storytext",        "story-content", "body-content"};

template <class List>
bool any_in(const std::string& marks, const List& words) {
  return !marks.empty() && holds_any(marks, words);  // most are empty
}

// Whether one of the words stands in the marks as a word of its own.
template <class List>
bool any_word_in(const std::string& marks, const List& words) {
  if (marks.empty()) return false;
  const auto is_end = [&](std::size_t at) {
    return at >= marks.size() || marks[at] < 'a' || marks[at] > 'z';
  };
  return std::any_of(std::begin(words), std::end(words), [&](std::string_view w) {
    for (auto at = marks.find(w); at != marks.npos; at = marks.find(w, at + 1)) {
      if ((at == 0 || is_end(at - 1)) && is_end(at + w.size())) return true;
    }
    return false;
  });
}

}  // namespace

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_heading(const Node& node) {
  return node.name.size() == 2 && node.name[0] == 'h' && node.name[1] >= '1' && node.name[1] <= '6';
}

constexpr std::size_t kLongestMarks = 1024;  // bytes of each that are looked at, again and again

std::string marks_of(const Node& node) {
  std::string marks;
  if (node.attributes.empty()) return marks;
  for (const std::string_view name : {"class", "id", "itemprop"}) {
    if (name == "id" && is_heading(node)) continue;  // made from its words, as often as not
    const auto* value = node.get(name);
    if (value != nullptr) marks += lower(std::string_view(*value).substr(0, kLongestMarks)) + " ";
  }
  return marks;
}

bool is_hidden(const Node& node) {
  if (node.attributes.empty()) return false;
  const auto* aria = node.get("aria-hidden");
  return html::is_hidden(node) || (aria != nullptr && *aria == "true");
}

bool names_references(const Node& node) {
  return is_one_of(node.name, {"ol", "ul", "li", "cite"}) &&
         any_word_in(marks_of(node), kReferences);
}

bool names_heard(const Node& node) {
  return any_in(marks_of(node), kHeard);
}

bool is_formula(const Node& node) {
  const auto* alt = node.name == "img" ? node.get("alt") : nullptr;
  // Pictures for lessons are marked so, too; what they show is said in words.
  const bool written = alt != nullptr && !alt->empty() &&
                       (alt->find(' ') == alt->npos || alt->find_first_of("\\^_={") != alt->npos);
  return written && any_word_in(marks_of(node), kFormula);
}

int weight_of(const Node& node) {
  const auto marks = marks_of(node);
  return (any_in(marks, kGood) ? 25 : 0) - (any_in(marks, kBad) ? 25 : 0);
}

bool is_unlikely(const Node& node, bool in_article) {
  if (is_one_of(node.name, {"html", "body", "article", "main", "#root", "a", "p"})) return false;
  if (const auto* role = node.get("role")) {
    if (is_one_of(*role,
                  {"menu", "menubar", "complementary", "navigation", "alertdialog", "dialog"})) {
      return true;
    }
    if (*role == "alert" && !in_article) return true;  // there it is a note
  }
  auto marks = marks_of(node);
  if (is_one_of(node.name, {"h2", "h3", "h4", "h5", "h6", "tr", "th", "thead"})) {
    constexpr std::string_view kHeader = "header";  // is what these are
    std::string others;
    for (std::size_t at = 0; at < marks.size();) {
      const auto found = std::min(marks.find(kHeader, at), marks.size());
      others.append(marks, at, found - at);
      at = found + kHeader.size();
    }
    marks = std::move(others);
  }
  return any_in(marks, kUnlikely) && !any_in(marks, kMaybe);
}

bool names_comments(const Node& node) {
  if (is_one_of(node.name, {"html", "body", "article", "main", "#root", "a", "p"})) return false;
  if (node.attributes.empty()) return false;
  const auto* id = is_heading(node) ? node.get("id") : nullptr;
  if (id != nullptr && is_one_of(*id, {"comments", "respond", "reply-title"})) return true;
  const auto* label = node.get("aria-label");
  if (label != nullptr && same_ignoring_case(*label, "comments")) return true;
  auto marks = marks_of(node);
  if (!any_word_in(marks, kComments)) return false;
  for (const auto phrase : kMayComment) {
    const auto at = marks.find(phrase);
    if (at != marks.npos) marks.erase(at, phrase.size());
  }
  return any_word_in(marks, kComments);
}

bool is_among_comments(const Node& node) {
  for (const auto* n = &node; n != nullptr; n = n->parent) {
    if (is_one_of(n->name, {"label", "form"}) || names_comments(*n)) return true;
    if (marks_of(*n).find("comment-") != std::string::npos && n->name != "body") return true;
  }
  return false;
}

bool names_clutter(const Node& node) {
  return any_in(marks_of(node), kClutter);
}

bool names_credit(const Node& node) {
  return any_word_in(marks_of(node), kCredit);
}

bool names_date(const Node& node) {
  return any_word_in(marks_of(node), kDate);
}

bool names_body(const Node& node) {
  return any_in(marks_of(node), kBody);
}

bool names_note(const Node& node) {
  return any_word_in(marks_of(node), kNotes);
}

bool names_lead(const Node& node) {
  if (!is_one_of(node.name, {"p", "div", "h2", "h3", "section", "span"})) return false;
  return any_word_in(marks_of(node), kLead);
}

}  // namespace heed::read
