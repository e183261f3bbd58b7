#include "heed/read/page/metadata.h"

#include <algorithm>

#include "heed/read/ascii.h"
#include "heed/read/date.h"
#include "heed/read/page/byline.h"
#include "heed/read/page/claims.h"
#include "heed/read/page/day_line.h"
#include "heed/read/page/linked_data.h"
#include "heed/read/page/marks.h"
#include "heed/read/page/names.h"
#include "heed/read/page/published.h"
#include "heed/read/page/title.h"
#include "heed/read/url.h"
#include "heed/read/xml/tree.h"

namespace heed::read {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kLongestName = 200;  // of a claim, or of claims that share it
constexpr std::size_t kMostHeadings = 32;
constexpr std::size_t kLongestDate = 80;  // bytes, in which it may be in Chinese
constexpr std::size_t kLongestLine = 120;

// "Doe, Jane", as catalogues write it → "Jane Doe".
std::string given_name_first(const std::string& name) {
  const auto comma = name.find(", ");
  if (comma == name.npos || name.find(',', comma + 1) != name.npos) return name;
  const auto last = lower(std::string_view(name).substr(comma + 2));
  for (const std::string_view part :
       {"inc", "ltd", "llc", "gmbh", "corp", "jr", "sr", "ii", "iii"}) {
    if (last == part || last == std::string(part) + ".") return name;  // no given name
  }
  return name.substr(comma + 2) + " " + name.substr(0, comma);
}

struct Heading {
  std::string text;
  const html::Node* node;
};

// Headings that are heard, not seen, name parts of the page.
bool is_only_heard(const html::Node& node) {
  return names_heard(node) || is_hidden(node);
}

// Without the sign that links to the heading itself.
std::string without_permalink(std::string_view heading) {
  for (const std::string_view sign : {"¶", "🔗"}) {
    if (heading.ends_with(sign)) heading.remove_suffix(sign.size());
  }
  return std::string(trim(heading));
}

bool leads_to_front_page(const html::Node& link, const std::string& site) {
  const auto* rel = link.get("rel");
  if (rel != nullptr && lower(*rel) == "home") return true;
  const auto* href = link.get("href");
  if (href == nullptr) return false;
  const auto url = parse_url(*href);
  const bool here = !url.has_authority || site.empty() || url.host() == parse_url(site).host();
  return here && is_one_of(url.path, {"", "/", "./", "/index.html", "/index.php"}) &&
         url.query.empty() && url.fragment.empty();
}

// By its class, or an id that says so and nothing else: ids are often made of the heading's words.
bool is_marked_as_site(const html::Node& node) {
  const auto is_mark = [](std::string_view name) {
    return is_one_of(
        name, {"site-title", "site-name", "sitename", "site-logo", "logo", "blog-title", "brand"});
  };
  const auto is_marked = [&](const std::string& name) {
    const auto pieces = split(name, "-_");
    return is_mark(name) || std::any_of(pieces.begin(), pieces.end(), is_mark) ||
           name.find("site-title") != std::string::npos ||
           name.find("site-name") != std::string::npos ||
           name.find("blog-title") != std::string::npos;
  };
  const auto* id = node.get("id");
  const auto* names = node.get("class");
  if (id != nullptr && is_mark(lower(*id))) return true;
  if (names == nullptr) return false;
  const auto classes = split(lower(*names), " ");
  return std::any_of(classes.begin(), classes.end(), is_marked);
}

// A heading of the site's name: marked so, or nothing but a link to the front page.
bool names_site(const Heading& heading, const std::string& site) {
  for (const auto* n = heading.node; n != nullptr && n->depth + 2 > heading.node->depth;
       n = n->parent) {
    if (n->name != "body" && is_marked_as_site(*n)) return true;
    if (n->name == "a" && leads_to_front_page(*n, site)) return true;
  }
  const auto* link = html::find(*heading.node, "a");
  return link != nullptr && leads_to_front_page(*link, site) &&
         html::short_text_of(*link) == heading.text;
}

bool is_in_article(const html::Node& node) {
  return html::closest(&node, [](const html::Node& n) {
           return n.name == "article" || n.name == "main";
         }) != nullptr;
}

bool is_hidden_or_cited(const html::Node& node) {
  return html::closest(&node, [](const html::Node& n) {
           return is_hidden(n) || names_references(n);
         }) != nullptr;
}

bool is_in_sentence(const html::Node& text) {
  if (text.parent == nullptr || text.parent->name != "p") return false;
  const auto line = html::short_text_of(*text.parent);
  return !line || line->size() > kLongestLine;
}

// Beside its name in a table of facts.
bool is_fact(const html::Node& text) {
  const auto* cell = text.parent;
  if (cell == nullptr || cell->name != "td" || cell->parent->name != "tr") return false;
  const auto* name = cell->parent->first;
  while (name->is_text()) name = name->next;
  return name->name == "th";
}

bool is_in_list(const html::Node& node) {
  return html::closest(&node, [](const html::Node& n) { return n.name == "li"; }) != nullptr;
}

// Whether another short entry or row that leads elsewhere, beside its own, has a day, too.
bool is_of_list(const html::Node& day) {
  constexpr int kMost = 60;  // nodes of an entry
  const auto is_entry = [&](const html::Node& node) {
    int looked_at = 0;
    bool dated = false, leads = false;
    html::first_where(node, [&](const html::Node& n) {
      const bool is_day = n.is_text() ? is_day_alone(n.text) : n.name == "time" || names_date(n);
      dated = dated || (n.name == day.name && is_day);
      leads = leads || n.name == "a";
      return ++looked_at > kMost;
    });
    return looked_at <= kMost && dated && leads;
  };
  const auto* const entry = html::closest(day.parent, [](const html::Node& n) {
    return is_one_of(n.name, {"tr", "li"});
  });
  if (entry == nullptr || !is_entry(*entry)) return false;
  const auto* other = entry->next;
  while (other != nullptr && other->is_text()) other = other->next;
  if (other == nullptr) other = entry->parent->first;
  while (other->is_text()) other = other->next;
  return other != entry && is_entry(*other);
}

// What an element says for machines of the day that it shows: of HTML, or of the microformats of
// before (hAtom).
const std::string* stated_date(const html::Node& node) {
  return node.get(node.name == "abbr" ? "title" : "datetime");
}

class Collector {
 public:
  void visit(const html::Node& node) {
    bylines_.visit(node);
    if (node.name == "html")
      put("html:lang", node.get("lang") ? node.get("lang") : node.get("xml:lang"));
    if (node.name == "meta") read_meta(node);
    if (node.name == "title" && node.depth < 6) put("title", fold_space(xml::raw_text(node)));
    if (node.name == "link") read_link(node);
    if (node.name == "script") read_script(node);
    if (node.name == "h1" && headings_.size() < kMostHeadings && !is_only_heard(node)) {
      const auto text = without_permalink(html::short_text_of(node).value_or(""));
      if (!text.empty() && text.size() <= kLongestClaim) headings_.push_back({text, &node});
    }
    if (node.is_text() && lacks("date:line") && !headings_.empty()) read_line(node);
    if (node.is_text() || is_one_of(node.name, {"meta", "body", "html", "script", "style"})) return;
    const bool exact = node.name == "abbr" || node.get("itemprop") != nullptr;
    if (node.name == "time" || ((exact || lacks("date:marked")) && names_date(node))) {
      read_date(node);
    }
  }

