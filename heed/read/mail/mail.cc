#include "heed/read/mail/mail.h"

#include <gmime/gmime.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "heed/base/utf8.h"
#include "heed/read/ascii.h"
#include "heed/read/charset.h"
#include "heed/read/feed/construct.h"
#include "heed/read/feed/entry.h"
#include "heed/read/html/hidden.h"
#include "heed/read/mail/noted.h"
#include "heed/read/mail/readable.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

constexpr int kDeepest = 32;
constexpr int kMostParts = 1000;
constexpr std::size_t kMostMessages = 100000;

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

void start_gmime() {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
}

std::string text_or_empty(const char* text) {
  return text == nullptr ? std::string() : repair_utf8(text);
}

struct Body {
  std::string text;
  std::string charset;  // as declared, or else as guessed
};

// The bodies of a message, the first of each kind.
struct Bodies {
  Body html;
  Body plain;
  int parts = 0;

  const Body& preferred() const { return trim(html.text).empty() ? plain : html; }
};

// A text part as UTF-8; what its declared charset can't read is decoded from the bytes.
Body body_of_part(GMimePart* part) {
  auto* const content = g_mime_part_get_content(part);
  if (content == nullptr) return {};
  const Owned<GMimeStream> memory(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, memory.get());
  const auto* const bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory.get()));
  const char* charset = g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset");
  const std::string_view raw(reinterpret_cast<const char*>(bytes->data), bytes->len);
  auto declared = text_or_empty(charset);
  auto decoding = decode_bytes(raw, declared);
  return {std::move(decoding.text), declared.empty() ? decoding.encoding : std::move(declared)};
}

void collect(GMimeObject* object, Bodies& bodies, int depth) {
  if (object == nullptr || depth > kDeepest || ++bodies.parts > kMostParts) return;
  if (GMIME_IS_MULTIPART(object)) {
    auto* const parts = GMIME_MULTIPART(object);
    for (int i = 0; i < g_mime_multipart_get_count(parts); ++i) {
      collect(g_mime_multipart_get_part(parts, i), bodies, depth + 1);
    }
  } else if (GMIME_IS_MESSAGE_PART(object)) {
    auto* const inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
    if (inner != nullptr) collect(g_mime_message_get_mime_part(inner), bodies, depth + 1);
  } else if (GMIME_IS_PART(object)) {
    auto* const type = g_mime_object_get_content_type(object);
    const char* disposition = g_mime_object_get_disposition(object);
    if (disposition != nullptr && same_ignoring_case(disposition, "attachment")) return;
    const bool html = g_mime_content_type_is_type(type, "text", "html") != 0;
    const bool plain = g_mime_content_type_is_type(type, "text", "plain") != 0;
    auto& body = html ? bodies.html : bodies.plain;
    if ((html || plain) && body.text.empty()) body = body_of_part(GMIME_PART(object));
  }
}

// A header before its encoded words are read. One without any is written in the charset of the
// body, as far as that adds no colons: each in an address may be a group within a group.
std::string written_header(GMimeMessage* message, const char* name, const std::string& charset) {
  auto* const headers = g_mime_object_get_header_list(GMIME_OBJECT(message));
  auto* const header = g_mime_header_list_get_header(headers, name);
  const char* value = header == nullptr ? nullptr : g_mime_header_get_raw_value(header);
  const auto raw = value == nullptr ? std::string() : std::string(value);
  if (raw.find("=?") != raw.npos) return raw;
  auto decoded = decode_bytes(raw, charset).text;
  const auto colons = [](const std::string& s) { return std::count(s.begin(), s.end(), ':'); };
  return colons(decoded) > colons(raw) ? raw : decoded;
}

std::string header(GMimeMessage* message, const char* name, const std::string& charset) {
  const auto written = written_header(message, name, charset);
  const std::unique_ptr<char, decltype(&g_free)> text(
      g_mime_utils_header_decode_text(nullptr, written.c_str()), g_free);
  return fold_space(text_or_empty(text.get()));
}

