#include "heed/read/page/metadata.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "heed/base/json.h"
#include "heed/read/ascii.h"
#include "heed/read/date.h"
#include "heed/read/json_fields.h"
#include "heed/read/page/byline.h"
#include "heed/read/page/day_line.h"
#include "heed/read/page/marks.h"
#include "heed/read/page/names.h"
#include "heed/read/page/title.h"
#include "heed/read/url.h"
#include "heed/read/xml/tree.h"

namespace heed::read {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kLongestName = 200;  // of a value, or of values that share it
constexpr std::size_t kLongestValue = 4000;
constexpr std::size_t kLongestByline = 1000;
constexpr std::size_t kMostHeadings = 32;
constexpr std::size_t kLongestDate = 80;  // bytes, in which it may be in Chinese
constexpr std::size_t kLongestLine = 120;

using Values = std::map<std::string, std::string, std::less<>>;

std::string first_of(const Values& values, std::initializer_list<std::string_view> names) {
  for (const auto name : names) {
    const auto found = values.find(name);
    if (found != values.end() && !found->second.empty()) return found->second;
  }
  return {};
}

// A person, or a list of them, as schema.org writes both.
std::string names_of(const Json& author) {
  if (author.is_string()) return fold_space(text_of(author));
  if (author.is_object()) return fold_space(string_field(author, "name"));
  std::string names;
  if (!author.is_array()) return names;
  for (const auto& one : author) {
    if (names.size() > kLongestByline) break;
    if (!one.is_array()) add_name(names, names_of(one));
  }
  return names;
}

// Whether one of an object's types passes the test.
template <class Test>
bool has_type(const Json& object, Test&& fits) {
  const auto type = object.find("@type");
  if (type == object.end()) return false;
  const auto names_it = [&](const Json& name) {
    return name.is_string() && fits(name.get<std::string>());
  };
  return type->is_array() ? std::any_of(type->begin(), type->end(), names_it) : names_it(*type);
}

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

bool is_article(const std::string& type) {
  return type.find("Article") != std::string::npos || type.find("Posting") != std::string::npos ||
         is_one_of(type, {"Report", "Recipe", "WebPage", "VideoObject", "PodcastEpisode"});
}

void read_linked_data(const Json& data, Values& values, int depth) {
  if (depth > 6) return;
  if (data.is_array()) {
    for (const auto& one : data) read_linked_data(one, values, depth + 1);
    return;
  }
  if (!data.is_object()) return;
  if (data.contains("@graph")) read_linked_data(data["@graph"], values, depth + 1);
  if (has_type(data, [](const std::string& type) { return type == "Person"; })) {
    const auto id = string_field(data, "@id"), name = names_of(data);
    const bool fits = !id.empty() && id.size() <= kLongestName && name.size() <= kLongestValue;
    if (fits) values.emplace("ld:person " + id, html::plain_text(name));
  }
  if (!has_type(data, is_article)) return;
  const auto set = [&](const char* name, const std::string& value) {
    const bool fits = !value.empty() && value.size() <= kLongestValue;
    if (fits) values.emplace(name, html::plain_text(value));
  };
  set("ld:title", string_field(data, "headline"));
  set("ld:date", string_field(data, "datePublished"));
  set("ld:language", string_field(data, "inLanguage"));
  if (auto body = string_field(data, "articleBody"); !body.empty()) {
    values.emplace("ld:body", std::move(body));
  }
  if (!data.contains("author")) return;
  const auto& author = data["author"];
  set("ld:author", names_of(author));
  const auto& first = author.is_array() && !author.empty() ? author[0] : author;
  if (first.is_object()) set("ld:author-id", string_field(first, "@id"));
}

// JSON as sites embed it: in a CDATA section, with line breaks in strings.
std::string json_in(std::string_view script) {
  constexpr std::string_view kStart = "<![CDATA[", kEnd = "]]>";
  script = trim(script);
  if (script.starts_with(kStart) && script.ends_with(kEnd)) {
    script.remove_prefix(kStart.size());
    script.remove_suffix(kEnd.size());
  }
  std::string json(script);
  std::replace_if(
      json.begin(), json.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return json;
}

// "/2019/10/22/" or "/2019-10-22" in an address.
std::optional<Time> date_in_path(std::string_view url) {
  for (auto at = url.find("/20"); at != url.npos; at = url.find("/20", at + 1)) {
    const auto day = url.substr(at + 1, 10);
    const bool fits = day.size() == 10 && (day[4] == '/' || day[4] == '-') && day[7] == day[4];
    if (!fits) continue;
    if (const auto date = parse_date(day)) return date;
  }
  return std::nullopt;
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
  for (const auto* n = &node; n != nullptr; n = n->parent) {
    if (n->name == "article" || n->name == "main") return true;
  }
  return false;
}

bool is_hidden_or_cited(const html::Node& node) {
  const auto* n = &node;
  while (n != nullptr && !is_hidden(*n) && !names_references(*n)) n = n->parent;
  return n != nullptr;
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
  const auto* entry = day.parent;
  while (entry != nullptr && !is_one_of(entry->name, {"tr", "li"})) entry = entry->parent;
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
      if (!text.empty() && text.size() <= kLongestValue) headings_.push_back({text, &node});
    }
    if (node.is_text() && lacks("date:line") && !headings_.empty()) read_line(node);
    if (node.is_text() || is_one_of(node.name, {"meta", "body", "html", "script", "style"})) return;
    const bool exact = node.name == "abbr" || node.get("itemprop") != nullptr;
    if (node.name == "time" || ((exact || lacks("date:marked")) && names_date(node))) {
      read_date(node);
    }
  }

  const Values& values() const { return values_; }
  const std::vector<Heading>& headings() const { return headings_; }
  std::string byline() const { return bylines_.best(); }

