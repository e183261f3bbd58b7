#include "heed/read/mail/body.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "heed/base/escape.h"
#include "heed/base/utf8.h"
#include "heed/read/ascii.h"
#include "heed/read/charset.h"
#include "heed/read/html/base.h"
#include "heed/read/html/hidden.h"
#include "heed/read/html/plain.h"
#include "heed/read/html/sanitise.h"
#include "heed/read/mail/flowed.h"
#include "heed/read/mail/header.h"
#include "heed/read/mail/notices.h"
#include "heed/read/mail/signed_text.h"

namespace heed::read {
namespace {

constexpr int kDeepest = 32;
constexpr int kMostParts = 1000;
constexpr std::size_t kShortLetter = 500;     // bytes of text
constexpr std::size_t kLongestHeading = 300;  // bytes of a subject or name

struct Piece {
  std::string html;
  bool is_foreign;  // not written here
};

// By a part and those within it.
struct Said {
  std::vector<Piece> pieces;  // in order
  std::string charset;
  std::string address;     // on the web
  bool is_html = false;    // some of it, as it was written
  bool is_known = false;   // some of it is in a form that we know
  bool has_files = false;  // some of it is none of the letter's words
  std::size_t length = 0;  // of the text in it: 0 where there are pictures alone

  static constexpr int kMostWorth = 5;
  int worth() const {
    if (pieces.empty()) return 0;
    return is_known ? 2 + 2 * int{length > 0} + int{is_html} : 1;
  }

