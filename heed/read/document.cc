#include "heed/read/document.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "heed/base/utf8.h"
#include "heed/read/ascii.h"
#include "heed/read/charset.h"
#include "heed/read/export/export.h"
#include "heed/read/feed/json_feed.h"
#include "heed/read/feed/xml_feed.h"
#include "heed/read/html/element.h"
#include "heed/read/html/sanitise.h"
#include "heed/read/json_fields.h"
#include "heed/read/jsonl/jsonl.h"
#include "heed/read/mail/mail.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

constexpr std::size_t kLargest = 64u << 20;

Error too_long(const Origin& origin) {
  return Error(Failure::bad_input, "a document over 64 MiB", origin.name,
               "split it; only mail (mbox) and JSON Lines may be of any length");
}

constexpr std::string_view kGiveAnything =
    "give a feed (RSS, Atom, JSON Feed), OPML, JSON Lines, mail, a page or an export: bookmarks, "
    "or "
    "a table (CSV) with columns named title and url";
constexpr std::string_view kGiveAFeed = "give RSS, Atom, RDF, CDF or JSON Feed";

Error unreadable(std::string what, const Origin& origin) {
  return Error(Failure::bad_input, std::move(what), origin.name, std::string(kGiveAnything));
}

// HTML says so within its first tags; XML that holds HTML is no page.
bool is_html(std::string_view text) {
  html::Tokens tokens(text.substr(0, 8192));
  html::Token token;
  while (tokens.next(token)) {
    if (token.kind == html::Token::Kind::text && trim(token.text).empty()) continue;
    if (token.kind != html::Token::Kind::start) continue;
    for (const std::string_view name : {"html", "head", "body", "title", "meta", "div", "p", "h1",
                                        "script", "article", "main", "table", "a", "span", "img"}) {
      if (token.name == name) return true;
    }
    return false;
  }
  return false;
}

Result<Document> read_xml(std::string_view text, const Origin& origin) {
  for (feed::Addresses known{origin.url, {}};;) {
    feed::XmlFeedReader reader(text, known);
    auto xml = xml::parse(text, origin.name, [&](const auto& ended) { return reader.take(ended); });
    if (!xml) return xml.error();
    if (reader.is_late()) {
      known = reader.addresses();
      continue;
    }
    const auto* root = xml::root_element(*xml);
    const auto subscriptions = [&](const html::Node& from) {
      auto list = read_opml(from, origin.name);
      if (!xml->is_cut && !xml->unended.empty()) list.warnings.emplace_back(kBreaksOff);
      return Document(std::move(list));
    };
    if (root != nullptr && root->name == "opml") return subscriptions(*root);
    if (auto feed = reader.finish(*xml)) return Document(std::move(*feed));
    if (html::find(xml->tree.root(), "outline") != nullptr) {
      return subscriptions(xml->tree.root());
    }
    return unreadable("XML, but neither a feed nor OPML", origin);
  }
}

Result<Document> read_markup(std::string_view text, const Origin& origin) {
  if (auto bookmarks = read_bookmarks(text)) return Document(std::move(*bookmarks));
  if (auto history = read_youtube_history(text)) return Document(std::move(*history));
  if (auto list = read_xml_export(text, origin.name)) return Document(std::move(*list));
  if (is_html(text)) return Document(read_page(text, origin.url, origin.now));
  return read_xml(text, origin);
}

bool is_line_of_item(std::string_view line) {
  if (!line.starts_with('{')) return false;
  const auto json = parse_strange_json(line, "");
  if (!json || !json->is_object()) return false;
  if (json->contains("items") || json->contains("children")) return false;
  return json->contains("title") || json->contains("text") || json->contains("html");
}

ItemList read_lines(std::string_view text, const Origin& origin) {
  ItemList list;
  list.kind = "jsonl";
  std::istringstream in{std::string(text)};
  const auto go_on = [&] {
    const bool broken = list.errors.size() >= 1000 && list.errors.size() > list.items.size();
    if (broken) list.errors.push_back(unreadable("more broken lines than whole ones", origin));
    return !broken && !list.is_full();
  };
  read_json_lines(
      in, origin.name,
      [&](Item item) {
        list.items.push_back(std::move(item));
        return go_on();
      },
      [&](Error error) {
        list.errors.push_back(std::move(error));
        return go_on();
      });
  return list;
}

Result<Document> read_json(std::string_view text, const Origin& origin) {
  if (looks_like_json_lines(text)) return Document(read_lines(text, origin));
  const auto json = parse_strange_json(text, origin.name);
  if (!json) {
    // One object in each line of several, the first of them broken?
    const auto next = text.find('\n');
    const bool lines = next != std::string_view::npos && trim(text.substr(next)).starts_with('{');
    if (lines) return Document(read_lines(text, origin));
    return json.error();
  }
  if (auto list = read_bookmarks(*json)) return Document(std::move(*list));
  if (auto list = read_reader_stream(*json)) return Document(std::move(*list));
  if (auto feed = feed::read_json_feed(*json, origin.url)) return Document(std::move(*feed));
  if (auto list = read_youtube_history(*json)) return Document(std::move(*list));
  if (auto list = read_json_export(*json, origin.name)) return Document(std::move(*list));
  return unreadable("JSON, but neither a feed nor items", origin);
}