  const Claims& claims() const { return claims_; }
  const std::vector<Heading>& headings() const { return headings_; }
  std::string byline() const { return bylines_.best(); }

 private:
  bool lacks(std::string_view name) const { return claims_.find(name) == claims_.end(); }

  void put(std::string name, std::string value) {
    const bool fits = !value.empty() && value.size() <= kLongestClaim;
    if (fits) claims_.emplace(std::move(name), std::move(value));
  }
  void put(std::string name, const std::string* value) {
    if (value != nullptr) put(std::move(name), fold_space(*value));
  }

  // Pages name each of several authors in an element of its own.
  void put_beside(const std::string& name, const std::string& value) {
    auto& names = claims_[name];
    if (names.size() + value.size() <= kLongestByline && !is_web_url(value)) add_name(names, value);
  }

  void read_meta(const html::Node& node) {
    const auto* content = node.get("content");
    if (content == nullptr) return;
    const auto value = fold_space(*content);
    for (const auto key : {"property", "name", "itemprop", "http-equiv"}) {
      const auto* name = node.get(key);
      if (name == nullptr || name->size() > kLongestName) continue;
      for (const auto& one : split(lower(*name), " ")) {
        if (is_one_of(one, {"author", "dc.creator", "dc:creator"})) {
          put_beside(one, value);
        } else if (one == "citation_author") {
          put_beside(one, given_name_first(value));
        } else {
          put(one, value);
        }
      }
    }
  }