 private:
  bool lacks(std::string_view name) const { return values_.find(name) == values_.end(); }

  void put(std::string name, std::string value) {
    const bool fits = !value.empty() && value.size() <= kLongestValue;
    if (fits) values_.emplace(std::move(name), std::move(value));
  }
  void put(std::string name, const std::string* value) {
    if (value != nullptr) put(std::move(name), fold_space(*value));
  }

  // Pages name each of several authors in an element of its own.
  void put_beside(const std::string& name, const std::string& value) {
    auto& names = values_[name];
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
    const std::string text(part_published(shown));
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
    const auto text = part_published(line);
    if (text.size() > kLongestDate || !is_day_alone(text) || is_refused(node)) return;
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
    if (const auto json = parse_strange_json(json_in(xml::raw_text(node)), "")) {
      read_linked_data(*json, values_, 0);
    }
  }

  Values values_;
  std::vector<Heading> headings_;
  BylineFinder bylines_;
  int refused_ = 0;
};

std::string title_of(const Collector& page, const Metadata& known) {
  const auto& values = page.values();
  TitleClaims claims{{}, first_of(values, {"title"}), {}, {known.site}};
  for (const auto name : {"ld:title", "dc.title", "dc:title", "dcterm.title", "og:title",
                          "weibo:article:title", "twitter:title", "parsely-title"}) {
    claims.stated.push_back(first_of(values, {name}));
  }
  std::vector<std::string> outside;
  for (const auto& heading : page.headings()) {
    auto& kind = names_site(heading, known.canonical) ? claims.sites
                 : is_in_article(*heading.node)       ? claims.headings
                                                      : outside;
    kind.push_back(heading.text);
  }
  if (claims.headings.empty()) claims.headings = std::move(outside);
  return html::plain_text(choose_title(claims));
}

std::string byline_of(const Collector& page) {
  const auto& values = page.values();
  const auto referred = "ld:person " + first_of(values, {"ld:author-id"});
  for (const std::string_view name :
       {"ld:author"sv, std::string_view(referred), "citation_author"sv, "dc.creator"sv,
        "dc:creator"sv, "dcterm.creator"sv, "author"sv, "byl"sv, "article:author"sv,
        "og:article:author"sv, "parsely-author"sv, "sailthru.author"sv}) {
    auto names = names_in_byline(first_of(values, {name}));
    if (!names.empty()) return names;
  }
  return page.byline();
}

// "11/01/2023": of the two days that it may be the one that the page also shows beyond doubt.
std::optional<Time> settled_day(const Values& values, const std::string& text, DayOrder order) {
  using enum DayOrder;
  const auto date = parse_date(text, order);
  const auto other = parse_date(text, order == day_first ? month_first : day_first);
  if (!date || !other || *date == *other) return date;
  for (const auto name : {"time:written", "date:marked", "date:line"}) {
    const auto shown = first_of(values, {name});
    const auto day = parse_date(shown, day_first);
    const bool sure = day && day == parse_date(shown, month_first);
    if (sure && floor<std::chrono::days>(*day) == floor<std::chrono::days>(*other)) return other;
  }
  return date;
}

// From what is written for machines to what is just shown.
constexpr std::string_view kDates[] = {"ld:date",
                                       "article:published_time",
                                       "datepublished",
                                       "dc.date.issued",
                                       "dcterms.issued",
                                       "dc.date",
                                       "dc:date",
                                       "parsely-pub-date",
                                       "date",
                                       "pubdate",
                                       "publishdate",
                                       "publish-date",
                                       "publication_date",
                                       "citation_publication_date",
                                       "sailthru.date",
                                       "dcterms.created",
                                       "og:published_time",
                                       "time:published",
                                       "/",
                                       "time:stated",
                                       "time:written",
                                       "date:marked",
                                       "date:line"};

// What is trusted most, to the minute where another claim knows that of the same day, there or in
// UTC. A day before the web, or long after today, is a mistake.
std::optional<Time> day_of(const Values& values, const Metadata& known, std::optional<Time> now) {
  using namespace std::chrono;
  const auto order = day_order_of(known.language);
  const auto year_of = [](Time time) { return year_month_day(floor<days>(time)).year(); };
  const auto plausible = [&](std::optional<Time> date) {
    return date && year_of(*date) >= year(1990) &&
           (!now || year_of(*date) <= year_of(*now) + years(1));
  };
  std::optional<Time> day;
  for (const auto name : kDates) {
    const auto text = first_of(values, {name});
    const auto date =
        name == "/" ? date_in_path(known.canonical) : settled_day(values, text, order);
    if (!plausible(date)) continue;
    if (*date != floor<days>(*date)) {
      const bool agrees =
          !day || floor<days>(*date) == *day || text.starts_with(to_rfc3339(*day).substr(0, 10));
      if (agrees) return date;
    }
    if (!day) day = date;
  }
  return day;
}

}  // namespace

Metadata read_metadata(const html::Tree& page, std::optional<Time> now) {
  Collector collector;
  html::walk(page.root(), [&](const html::Node& node) { collector.visit(node); });
  const auto& values = collector.values();
  Metadata data;
  data.site = first_of(values, {"og:site_name", "application-name"});
  data.canonical = first_of(values, {"canonical", "og:url"});
  data.language = first_of(
      values, {"html:lang", "ld:language", "content-language", "og:locale", "dc.language"});
  std::replace(data.language.begin(), data.language.end(), '_', '-');
  data.title = title_of(collector, data);
  data.byline = byline_of(collector);
  data.body = first_of(values, {"ld:body"});
  data.published = day_of(values, data, now);
  return data;
}

}  // namespace heed::read
