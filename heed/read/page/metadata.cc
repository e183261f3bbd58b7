#include "heed/read/page/metadata.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "heed/base/json.h"
#include "heed/read/ascii.h"
#include "heed/read/date.h"
#include "heed/read/json_fields.h"
#include "heed/read/page/marks.h"
#include "heed/read/url.h"
#include "heed/read/xml/tree.h"

namespace heed::read {
namespace {

constexpr std::size_t kLongestName = 200;  // of a value, or of values that share it
constexpr std::size_t kLongestValue = 4000;
constexpr std::size_t kLongestByline = 1000;

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
    const auto name = one.is_array() ? std::string() : names_of(one);
    if (!name.empty() && names.find(name) == std::string::npos) {
      names += (names.empty() ? "" : ", ") + name;
    }
  }
  return names;
}

bool is_article(const Json& object) {
  const auto fits = [](const Json& type) {
    if (!type.is_string()) return false;
    const auto name = type.get<std::string>();
    return name.find("Article") != std::string::npos || name == "BlogPosting" ||
           name.find("Posting") != std::string::npos || name == "Report" || name == "WebPage" ||
           name == "VideoObject" || name == "PodcastEpisode";
  };
  const auto type = object.find("@type");
  if (type == object.end()) return false;
  return type->is_array() ? std::any_of(type->begin(), type->end(), fits) : fits(*type);
}

void read_linked_data(const Json& data, Values& values, int depth) {
  if (depth > 6) return;
  if (data.is_array()) {
    for (const auto& one : data) read_linked_data(one, values, depth + 1);
    return;
  }
  if (!data.is_object()) return;
  if (data.contains("@graph")) read_linked_data(data["@graph"], values, depth + 1);
  if (!is_article(data)) return;
  const auto set = [&](const char* name, const std::string& value) {
    if (!value.empty()) values.emplace(name, html::plain_text(value));
  };
  set("ld:title", string_field(data, "headline"));
  set("ld:date", string_field(data, "datePublished"));
  set("ld:language", string_field(data, "inLanguage"));
  if (auto body = string_field(data, "articleBody"); !body.empty()) {
    values.emplace("ld:body", std::move(body));
  }
  if (data.contains("author")) set("ld:author", names_of(data["author"]));
}

bool says_byline(const html::Node& node) {
  const auto* rel = node.get("rel");
  const auto marks = marks_of(node) + (rel == nullptr ? "" : lower(*rel));
  for (const std::string_view word : {"byline", "author", "dateline", "writtenby", "p-author"}) {
    if (marks.find(word) != std::string::npos) return true;
  }
  return false;
}

// "By Jane Doe" is Jane Doe.
std::string without_by(std::string text) {
  for (const std::string_view by :
       {"by ", "von ", "par ", "por ", "written by ", "posted by ", "published by ",
        "author: ", "autor: ", "veröffentlicht von", "geschrieben von", "verfasst von", "von:"}) {
    if (starts_ignoring_case(text, by)) return fold_space(text.substr(by.size()));
  }
  return text;
}

// What stands where a name should.
bool is_mere_label(std::string_view text) {
  if (text.size() < 3 || parse_date(text)) return true;
  for (const std::string_view label : {"posted on", "published on", "published by", "posted by",
                                       "veröffentlicht am", "stand:", "follow", "no author"}) {
    if (starts_ignoring_case(text, label)) return true;
  }
  return false;
}