struct Sender {
  std::string name;
  std::string address;
};

Sender sender_of(GMimeMessage* message, const std::string& charset) {
  const auto written = written_header(message, "From", charset);
  const Owned<InternetAddressList> list(internet_address_list_parse(nullptr, written.c_str()));
  if (list == nullptr || internet_address_list_length(list.get()) == 0) return {};
  auto* const first = internet_address_list_get_address(list.get(), 0);
  Sender sender{fold_space(text_or_empty(internet_address_get_name(first))), {}};
  if (INTERNET_ADDRESS_IS_MAILBOX(first)) {
    sender.address =
        text_or_empty(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)));
  }
  if (sender.name.empty()) sender.name = sender.address;
  return sender;
}

// "The Weekly <weekly.example.org>" is The Weekly; a bare <id> says less than the sender's name.
std::string source_of(const std::string& list_id, const Sender& sender) {
  auto name = std::string(trim(list_id.substr(0, list_id.find('<'))));
  std::erase(name, '"');
  return name.empty() ? sender.name : name;
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

Item item_of(GMimeMessage* message) {
  Bodies bodies;
  collect(g_mime_message_get_mime_part(message), bodies, 0);
  bodies.html.text = html::without_hidden(bodies.html.text);
  if (trim(html::plain_text(bodies.html.text)).empty() && !trim(bodies.plain.text).empty()) {
    bodies.html.text.clear();  // nothing of it is seen
  }
  const auto& [text, charset] = bodies.preferred();
  const auto sender = sender_of(message, charset);
  Item item;
  item.id = text_or_empty(g_mime_message_get_message_id(message));
  item.title = header(message, "Subject", charset);
  item.author = sender.name;
  item.source = source_of(header(message, "List-Id", charset), sender);
  item.unsubscribe = unsubscribe_of(header(message, "List-Unsubscribe", charset));
  if (auto* const date = g_mime_message_get_date(message)) {
    item.published = Time{std::chrono::seconds{g_date_time_to_unix(date)}};
  }
  const bool html = &bodies.preferred() == &bodies.html;
  feed::set_bodies(item, {}, {text, html, {}});
  if (item.title.empty()) item.title = item.text.substr(0, item.text.find('\n')).substr(0, 80);
  item.title = repair_utf8(item.title);
  return item;
}

}  // namespace

bool looks_like_mail(std::string_view bytes) {
  if (bytes.starts_with("From ")) bytes.remove_prefix(std::min(bytes.find('\n') + 1, bytes.size()));
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

ItemList read_mail(std::string_view bytes, std::string_view where) {
  start_gmime();
  ItemList list;
  list.kind = "mail";
  if (const auto length = readable_length(bytes); length < bytes.size()) {
    list.errors.emplace_back(Failure::bad_input, "mail with more headers than it may have",
                             std::string(where) + ", byte " + std::to_string(length),
                             "what follows is left out");
    bytes = bytes.substr(0, length);
  }
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const bool mbox = bytes.starts_with("From ");
  g_mime_parser_set_format(parser.get(), mbox ? GMIME_FORMAT_MBOX : GMIME_FORMAT_MESSAGE);
  for (std::size_t i = 1; i <= kMostMessages; ++i) {
    const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
    if (message == nullptr) {
      list.errors.emplace_back(Failure::bad_input, "not a message",
                               std::string(where) + ", message " + std::to_string(i),
                               "check that the file is whole");
    } else {
      const auto noted =
          mbox ? noted_in_mbox([&](const char* name) { return header(message.get(), name, ""); })
               : Noted();
      if (noted.deleted) {
        ++list.skipped;
      } else {
        list.items.push_back(item_of(message.get()));
        list.items.back().read = noted.read;
        if (list.title.empty()) list.title = list.items.back().source;
      }
    }
    if (!mbox || message == nullptr || g_mime_parser_eos(parser.get()) != 0) break;
  }
  return list;
}

}  // namespace heed::read
