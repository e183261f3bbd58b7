#include "heed/read/feed/entry.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "heed/read/ascii.h"
#include "heed/read/charset.h"
#include "heed/read/date.h"
#include "heed/read/duration.h"
#include "heed/read/fuller.h"
#include "heed/read/url.h"
#include "heed/read/xml/tree.h"

namespace heed::read::feed {
namespace {

constexpr std::size_t kMostOfAKind = 100;     // subjects or enclosures of one item
constexpr std::size_t kLongestByline = 1000;  // bytes after which no name is added

bool is_any(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string text(const html::Node& node) {
  return mend_text(fold_space(xml::raw_text(node)));
}

const std::string* address_in(const html::Node& node) {
  for (const auto name : {"url", "uri", "href"}) {
    if (const auto* value = node.get(name)) return value;
  }
  return nullptr;
}

// What its name says, or else its type: "image", "audio", "video".
std::string kind_of_media(const html::Node& node) {
  const auto* type = node.get("type");
  const auto* medium = node.get("medium");
  if (medium != nullptr) return *medium;
  return type == nullptr ? std::string() : type->substr(0, type->find('/'));
}

// Of the first element below the node that has one of these names, in whatever namespace.
std::string text_below(const html::Node& node, std::initializer_list<std::string_view> names) {
  const auto* found = html::first_where(node, [&](const html::Node& n) {
    return &n != &node && is_any(std::string_view(n.name).substr(n.name.find(':') + 1), names);
  });
  return found == nullptr ? std::string() : text(*found);
}

// "Name (email)" of an element that holds a name and an email (of Atom, iTunes, FOAF), or its text.
std::string read_person(const html::Node& node) {
  const auto name = plain_line(text_below(node, {"name"}));
  auto email = text_below(node, {"email"});
  if (name.empty() && email.empty()) {
    return text_below(node, {"uri", "url", "homepage"}).empty() ? plain_line(text(node)) : "";
  }
  if (name.empty()) return email;
  return email.empty() ? name : name + " (" + email + ")";
}

// Adds a person to a byline that does not name them.
void add_person(std::string& byline, std::string person) {
  if (person.empty() || byline.size() > kLongestByline) return;
  if (byline.find(person) != std::string::npos) return;
  byline = byline.empty() ? std::move(person) : byline + ", " + person;
}

std::optional<long long> read_length(const std::string* value) {
  if (value == nullptr) return std::nullopt;
  const auto digits = trim(*value);
  long long length = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  if (error != std::errc() || end != digits.data() + digits.size() || length < 0) {
    return std::nullopt;
  }
  return length;
}

}  // namespace

std::optional<Time> meant_date(std::optional<Time> date) {
  constexpr Time kMillennium = std::chrono::sys_days(std::chrono::year(1000) / 1 / 1);
  return date && *date >= kMillennium && *date != Time{} ? date : std::nullopt;
}

std::string authors_within(const html::Node& node) {
  std::string byline;
  for (const auto* child = node.first; child != nullptr; child = child->next) {
    if (child->name == "author") add_person(byline, read_person(*child));
  }
  return byline;
}

void lend_authors(const std::string& authors, std::vector<Item>& items) {
  if (authors.size() > kLongestByline) return;
  for (auto& item : items) {
    if (item.author.empty()) item.author = authors;
  }
}

void lend_language(const std::string& language, std::vector<Item>& items) {
  for (auto& item : items) {
    if (item.language.empty()) item.language = language;
  }
}

std::string_view base_within(const html::Node& node, std::string_view base, std::string& kept) {
  if (node.attributes.empty()) return base;
  const auto* own = node.get("xml:base");
  if (own == nullptr) own = node.get("base");
  if (own == nullptr) return base;
  auto resolved = resolve_url(base, *own);
  if (!base.empty() && !is_web_url(resolved)) return base;
  kept = std::move(resolved);
  return kept;
}

void set_bodies(Item& item, const Construct& summary, const Construct& content) {
  std::string short_text;
  for (const auto& [from, html, text] : {std::tuple(&summary, &item.summary_html, &short_text),
                                         std::tuple(&content, &item.content_html, &item.text)}) {
    if (from->empty()) continue;
    const auto tree = from->tree();
    html->reserve(from->value.size() + 16);  // what was escaped is often escaped again
    html::append_html(*html, tree.root());
    *text = html::text_of(tree.root());
  }
  if (is_summary_fuller(item)) item.text = std::move(short_text);
}

void Entry::read(const html::Node& item, std::string_view base) {
  std::string own;
  const auto here = base_within(item, base, own);
  if (const auto* about = item.get("rdf:about")) about_ = *about;
  if (const auto* language = item.get("xml:lang")) item_.language = trim(*language);
  // Channel Definition Format keeps these in attributes.
  if (const auto* href = item.get("href")) item_.link = resolve_url(here, *href);
  if (const auto* modified = item.get("lastmod")) item_.updated = meant_date(parse_date(*modified));
  for (const auto* child = item.first; child != nullptr; child = child->next) {
    if (!child->is_text()) visit(*child, here, 1);
  }
}

void Entry::visit(const html::Node& node, std::string_view outer, int depth) {
  const auto field = field_of(node.name);
  if (field == Field::other_thing) {
    if (node.name == "source") source_author_ = authors_within(node);
    return;
  }
  std::string own;
  const auto base = base_within(node, outer, own);
  if (visit_text(field, node, base, depth) || visit_fact(field, node, base, depth)) return;
  if (field == Field::media) take_media(node, base);
  // A picture is titled by its caption, or by whom it shows.
  const bool is_picture = field == Field::media && kind_of_media(node) == "image";
  for (const auto* child = node.first; child != nullptr; child = child->next) {
    if (child->is_text() || (is_picture && field_of(child->name) == Field::media_title)) continue;
    visit(*child, base, depth + 1);
  }
}

// Elements that hold a text of the person's to read.
bool Entry::visit_text(Field field, const html::Node& node, std::string_view base, int depth) {
  const auto guess = atom_ ? Assumed::plain : Assumed::guess;
  switch (field) {
    case Field::title:
    case Field::media_title:
      take_title(node, base, depth, field == Field::title);
      return true;
    case Field::description:
      take_summary(read_construct(node, Assumed::html, base), depth);
      return true;
    case Field::media_description:
      if (media_description_.empty()) {
        media_description_ = read_construct(node, Assumed::plain, base);
      }
      return true;
    case Field::summary:
      take_summary(read_construct(node, guess, base), depth);
      return true;
    case Field::content:
    case Field::body:
    case Field::encoded: {
      auto content = read_construct(node, field == Field::content ? guess : Assumed::html, base);
      has_content_ = true;
      if (content_.empty() || field == Field::encoded) content_ = std::move(content);
      return true;
    }
    default:
      return false;
  }
}

// Elements that hold one thing to know.
bool Entry::visit_fact(Field field, const html::Node& node, std::string_view base, int depth) {
  switch (field) {
    case Field::link:
      take_link(node, base);
      return true;
    case Field::id:
      if (nearest(field, depth)) take_id(node);
      return true;
    case Field::published:
    case Field::updated:
    case Field::date:
    case Field::created:
      take_date(field, node, depth);
      return true;
    case Field::person:
      take_person(node);
      return true;
    case Field::category:
      take_category(node);
      return true;
    case Field::keywords:
      for (const auto& word : split(plain_line(text(node)), ",")) add_category(word);
      return true;
    case Field::enclosure:
      take_enclosure(node, base);
      return true;
    case Field::language:
      item_.language = text(node);
      return true;
    case Field::duration:
      if (const auto seconds = parse_duration(text(node))) item_.minutes = *seconds / 60.0;
      return true;
    default:
      return false;
  }
}

void Entry::take_title(const html::Node& node, std::string_view base, int depth, bool own) {
  if (title_depth_ >= 0 && depth >= title_depth_) return;
  auto title = read_construct(node, atom_ ? Assumed::plain : Assumed::guess, base).plain();
  if (title.empty()) return;
  item_.title = std::move(title);
  if (own) title_depth_ = depth;
}

// An address serves as the link where there is no other; any other text is but a name.
void Entry::take_id(const html::Node& node) {
  item_.id = text(node);
  permalink_.clear();
  const auto* permanent = node.get("ispermalink");
  if (permanent != nullptr && !same_ignoring_case(trim(*permanent), "true")) return;
  if (is_web_url(item_.id)) permalink_ = resolve_url({}, item_.id);
}

void Entry::take_date(Field field, const html::Node& node, int depth) {
  const auto date = meant_date(parse_date(text(node)));
  if (field == Field::created) {
    if (!item_.published) item_.published = date;
  } else if (field == Field::published) {
    if (nearest(field, depth) && date) item_.published = date;
  } else {
    if (nearest(Field::updated, depth) && date) item_.updated = date;
    if (field == Field::date && !item_.published) item_.published = date;
  }
}

// A second summary is the content where there is none yet.
void Entry::take_summary(Construct construct, int depth) {
  if (has_summary_ && !has_content_) {
    if (!construct.empty()) content_ = std::move(construct);
    has_content_ = true;
  } else if (nearest(Field::summary, depth)) {
    summary_ = std::move(construct);
  }
  has_summary_ = true;
}

void Entry::take_person(const html::Node& node) {
  auto person = read_person(node);
  if (person.empty()) return;
  if (node.name != author_element_) item_.author.clear();
  add_person(item_.author, std::move(person));
  author_element_ = node.name;
}

void Entry::take_link(const html::Node& node, std::string_view base) {
  const auto* href = address_in(node);
  const auto* rel = node.get("rel");
  const auto* type = node.get("type");
  if (href == nullptr) return take_written_link(node, rel, base);
  if (rel != nullptr && *rel == "enclosure") return take_enclosure(node, base);
  const bool alternate = rel == nullptr || *rel == "alternate";
  const bool page = type == nullptr ||
                    is_any(lower(*type), {"text/html", "html", "xhtml", "application/xhtml+xml"});
  if (alternate && page) item_.link = resolve_url(base, *href);
}

// RSS writes the address as text; some mix that with the attributes of Atom.
void Entry::take_written_link(const html::Node& node, const std::string* rel,
                              std::string_view base) {
  const auto written = xml::raw_text(node);
  if (trim(written).empty()) return;
  auto url = resolve_url(base, trim(written));
  if (rel == nullptr || *rel == "alternate") {
    item_.link = std::move(url);
  } else if (*rel == "enclosure" && is_safe_link(url) && item_.enclosures.size() < kMostOfAKind) {
    const auto* type = node.get("type");
    item_.enclosures.push_back({std::move(url), type == nullptr ? "" : *type, {}});
  }
}

void Entry::take_enclosure(const html::Node& node, std::string_view base) {
  const auto* address = address_in(node);
  if (address == nullptr || trim(*address).empty()) return;
  if (item_.enclosures.size() >= kMostOfAKind) return;
  const auto* type = node.get("type");
  Enclosure found{resolve_url(base, *address), type == nullptr ? "" : *type,
                  read_length(node.get("length"))};
  if (!is_safe_link(found.url)) return;
  item_.enclosures.push_back(std::move(found));
}

// Sound and film only; pictures belong to the text.
void Entry::take_media(const html::Node& node, std::string_view base) {
  const auto* address = node.get("url");
  const auto* type = node.get("type");
  const auto kind = kind_of_media(node);
  if (kind != "audio" && kind != "video") return;
  if (const auto* duration = node.get("duration"); duration != nullptr && !item_.minutes) {
    if (const auto seconds = parse_duration(*duration)) item_.minutes = *seconds / 60.0;
  }
  if (address == nullptr || item_.enclosures.size() >= kMostOfAKind) return;
  const auto url = resolve_url(base, *address);
  const bool known = std::any_of(item_.enclosures.begin(), item_.enclosures.end(),
                                 [&](const Enclosure& e) { return e.url == url; });
  if (known || !is_safe_link(url)) return;
  item_.enclosures.push_back(
      {url, type == nullptr ? "" : *type, read_length(node.get("filesize"))});
}

void Entry::take_category(const html::Node& node) {
  const auto* term = node.get("term");
  if (term == nullptr) term = node.get("text");
  if (term != nullptr && !trim(*term).empty()) add_category(*term);
  for (const auto* child = node.first; child != nullptr; child = child->next) {
    if (child->name == node.name) take_category(*child);
  }
  if (!xml::has_elements(node)) add_category(read_construct(node, Assumed::guess, {}).plain());
}

void Entry::add_category(std::string_view written) {
  auto name = fold_space(written);
  auto& all = item_.categories;
  if (name.empty() || all.size() >= kMostOfAKind) return;
  if (std::find(all.begin(), all.end(), name) != all.end()) return;
  all.push_back(std::move(name));
}

bool Entry::nearest(Field field, int depth) {
  auto& nearest = depths_[static_cast<std::size_t>(field)];
  if (depth > nearest) return false;
  nearest = depth;
  return true;
}

Item Entry::take(std::string_view site) {
  if (item_.id.empty()) item_.id = about_;
  if (item_.link.empty()) item_.link = permalink_;
  if (item_.author.empty()) item_.author = std::move(source_author_);
  if (!item_.link.empty()) item_.link = resolve_url(site, item_.link);
  if (!is_safe_link(item_.link)) item_.link.clear();
  for (auto& enclosure : item_.enclosures) enclosure.url = resolve_url(site, enclosure.url);
  if (summary_.empty() && content_.empty()) summary_ = std::move(media_description_);
  const bool has_page = is_web_url(item_.link);
  for (auto* construct : {&summary_, &content_}) {
    if (construct->empty()) continue;
    if (has_page) construct->page = item_.link;
    if (!is_web_url(construct->base)) construct->base = has_page ? item_.link : site;
  }
  set_bodies(item_, summary_, content_);
  return std::move(item_);
}

}  // namespace heed::read::feed
