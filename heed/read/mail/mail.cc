#include "heed/read/mail/mail.h"

#include <gmime/gmime.h>

#include <algorithm>
#include <iterator>
#include <mutex>
#include <sstream>
#include <utility>

#include "heed/base/utf8.h"
#include "heed/read/ascii.h"
#include "heed/read/date.h"
#include "heed/read/export/labels.h"
#include "heed/read/feed/construct.h"
#include "heed/read/feed/entry.h"
#include "heed/read/mail/body.h"
#include "heed/read/mail/emlx.h"
#include "heed/read/mail/header.h"
#include "heed/read/mail/list.h"
#include "heed/read/mail/mbox.h"
#include "heed/read/mail/noted.h"
#include "heed/read/mail/notices.h"
#include "heed/read/mail/readable.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

constexpr std::size_t kLongestMessage = 64u << 20;
constexpr std::size_t kMessagesAtOnce = 500;
constexpr std::size_t kBytesAtOnce = 64u << 20;

void start_gmime() {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
}

// The first web address among <…>, <…>, or else the first of mail.
std::string unsubscribe_of(const std::string& value) {
  std::string mail;
  for (const auto& piece : split(value, "<>, ")) {
    if (is_web_url(piece)) return piece;
    if (mail.empty() && starts_ignoring_case(piece, "mailto:")) mail = piece;
  }
  return mail;
}

// Substack and others give the post where RFC 2369 has the way to answer a list.
std::string posted_at(const std::string& list_post) {
  const auto pieces = split(list_post, "<>, ");
  if (pieces.size() != 1 || parse_url(pieces[0]).path.size() <= 1) return {};
  return letter_address(pieces[0]);
}

// "From jane@example.org Mon Mar  2 10:00:00 2026"
std::optional<Time> date_of_from_line(std::string_view line) {
  const auto words = split(line, " \t\r");
  std::string date;
  for (std::size_t i = 2; i < words.size(); ++i) date += words[i] + " ";
  return parse_date(date);
}

std::optional<Time> read_by_gmime(GMimeMessage* message) {
  auto* const date = g_mime_message_get_date(message);
  if (date == nullptr) return std::nullopt;
  return feed::meant_date(Time{std::chrono::seconds{g_date_time_to_unix(date)}});
}

// GMime reads more of what RFC 5322 allows, such as comments behind a zone in figures; we know more
// zones by name, and more of what it doesn't allow.
std::optional<Time> date_written(GMimeMessage* message) {
  const auto written = header(message, "Date", "");
  const auto ours = feed::meant_date(parse_date(written));
  const bool in_figures = written.find(" +") != written.npos || written.find(" -") != written.npos;
  const auto theirs = read_by_gmime(message);
  return theirs && (in_figures || !ours) ? theirs : ours;
}

// When it was written, or else when it arrived.
std::optional<Time> date_of(GMimeMessage* message, std::string_view from_line) {
  if (const auto date = date_written(message)) return date;
  const auto received = header(message, "Received", "");  // the first was added last
  const auto stamp = received.rfind(';');
  if (stamp != received.npos) {
    if (const auto date = parse_date(std::string_view(received).substr(stamp + 1))) return date;
  }
  return date_of_from_line(from_line);
}

// Where the letter itself is on the web: as its list says (RFC 5064), or else as it says.
std::string address_of(GMimeMessage* message, std::string from_body) {
  const auto archived = header(message, "Archived-At", "");
  const auto begin = archived.find('<') + 1;  // 0 where the brackets are missing
  auto address = letter_address(archived.substr(begin, archived.find('>') - begin));
  if (!address.empty()) return address;
  auto posted = posted_at(header(message, "List-Post", ""));
  return posted.empty() ? std::move(from_body) : posted;
}

// None where there are no words to read: files alone, what is encrypted, nothing at all.
std::optional<Item> item_of(GMimeMessage* message, std::string_view from_line) {
  auto body = body_of(message);
  const auto sender = sender_of(message, body.charset);
  Item item;
  item.id = text_or_empty(g_mime_message_get_message_id(message));
  item.title = header(message, "Subject", body.charset);
  if (body.html.empty() && (body.has_files || item.title.empty())) return std::nullopt;
  const auto list_id = header(message, "List-Id", body.charset);
  item.author = list_id.empty() ? sender.name : before_via(sender.name);
  auto list = list_of(list_id, sender);
  item.source = std::move(list.title);
  item.source_id = std::move(list.id);
  item.link = address_of(message, std::move(body.address));
  item.unsubscribe = unsubscribe_of(header(message, "List-Unsubscribe", body.charset));
  item.published = date_of(message, from_line);
  feed::set_bodies(item, {}, {std::move(body.html), true, {}});
  if (item.title.empty()) item.title = item.text.substr(0, item.text.find('\n')).substr(0, 80);
  item.title = repair_utf8(item.title);
  if (item.title.empty()) item.title = item.author;  // pictures alone
  return item;
}

ItemList list_of_mail() {
  ItemList list;
  list.kind = "mail";
  return list;
}

