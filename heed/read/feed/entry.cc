#include "heed/read/feed/entry.h"

#include <algorithm>
#include <charconv>

#include "heed/read/ascii.h"
#include "heed/read/charset.h"
#include "heed/read/date.h"
#include "heed/read/url.h"
#include "heed/read/xml/tree.h"

namespace heed::read::feed {
namespace {

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

std::string child_text(const html::Node& node, std::initializer_list<std::string_view> names) {
  for (const auto* child = node.first; child != nullptr; child = child->next) {
    if (is_any(child->name, names)) return text(*child);
  }
  return {};
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

std::string read_person(const html::Node& node) {
  const auto name = child_text(node, {"name", "itunes:name"});
  const auto email = child_text(node, {"email", "itunes:email"});
  if (name.empty() && email.empty()) return xml::has_elements(node) ? "" : text(node);
  if (name.empty()) return email;
  return email.empty() ? name : name + " (" + email + ")";
}

std::string base_within(const html::Node& node, std::string_view base) {
  const auto* own = node.get("xml:base");
  if (own == nullptr) own = node.get("base");
  if (own == nullptr) return std::string(base);
  auto resolved = resolve_url(base, *own);
  const bool usable = base.empty() || is_web_url(resolved);
  return usable ? resolved : std::string(base);
}

void set_bodies(Item& item, const html::Tree& summary, const html::Tree& content) {
  item.summary_html = html::serialise(summary.root());
  item.content_html = html::serialise(content.root());
  auto short_text = html::text_of(summary.root());
  auto long_text = html::text_of(content.root());
  item.text = std::move(short_text.size() > long_text.size() ? short_text : long_text);
}

void Entry::read(const html::Node& item, std::string_view base) {
  const auto here = base_within(item, base);
  if (const auto* about = item.get("rdf:about")) about_ = *about;
  if (const auto* language = item.get("xml:lang")) item_.language = trim(*language);
  // Channel Definition Format keeps these in attributes.
  if (const auto* href = item.get("href")) item_.link = resolve_url(here, *href);
  if (const auto* modified = item.get("lastmod")) item_.updated = parse_date(*modified);
  for (const auto* child = item.first; child != nullptr; child = child->next) {
    if (!child->is_text()) visit(*child, here, 1);
  }
}

void Entry::visit(const html::Node& node, std::string_view base, int depth) {
  const auto here = base_within(node, base);
  if (is_any(node.name, {"source", "image", "textinput", "contributor", "dc:contributor",
                         "itunes:owner", "itunes:image", "media:thumbnail", "media:credit"})) {
    return;
  }
  if (visit_text(node, here, depth) || visit_field(node, here, depth)) return;
  if (node.name == "media:content") take_media(node, here);
  for (const auto* child = node.first; child != nullptr; child = child->next) {
    if (!child->is_text()) visit(*child, here, depth + 1);
  }
}

// Elements that hold a text of the person's to read.
bool Entry::visit_text(const html::Node& node, std::string_view base, int depth) {
  const auto guess = atom_ ? Assumed::plain : Assumed::guess;
  if (is_any(node.name, {"title", "dc:title", "media:title"})) {
    if (title_depth_ >= 0 && depth >= title_depth_) return true;
    auto title = read_construct(node, guess, base).plain();
    if (title.empty()) return true;
    item_.title = std::move(title);
    if (node.name != "media:title") title_depth_ = depth;
    return true;
  }
  if (is_any(node.name, {"description", "dc:description", "media:description"})) {
    take_summary(read_construct(node, Assumed::html, base), depth);
    return true;
  }
  if (is_any(node.name, {"summary", "itunes:summary", "abstract"})) {
    take_summary(read_construct(node, guess, base), depth);
    return true;
  }
  if (is_any(node.name, {"content:encoded", "fullitem", "content", "body", "xhtml:body"})) {
    const bool plain = node.name == "content";
    auto content = read_construct(node, plain ? guess : Assumed::html, base);
    has_content_ = true;
    if (content_.empty() || node.name == "content:encoded") content_ = std::move(content);
    return true;
  }
  return false;
}

bool Entry::visit_field(const html::Node& node, std::string_view base, int depth) {
  const auto& name = node.name;
  if (is_any(name, {"link"})) {
    take_link(node, base);
  } else if (is_any(name, {"guid", "id"})) {
    if (!nearest("id", depth)) return true;
    item_.id = text(node);
    const auto* permanent = node.get("ispermalink");
    const bool is_link = permanent == nullptr || same_ignoring_case(trim(*permanent), "true");
    const auto address = resolve_url(base, item_.id);
    permalink_ = is_link && is_web_url(address) ? address : "";
  } else if (is_any(name, {"published", "issued", "pubdate", "dcterms:issued"})) {
    const auto date = parse_date(text(node));
    if (nearest("published", depth) && date) item_.published = date;
  } else if (is_any(name,
                    {"updated", "modified", "lastbuilddate", "dc:date", "dcterms:modified"})) {
    const auto date = parse_date(text(node));
    if (nearest("updated", depth) && date) item_.updated = date;
    if (name == "dc:date" && !item_.published) item_.published = date;
  } else if (is_any(name, {"created", "dcterms:created"})) {
    if (!item_.published) item_.published = parse_date(text(node));
  } else if (is_any(name,
                    {"author", "dc:creator", "dc:author", "itunes:author", "managingeditor"})) {
    take_person(node);
  } else if (is_any(name,
                    {"category", "keywords", "dc:subject", "itunes:category", "media:category"})) {
    take_category(node);
  } else if (is_any(name, {"itunes:keywords", "media:keywords", "tags"})) {
    for (const auto& word : split(text(node), ",")) add_category(word);
  } else if (name == "enclosure") {
    take_enclosure(node, base);
  } else if (is_any(name, {"language", "dc:language"})) {
    item_.language = text(node);
  } else if (name == "itunes:duration") {
    if (const auto seconds = parse_duration(text(node))) item_.minutes = *seconds / 60.0;
  } else {
    return false;
  }
  return true;
}

// A second summary is the content where there is none yet.
void Entry::take_summary(Construct construct, int depth) {
  if (has_summary_ && !has_content_) {
    if (!construct.empty()) content_ = std::move(construct);
    has_content_ = true;
  } else if (nearest("summary", depth)) {
    summary_ = std::move(construct);
  }
  has_summary_ = true;
}

void Entry::take_person(const html::Node& node) {
  auto person = read_person(node);
  if (person.empty()) return;
  const bool joins = node.name == author_element_ && !item_.author.empty();
  if (joins && item_.author.find(person) != std::string::npos) return;
  item_.author = joins ? item_.author + ", " + person : std::move(person);
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
  } else if (*rel == "enclosure" && is_safe_link(url)) {
    const auto* type = node.get("type");
    item_.enclosures.push_back({std::move(url), type == nullptr ? "" : *type, {}});
  }
}

void Entry::take_enclosure(const html::Node& node, std::string_view base) {
  const auto* address = address_in(node);
  if (address == nullptr || trim(*address).empty()) return;
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
  const auto* medium = node.get("medium");
  const auto kind = medium != nullptr ? *medium
                    : type != nullptr ? type->substr(0, type->find('/'))
                                      : std::string();
  if (kind != "audio" && kind != "video") return;
  if (const auto* duration = node.get("duration"); duration != nullptr && !item_.minutes) {
    if (const auto seconds = parse_duration(*duration)) item_.minutes = *seconds / 60.0;
  }
  if (address == nullptr) return;
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
  if (name.empty() || std::find(all.begin(), all.end(), name) != all.end()) return;
  all.push_back(std::move(name));
}

bool Entry::nearest(std::string_view field, int depth) {
  const auto [at, first] = depths_.try_emplace(std::string(field), depth);
  if (!first && depth > at->second) return false;
  at->second = depth;
  return true;
}

Item Entry::take() {
  if (item_.id.empty()) item_.id = about_;
  if (item_.link.empty()) item_.link = permalink_;
  if (!is_safe_link(item_.link)) item_.link.clear();
  set_bodies(item_, summary_.tree(), content_.tree());
  return std::move(item_);
}

}  // namespace heed::read::feed