  void read_date(const html::Node& node) {
    const auto* given = stated_date(node);
    const auto shown =
        given == nullptr ? html::short_text_of(node).value_or("") : fold_space(*given);
    const std::string text(day_part(shown));
    if (text.size() > kLongestDate || !parse_date(text)) return;
    const auto* property = node.get("itemprop");
    const bool published = property != nullptr && lower(*property) == "datepublished";
    const auto* name = published             ? "time:published"
                       : given != nullptr    ? "time:stated"
                       : node.name != "time" ? "date:marked"
                                             : "time:written";
    if (lacks(name) && !is_refused(node)) put(name, text);
  }

  // A day that stands on a line of its own, below the heading.
  void read_line(const html::Node& node) {
    if (node.text.size() > 2 * kLongestLine) return;  // blanks and all
    const auto line = fold_space(node.text);
    const auto text = day_part(line);
    if (text.size() > kLongestDate || !is_day_alone(text) || is_refused(node)) return;
    if (text != part_published(line) && is_in_list(node)) return;
    put("date:line", std::string(text));
  }

  // A page with so many days among comments, in lists and the like has none elsewhere that is worth
  // the search.
  bool is_refused(const html::Node& node) {
    constexpr int kMostRefused = 500;
    const auto is_apart = [&] {
      const bool said = node.is_text() && (is_in_sentence(node) || is_fact(node));
      return said || is_among_comments(node) || is_of_list(node) || is_hidden_or_cited(node);
    };
    if (refused_ < kMostRefused && !is_apart()) return false;
    ++refused_;
    return true;
  }

  void read_link(const html::Node& node) {
    const auto* rel = node.get("rel");
    if (rel != nullptr && lower(*rel) == "canonical") put("canonical", node.get("href"));
  }

  void read_script(const html::Node& node) {
    const auto* type = node.get("type");
    if (type == nullptr || lower(*type).find("ld+json") == std::string::npos) return;
    read_linked_data(xml::raw_text(node), claims_);
  }

  Claims claims_;
  std::vector<Heading> headings_;
  BylineFinder bylines_;
  int refused_ = 0;
};

std::string title_of(const Collector& page, const Metadata& known) {
  const auto& claims = page.claims();
  TitleClaims titles{{}, first_of(claims, {"title"}), {}, {known.site}};
  for (const auto name : {"ld:title", "dc.title", "dc:title", "dcterm.title", "og:title",
                          "weibo:article:title", "twitter:title", "parsely-title"}) {
    titles.stated.push_back(first_of(claims, {name}));
  }
  std::vector<std::string> outside;
  for (const auto& heading : page.headings()) {
    auto& kind = names_site(heading, known.canonical) ? titles.sites
                 : is_in_article(*heading.node)       ? titles.headings
                                                      : outside;
    kind.push_back(heading.text);
  }
  if (titles.headings.empty()) titles.headings = std::move(outside);
  return html::plain_text(choose_title(titles));
}

std::string byline_of(const Collector& page) {
  const auto& claims = page.claims();
  const auto referred = "ld:person " + first_of(claims, {"ld:author-id"});
  for (const std::string_view name :
       {"ld:author"sv, std::string_view(referred), "citation_author"sv, "dc.creator"sv,
        "dc:creator"sv, "dcterm.creator"sv, "author"sv, "byl"sv, "article:author"sv,
        "og:article:author"sv, "parsely-author"sv, "sailthru.author"sv}) {
    auto names = names_in_byline(first_of(claims, {name}));
    if (!names.empty()) return names;
  }
  return page.byline();
}

}  // namespace

Metadata read_metadata(const html::Tree& page, std::optional<Time> now) {
  Collector collector;
  html::walk(page.root(), [&](const html::Node& node) { collector.visit(node); });
  const auto& claims = collector.claims();
  Metadata data;
  data.site = first_of(claims, {"og:site_name", "application-name"});
  data.canonical = first_of(claims, {"canonical", "og:url"});
  data.language = first_of(
      claims, {"html:lang", "ld:language", "content-language", "og:locale", "dc.language"});
  std::replace(data.language.begin(), data.language.end(), '_', '-');
  data.title = title_of(collector, data);
  data.byline = byline_of(collector);
  data.body = first_of(claims, {"ld:body"});
  data.published = published_time(claims, data.canonical, data.language, now);
  return data;
}

}  // namespace heed::read