  void add(Said more) {
    if (charset.empty()) charset = std::move(more.charset);
    if (address.empty()) address = std::move(more.address);
    is_html |= more.is_html;
    is_known |= more.is_known;
    has_files |= more.has_files;
    length += more.length;
    for (auto& piece : more.pieces) pieces.push_back(std::move(piece));
  }
};

bool is_type(GMimeObject* object, const char* major, const char* minor) {
  return g_mime_content_type_is_type(g_mime_object_get_content_type(object), major, minor) != 0;
}

bool has_parameter(GMimeObject* object, const char* name, std::string_view value) {
  const char* given = g_mime_object_get_content_type_parameter(object, name);
  return given != nullptr && same_ignoring_case(given, value);
}

bool is_attachment(GMimeObject* object) {
  const char* disposition = g_mime_object_get_disposition(object);
  return disposition != nullptr && same_ignoring_case(disposition, "attachment");
}

// In whatever form, as RFC 2046 (4.1.4) would have it, or in none that can be made out, which RFC
// 2045 (5.2) takes for plain text, and so does GMime.
bool is_text(GMimeObject* object) {
  return GMIME_IS_TEXT_PART(object);
}

bool is_html_part(GMimeObject* object) {
  for (const auto* form : {"html", "x-amp-html", "watch-html"}) {
    if (is_type(object, "text", form)) return true;
  }
  return false;
}

bool is_for_programs(GMimeObject* object) {
  for (const auto* form :
       {"calendar", "vcard", "x-vcard", "directory", "csv", "css", "xml", "rfc822-headers"}) {
    if (is_type(object, "text", form)) return true;
  }
  return false;
}

bool starts_as_html(std::string_view text) {
  const auto start = trim(text);
  return starts_ignoring_case(start, "<!doctype html") || starts_ignoring_case(start, "<html");
}

// Files, and messages sent along as ones; what only programs read. A letter may have a name, too,
// if it comes first.
std::vector<bool> asides_of(GMimeMultipart* parts) {
  std::vector<bool> asides;
  bool is_first = true;
  for (int i = 0; i < g_mime_multipart_get_count(parts); ++i) {
    auto* const child = g_mime_multipart_get_part(parts, i);
    const bool speaks = (is_text(child) && !is_for_programs(child)) || GMIME_IS_MULTIPART(child);
    const bool is_named =
        GMIME_IS_PART(child) && g_mime_part_get_filename(GMIME_PART(child)) != nullptr;
    asides.push_back(is_attachment(child) || is_for_programs(child) ||
                     (is_named && !(speaks && is_first)));
    if (speaks && !asides.back()) is_first = false;
  }
  return asides;
}

// A text part as UTF-8; what its declared charset can't read is decoded from the bytes.
std::pair<std::string, std::string> text_and_charset(GMimePart* part) {
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

class Reading {
 public:
  Said message(GMimeMessage* message) { return part(g_mime_message_get_mime_part(message)); }

 private:
  Said part(GMimeObject* object) {
    if (object == nullptr || depth_ > kDeepest || ++parts_ > kMostParts) return {};
    ++depth_;
    Said said;
    if (GMIME_IS_MULTIPART(object)) {
      said = several(object);
    } else if (GMIME_IS_MESSAGE_PART(object)) {
      said = within(g_mime_message_part_get_message(GMIME_MESSAGE_PART(object)));
    } else if (is_text(object) && (!is_attachment(object) || depth_ == 1)) {
      said = text(object);
    } else {
      said.has_files = true;
    }
    --depth_;
    return said;
  }

  static Said text(GMimeObject* object) {
    auto [text, charset] = text_and_charset(GMIME_PART(object));
    const bool is_malformed = !is_type(object, "text", "*");
    Said said;
    said.is_html = is_html_part(object) || (is_malformed && starts_as_html(text));
    said.is_known =
        is_type(object, "text", "html") || is_type(object, "text", "plain") || is_malformed;
    said.charset = std::move(charset);
    said.has_files = is_malformed && has_control(text);  // no text at all
    if (said.has_files || trim(text).empty()) return said;
    if (said.is_html) {
      take_html(std::move(text), said);
    } else {
      if (has_parameter(object, "format", "flowed")) {
        text = unflowed(text, has_parameter(object, "delsp", "yes"));
      }
      take_plain(without_signature(std::move(text)), said);
    }
    return said;
  }

  static void take_html(std::string text, Said& said) {
    auto tree = html::parse_html(text);
    const auto base = html::base_of(tree, {});
    bool dropped = html::drop_hidden(tree.root());
    auto notices = take_notices(tree);
    dropped |= notices.dropped;
    said.address = std::move(notices.address);
    said.length = html::inline_text_of(tree.root()).size();
    if (notices.dropped && said.length == 0) {  // a letter of nothing else says at least that
      tree = html::parse_html(text);
      dropped = html::drop_hidden(tree.root());
    }
    if (dropped) text = html::serialise(tree.root());
    if (!base.empty()) text = html::sanitise(text, base);
    said.pieces.push_back({std::move(text), true});
  }

  static void take_plain(std::string text, Said& said) {
    said.address = take_notices(text).address;
    said.length = text.size();
    said.pieces.push_back({html::serialise(html::tree_of_plain(text).root()), false});
  }

  Said several(GMimeObject* object) {
    auto* const parts = GMIME_MULTIPART(object);
    if (g_mime_multipart_get_count(parts) == 0) return undivided(parts);
    if (is_type(object, "multipart", "alternative")) return best_of(parts);
    if (is_type(object, "multipart", "related") || is_type(object, "multipart", "report")) {
      return root_of(parts);
    }
    return all_of(parts);
  }

  // What was to be parted by a line that it doesn't name or doesn't have.
  static Said undivided(GMimeMultipart* parts) {
    Said said;
    const char* prologue = g_mime_multipart_get_prologue(parts);
    auto text = prologue == nullptr ? std::string() : decode_bytes(prologue).text;
    if (!trim(text).empty()) take_plain(std::move(text), said);
    return said;
  }

  // The last is the best, but for senders that put their plain text there. Any may say where the
  // letter is on the web.
  Said best_of(GMimeMultipart* parts) {
    Said best;
    for (int i = g_mime_multipart_get_count(parts); i-- > 0;) {
      if (best.worth() >= Said::kMostWorth && !best.address.empty()) break;
      auto said = part(g_mime_multipart_get_part(parts, i));
      auto address = best.address.empty() ? said.address : best.address;
      const bool has_files = best.has_files || said.has_files;
      if (said.worth() > best.worth()) best = std::move(said);
      best.address = std::move(address);
      best.has_files = has_files;
    }
    return best;
  }

  // The part named "start", or else the first that says something.
  Said root_of(GMimeMultipart* parts) {
    Said silent;
    const auto start =
        text_or_empty(g_mime_object_get_content_type_parameter(GMIME_OBJECT(parts), "start"));
    for (const bool named : {true, false}) {
      for (int i = 0; i < g_mime_multipart_get_count(parts); ++i) {
        auto* const child = g_mime_multipart_get_part(parts, i);
        const auto id = text_or_empty(g_mime_object_get_content_id(child));
        const bool is_start = !id.empty() && (start == id || start == "<" + id + ">");
        if (is_start != named) continue;
        auto said = part(child);
        if (!said.pieces.empty()) return said;
        silent.has_files |= said.has_files;
      }
    }
    return silent;
  }

  // What travels along is left out where there are words; but a message is what few words are
  // about.
  Said all_of(GMimeMultipart* parts) {
    Said all;
    const auto asides = asides_of(parts);
    const auto add = [&](bool aside, bool (*wanted)(GMimeObject*)) {
      for (int i = 0; i < g_mime_multipart_get_count(parts); ++i) {
        auto* const child = g_mime_multipart_get_part(parts, i);
        if (asides[static_cast<std::size_t>(i)] == aside && wanted(child)) all.add(part(child));
      }
    };
    add(false, [](GMimeObject*) { return true; });
    if (all.pieces.empty()) {
      add(true, [](GMimeObject*) { return true; });
    } else if (all.length < kShortLetter) {
      add(true, [](GMimeObject* child) { return GMIME_IS_MESSAGE_PART(child) != 0; });
    }
    return all;
  }

  Said within(GMimeMessage* inner) {
    if (inner == nullptr) return {};
    auto said = message(inner);
    if (said.pieces.empty()) return said;
    said.address.clear();  // of another letter
    std::string heading;
    const auto line = [&](std::string_view name, const std::string& words) {
      if (words.empty()) return;
      heading.append("<").append(name).append(">");
      append_escaped(heading, start_of_utf8(words, kLongestHeading));
      heading.append("</").append(name).append(">");
    };
    line("h2", header(inner, "Subject", said.charset));
    line("p", sender_of(inner, said.charset).name);
    if (!heading.empty()) said.pieces.insert(said.pieces.begin(), {std::move(heading), false});
    return said;
  }

  int depth_ = 0;
  int parts_ = 0;
};

std::string first_html(GMimeObject* object, int depth = 0) {
  if (object == nullptr || depth > kDeepest) return {};
  if (GMIME_IS_PART(object) && is_type(object, "text", "html")) {
    return text_and_charset(GMIME_PART(object)).first;
  }
  if (!GMIME_IS_MULTIPART(object)) return {};
  auto* const parts = GMIME_MULTIPART(object);
  for (int i = 0; i < std::min(g_mime_multipart_get_count(parts), kMostParts); ++i) {
    if (auto html = first_html(g_mime_multipart_get_part(parts, i), depth + 1); !html.empty()) {
      return html;
    }
  }
  return {};
}

// Each piece whole in itself: what one leaves open must not swallow the next.
std::string joined(std::vector<Piece> pieces) {
  if (pieces.size() == 1) return std::move(pieces[0].html);
  std::string html;
  for (const auto& piece : pieces) {
    html += "<div>" + (piece.is_foreign ? html::sanitise(piece.html) : piece.html) + "</div>";
  }
  return html;
}

}  // namespace

MailBody body_of(GMimeMessage* message) {
  auto said = Reading().message(message);
  return {joined(std::move(said.pieces)), std::move(said.charset), std::move(said.address),
          said.has_files};
}

std::string html_of(GMimeMessage* message) {
  return first_html(g_mime_message_get_mime_part(message));
}

}  // namespace heed::read