// Lines ended as on the Macs of old, by a carriage return alone, as their newlines.
std::string_view with_newlines(std::string_view text, std::string& buffer) {
  if (text.find('\n') != text.npos || text.find('\r') == text.npos) return text;
  buffer = text;
  std::replace(buffer.begin(), buffer.end(), '\r', '\n');
  return buffer;
}

// Tables that other programs export.
std::optional<Document> read_table(std::string_view text, const Origin& origin) {
  std::string buffer;
  text = with_newlines(text, buffer);
  for (const auto read : {read_youtube_table, read_reddit_table}) {
    if (auto table = read(text)) {
      return std::visit([](auto list) { return Document(std::move(list)); }, std::move(*table));
    }
  }
  if (auto list = read_csv(text, origin.name)) return Document(std::move(*list));
  return std::nullopt;
}

// Some servers send notices or blank lines before the document.
std::string_view without_preamble(std::string_view text) {
  const auto start = text.substr(0, 4096);
  for (const std::string_view mark : {"<?xml", "<rss", "<feed", "<rdf:RDF", "<opml"}) {
    if (const auto at = start.find(mark); at != std::string_view::npos) return text.substr(at);
  }
  return text;
}

// JSON is UTF-8 (RFC 8259), whatever a header says; what isn't is broken and gets repaired.
bool is_json(std::string_view bytes) {
  const auto start = trim(bytes.substr(0, 256));
  return (start.starts_with('{') || start.starts_with('[')) && start.find('\0') == start.npos;
}

// Whether the first element is one that feeds and lists of them begin with.
bool starts_like_feed(std::string_view text) {
  html::Tokens tokens(text.substr(0, 8192));
  html::Token token;
  while (tokens.next(token)) {
    if (token.kind != html::Token::Kind::start) continue;
    for (const std::string_view name : {"rss", "feed", "rdf:rdf", "opml", "channel"}) {
      if (token.name == name) return true;
    }
    return false;
  }
  return false;
}

// Pages start with a tag or, where a server said something before them, have one that says so.
bool holds_html(std::string_view text) {
  const auto start = text.substr(0, 1 << 16);
  const auto controls = std::count_if(start.begin(), start.end(), is_control);
  if (100 * static_cast<std::size_t>(controls) > start.size()) return false;
  const bool whole = trim(start).starts_with('<');
  html::Tokens tokens(start);
  html::Token token;
  while (tokens.next(token)) {
    if (token.kind != html::Token::Kind::start) continue;
    if (whole || token.name == "html" || token.name == "body") {
      return html::traits_of(token.name) != 0;
    }
  }
  return false;
}

// Settings are JSON, too; items and feeds name one of these.
bool starts_like_items(std::string_view text) {
  const auto inside = trim(text.substr(1));
  if (!inside.starts_with(text[0] == '{' ? '"' : '{')) return false;
  for (const std::string_view name : {"\"title\"", "\"items\"", "\"text\"", "\"html\""}) {
    if (text.substr(0, 8192).find(name) != text.npos) return true;
  }
  return false;
}

std::optional<Page> read_saved(std::string_view bytes, const Origin& origin) {
  const auto saved = saved_page(bytes);
  if (!saved) return std::nullopt;
  return read_page(saved->html, origin.url.empty() ? saved->url : origin.url, origin.now);
}

// What people give that heed doesn't read, but knows.
std::optional<Error> known_stranger(std::string_view bytes, const Origin& origin) {
  constexpr struct {
    std::string_view start, name, remedy;
  } kStrangers[] = {
      {"PK\x03\x04", "an archive (zip)", "unpack it first, then: heed add FOLDER"},
      {"\x1F\x8B", "a packed file (gzip)", "unpack it first"},
      {"bplist00", "a property list of Apple, as a web archive of Safari is",
       "save the page as its source (HTML)"},
      {"\xD0\xCF\x11\xE0", "a file of Microsoft Office, as a message of Outlook (.msg) is",
       "save the message as .eml"},
      {"%PDF-", "a document in PDF", "give the page that it was made from"},
      {"window.YTD.", "a part of an archive of X (Twitter)", "heed reads no posts of X"},
  };
  for (const auto& [start, name, remedy] : kStrangers) {
    if (!bytes.starts_with(start)) continue;
    return Error(Failure::bad_input, std::string(name), origin.name, std::string(remedy));
  }
  return std::nullopt;
}