// Comments have authors and dates of their own, and their forms ask for a name.
bool is_among_comments(const html::Node& node) {
  for (const auto* n = &node; n != nullptr; n = n->parent) {
    if (is_one_of(n->name, {"label", "form"}) || names_comments(*n)) return true;
    if (marks_of(*n).find("comment-") != std::string::npos && n->name != "body") return true;
  }
  return false;
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

class Collector {
 public:
  void visit(const html::Node& node) {
    if (node.name == "html")
      put("html:lang", node.get("lang") ? node.get("lang") : node.get("xml:lang"));
    if (node.name == "meta") read_meta(node);
    if (node.name == "title" && node.depth < 6) put("title", fold_space(xml::raw_text(node)));
    if (node.name == "link") read_link(node);
    if (node.name == "script") read_script(node);
    if (node.name == "h1") {
      headings_.push_back(html::short_text_of(node).value_or(""));
      put("h1", headings_.back());
    }
    if (node.is_text() || is_one_of(node.name, {"meta", "body", "html", "script", "style"})) return;
    if (node.name == "time" || (lacks("date:marked") && names_date(node))) read_date(node);
    if (lacks("byline") && says_byline(node) && !is_among_comments(node)) {
      auto text = html::short_text_of(node).value_or("");
      if (text.size() >= 100) return;
      text = without_by(std::move(text));
      if (!is_mere_label(text)) put("byline", std::move(text));
    }
  }

  const Values& values() const { return values_; }
  const std::vector<std::string>& headings() const { return headings_; }

 private:
  bool lacks(std::string_view name) const { return values_.find(name) == values_.end(); }

  void put(std::string name, std::string value) {
    const bool fits = !value.empty() && value.size() <= kLongestValue;
    if (fits) values_.emplace(std::move(name), std::move(value));
  }
  void put(std::string name, const std::string* value) {
    if (value != nullptr) put(std::move(name), fold_space(*value));
  }

  void read_meta(const html::Node& node) {
    const auto* content = node.get("content");
    if (content == nullptr) return;
    const auto value = fold_space(*content);
    for (const auto key : {"property", "name", "itemprop", "http-equiv"}) {
      const auto* name = node.get(key);
      if (name == nullptr || name->size() > kLongestName) continue;
      for (const auto& one : split(lower(*name), " ")) put(one, value);
    }
  }

  void read_date(const html::Node& node) {
    constexpr std::size_t kLongest = 60;  // bytes
    if (const auto* given = node.get("datetime")) return put("time", given);
    const auto text = html::short_text_of(node).value_or("");
    if (text.size() > kLongest || !parse_date(text) || is_among_comments(node)) return;
    put(node.name == "time" ? "time" : "date:marked", text);
  }

  void read_link(const html::Node& node) {
    const auto* rel = node.get("rel");
    if (rel != nullptr && lower(*rel) == "canonical") put("canonical", node.get("href"));
  }

  void read_script(const html::Node& node) {
    const auto* type = node.get("type");
    if (type == nullptr || lower(*type).find("ld+json") == std::string::npos) return;
    if (const auto json = parse_strange_json(trim(xml::raw_text(node)), "")) {
      read_linked_data(*json, values_, 0);
    }
  }

  Values values_;
  std::vector<std::string> headings_;  // h1
};

// "Headline | Site" and "Site: Headline" without the site.
std::string without_site(const std::string& title, const std::string& site,
                         const std::vector<std::string>& headings) {
  constexpr std::size_t kShortest = 11;  // bytes
  for (const auto& heading : headings) {
    if (heading.size() >= kShortest && title.find(heading) != title.npos) return heading;
  }
  for (const std::string_view bar : {" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " / "}) {
    const auto at = title.rfind(bar);
    if (at == std::string::npos) continue;
    const auto rest = title.substr(at + bar.size());
    auto head = title.substr(0, at);
    const bool names_site = !site.empty() && lower(rest).find(lower(site)) != std::string::npos;
    const auto words = std::count(head.begin(), head.end(), ' ') + 1;
    if (names_site || (words > 3 && rest.size() < head.size())) return head;
  }
  return title;
}

// Some name the site or a mailbox where a person should stand.
bool is_no_name(std::string_view byline) {
  const bool one_word = byline.find(' ') == byline.npos;
  const auto dot = byline.rfind('.');
  const bool host = dot != byline.npos && dot > 0 && dot + 1 < byline.size();
  return byline.empty() || is_web_url(byline) ||
         (one_word && (host || byline.find('@') != byline.npos));
}

}  // namespace

Metadata read_metadata(const html::Tree& page) {
  Collector collector;
  html::walk(page.root(), [&](const html::Node& node) { collector.visit(node); });
  const auto& values = collector.values();
  Metadata data;
  data.site = first_of(values, {"og:site_name", "application-name"});
  auto title = first_of(values, {"ld:title", "dc.title", "dcterm.title", "og:title",
                                 "weibo:article:title", "twitter:title", "parsely-title"});
  if (title.empty())
    title = without_site(first_of(values, {"title", "h1"}), data.site, collector.headings());
  data.title = html::plain_text(without_site(title, data.site, collector.headings()));
  data.byline = first_of(values, {"ld:author", "dc.creator", "dcterm.creator", "author",
                                  "article:author", "parsely-author", "sailthru.author"});
  if (is_no_name(data.byline)) data.byline = first_of(values, {"byline"});
  data.language = first_of(
      values, {"html:lang", "ld:language", "content-language", "og:locale", "dc.language"});
  std::replace(data.language.begin(), data.language.end(), '_', '-');
  data.body = first_of(values, {"ld:body"});
  data.canonical = first_of(values, {"canonical", "og:url"});
  for (const auto name : {"ld:date", "article:published_time", "datepublished", "dc.date.issued",
                          "dc.date", "parsely-pub-date", "date", "pubdate", "publishdate",
                          "sailthru.date", "dcterms.created", "og:published_time"}) {
    const auto text = first_of(values, {name});
    if (data.published = parse_date(text); data.published) break;
  }
  if (!data.published) data.published = date_in_path(data.canonical);
  for (const auto name : {"time", "date:marked"}) {
    if (!data.published) data.published = parse_date(first_of(values, {name}));
  }
  return data;
}

}  // namespace heed::read