// The message, as far as it may be read, or null; what is wrong goes to the list's errors.
Owned<GMimeMessage> parse(std::string_view bytes, const std::string& where, ItemList& list) {
  const auto whole = bytes.size();
  bytes = bytes.substr(0, readable_length(bytes.substr(0, kLongestMessage)));
  if (bytes.size() < whole) {
    list.errors.emplace_back(
        Failure::bad_input,
        bytes.size() == kLongestMessage ? "a message over 64 MiB"
                                        : "mail with more headers than it may have",
        where + ", byte " + std::to_string(bytes.size()), "what follows is left out");
  }
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  g_mime_parser_set_format(parser.get(), GMIME_FORMAT_MESSAGE);
  Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  if (message == nullptr) {
    list.errors.emplace_back(Failure::bad_input, "not a message", where,
                             "check that the file is whole");
  }
  return message;
}

void take(GMimeMessage* message, const Noted& noted, std::string_view from_line, ItemList& list) {
  auto item = noted.left_aside ? std::nullopt : item_of(message, from_line);
  if (!item) {
    ++list.skipped;
    return;
  }
  item->read = noted.read;
  for (const auto& label : noted.labels) add_label(*item, label);
  list.items.push_back(std::move(*item));
  if (list.title.empty()) list.title = list.items.back().source;
}

}  // namespace

bool looks_like_mail(std::string_view bytes) {
  const bool has_more = bytes.starts_with("From ") || Emlx::is_first_line(bytes);
  const auto skip_line = [&] {
    bytes.remove_prefix(std::min(bytes.find('\n'), bytes.size() - 1) + 1);
  };
  const bool is_mbox = bytes.starts_with("From ");
  if (has_more) skip_line();
  while (is_mbox &&
         (bytes.starts_with('\n') || bytes.starts_with("\r\n") || bytes.starts_with("From "))) {
    skip_line();  // a message that is empty
  }
  int fields = 0, known = 0, broken = 0;
  while (!bytes.empty() && fields < 60) {
    const auto line = bytes.substr(0, bytes.find('\n'));
    bytes.remove_prefix(std::min(line.size() + 1, bytes.size()));
    if (trim(line).empty()) break;
    if (fields > 0 && (line[0] == ' ' || line[0] == '\t')) continue;
    const auto colon = line.find(':');
    const auto name = trim(line.substr(0, std::min(colon, line.size())));  // RFC 822 allows blanks
    if (colon == std::string_view::npos || name.find(' ') != name.npos) {
      ++broken;
      continue;
    }
    for (const std::string_view field :
         {"from", "subject", "received", "message-id", "mime-version", "return-path",
          "delivered-to", "content-type"}) {
      known += same_ignoring_case(name, field) ? 1 : 0;
    }
    ++fields;
  }
  // One line that some server broke leaves mail recognisable.
  return broken == 0 ? known > 0 : known >= 3 && 3 * broken <= fields;
}

bool looks_like_mbox(std::string_view bytes) {
  return bytes.starts_with("From ") && looks_like_mail(bytes);
}

void read_mbox(std::istream& in, std::string_view where,
               const std::function<bool(ItemList)>& on_list) {
  start_gmime();
  auto list = list_of_mail();
  std::size_t bytes = 0;
  Mbox mbox(in);
  for (std::size_t number = 1; const auto text = mbox.next(kLongestMessage + 1); ++number) {
    if (trim(*text).empty()) {  // a From line with nothing below
      ++list.skipped;
      continue;
    }
    const auto place = std::string(where) + ", message " + std::to_string(number);
    if (const auto message = parse(*text, place, list)) {
      const auto noted =
          noted_in_mbox([&](const char* name) { return header(message.get(), name, ""); });
      take(message.get(), noted, mbox.from_line(), list);
    }
    bytes += text->size();
    const auto taken = list.items.size() + list.errors.size();
    if (taken < kMessagesAtOnce && bytes < kBytesAtOnce) continue;
    if (!on_list(std::exchange(list, list_of_mail()))) return;
    bytes = 0;
  }
  on_list(std::move(list));
}

ItemList read_mail(std::string_view bytes, std::string_view where) {
  start_gmime();
  auto list = list_of_mail();
  if (bytes.starts_with("From ")) {
    std::istringstream in{std::string(bytes)};
    read_mbox(in, where, [&](ItemList more) {
      if (list.title.empty()) list.title = more.title;
      std::move(more.items.begin(), more.items.end(), std::back_inserter(list.items));
      std::move(more.errors.begin(), more.errors.end(), std::back_inserter(list.errors));
      list.skipped += more.skipped;
      return !list.is_full();
    });
    return list;
  }
  const Emlx file(bytes);
  if (const auto message = parse(file.message, std::string(where), list)) {
    take(message.get(), file.noted, {}, list);
  }
  return list;
}

std::optional<SavedPage> saved_page(std::string_view bytes) {
  constexpr const char* kWhere = "Snapshot-Content-Location";
  if (bytes.substr(0, 8192).find(kWhere) == bytes.npos || !looks_like_mail(bytes)) return {};
  start_gmime();
  auto unsaid = list_of_mail();
  const auto message = parse(bytes, {}, unsaid);
  if (message == nullptr) return {};
  SavedPage page{html_of(message.get()), header(message.get(), kWhere, "")};
  if (page.html.empty() || !is_web_url(page.url)) return {};
  return page;
}

}  // namespace heed::read