// Of text that is none of what heed reads.
Error plain_stranger(std::string_view text, const Origin& origin) {
  const auto refused = [&](const char* what, const char* remedy) {
    return Error(Failure::bad_input, what, origin.name, remedy);
  };
  const auto first = trim(text.substr(0, text.find('\n')));
  if (is_web_url(first) && first.find(' ') == first.npos) {
    return refused("a plain list of addresses", "add each of them: xargs heed add < FILE");
  }
  if (text.substr(0, 8192).find("\n==========") != text.npos) {
    return refused("the clippings of a Kindle", "give them as Readwise exports them (CSV)");
  }
  return unreadable("neither XML, JSON, mail, HTML nor a table that heed knows", origin);
}

Result<Document> read_any(std::string_view bytes, const Origin& origin) {
  if (auto page = read_saved(bytes, origin)) return Document(std::move(*page));
  if (looks_like_mail(bytes)) return Document(read_mail(bytes, origin.name));
  if (auto stranger = known_stranger(bytes, origin)) return std::move(*stranger);
  if (bytes.size() > kLargest) return too_long(origin);
  const bool json = is_json(bytes);
  const bool as_it_is = json ? is_utf8(bytes) : is_decoded(bytes, origin.charset);
  const auto decoding = as_it_is ? Decoding()
                        : json   ? Decoding{repair_utf8(bytes), "utf-8", {}}
                                 : decode_bytes(bytes, origin.charset);
  const auto text = trim(as_it_is ? bytes : decoding.text);
  if (text.empty()) return unreadable("an empty document", origin);
  if (auto table = read_table(text, origin)) return std::move(*table);
  auto document = text[0] == '{' || text[0] == '[' ? read_json(text, origin)
                  : looks_like_json_lines(text)    ? Document(read_lines(text, origin))
                  : text[0] == '<'                 ? read_markup(text, origin)
                  : without_preamble(text).size() < text.size()
                      ? read_markup(without_preamble(text), origin)
                      : Result<Document>(plain_stranger(text, origin));
  if (!document) return document;
  if (auto* feed = std::get_if<Feed>(&*document); feed != nullptr && !decoding.warning.empty()) {
    feed->warnings.push_back(decoding.warning);
  }
  return document;
}

}  // namespace

Result<Page> read_html(std::string_view bytes, const Origin& origin) {
  const auto refused = [&](std::string what, std::string remedy) {
    return Error(Failure::bad_input, std::move(what), origin.name, std::move(remedy));
  };
  if (bytes.size() > kLargest) return unreadable("a document over 64 MiB", origin);
  if (auto page = read_saved(bytes, origin)) return std::move(*page);
  const auto text = decode_bytes(bytes, origin.charset).text;
  if (trim(text).empty()) return refused("an empty document", "give a page in HTML");
  if (looks_like_mail(bytes)) return refused("a mail, not a page", "read it with: heed add");
  if (starts_like_feed(without_preamble(text))) {
    return refused("a feed or a list of them, not a page", "read a feed with: heed feed parse");
  }
  if (!holds_html(text)) return refused("no page: it holds no HTML", "give a page in HTML");
  return read_page(text, origin.url, origin.now);
}

bool looks_broken(std::string_view bytes) {
  if (looks_like_mail(bytes)) return true;
  const auto decoding = decode_bytes(bytes.substr(0, 16384), {});
  const auto text = trim(decoding.text);
  if (text.empty()) return false;
  if (text[0] != '{' && text[0] != '[') return starts_like_feed(without_preamble(text));
  return starts_like_items(text) && !parse_strange_json(bytes, "");
}

bool looks_like_json_lines(std::string_view start) {
  constexpr int kLines = 20;  // looked at where the first is broken
  start = trim(without_mark(start));
  if (start.starts_with('{')) return is_line_of_item(start.substr(0, start.find('\n')));
  if (start.starts_with('[') || start.starts_with('<')) return false;  // JSON, or markup
  int lines = 0, objects = 0;
  bool has_item = false;
  for (; !start.empty() && lines < kLines; ++lines) {
    const auto line = start.substr(0, start.find('\n'));
    objects += line.starts_with('{') ? 1 : 0;
    has_item = has_item || is_line_of_item(line);
    start = trim(start.substr(line.size()));
  }
  return has_item && 2 * objects >= lines;
}

Result<Document> read_document(std::string_view bytes, const Origin& origin) {
  auto document = read_any(bytes, origin);
  auto* list = document ? std::get_if<ItemList>(&*document) : nullptr;
  if (list != nullptr && list->is_full()) {
    list->errors.emplace_back(Failure::bad_input, "too many items: the rest is left out",
                              origin.name, "split it");
  }
  return document;
}

Result<Feed> read_feed(std::string_view bytes, const Origin& origin) {
  auto document = read_document(bytes, origin);
  if (!document && document.error().remedy == kGiveAnything) {
    const auto& error = document.error();
    return Error(error.failure, error.message, error.where, std::string(kGiveAFeed));
  }
  if (!document) return document.error();
  if (auto* feed = std::get_if<Feed>(&*document)) return std::move(*feed);
  return Error(Failure::bad_input, "not a feed", origin.name, std::string(kGiveAFeed));
}

}  // namespace heed::read
