#include "heed/read/mail/header.h"

#include <algorithm>
#include <string_view>

#include "heed/base/utf8.h"
#include "heed/read/ascii.h"
#include "heed/read/charset.h"
#include "heed/read/mail/encoded_word.h"

namespace heed::read {
namespace {

// A header before its encoded words are read. One without any is written in the charset of the
// body, as far as that adds no colons: each in an address may be a group within a group.
std::string written_header(GMimeMessage* message, const char* name, const std::string& charset) {
  auto* const headers = g_mime_object_get_header_list(GMIME_OBJECT(message));
  auto* const header = g_mime_header_list_get_header(headers, name);
  const char* value = header == nullptr ? nullptr : g_mime_header_get_raw_value(header);
  auto raw = value == nullptr ? std::string() : std::string(value);
  if (raw.find("=?") != raw.npos) return with_words_in_utf8(raw);
  auto decoded = decode_bytes(raw, charset).text;
  const auto colons = [](const std::string& s) { return std::count(s.begin(), s.end(), ':'); };
  return colons(decoded) > colons(raw) ? raw : decoded;
}

}  // namespace

std::string text_or_empty(const char* text) {
  auto whole = text == nullptr ? std::string() : repair_utf8(text);
  mend_controls(whole);
  return whole;
}

std::string header(GMimeMessage* message, const char* name, const std::string& charset) {
  const auto written = written_header(message, name, charset);
  const std::unique_ptr<char, decltype(&g_free)> text(
      g_mime_utils_header_decode_text(nullptr, written.c_str()), g_free);
  return fold_space(text_or_empty(text.get()));
}

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

}  // namespace heed::read
