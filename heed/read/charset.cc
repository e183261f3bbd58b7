#include "heed/read/charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <array>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "heed/base/utf8.h"
#include "heed/read/ascii.h"
#include "heed/read/entity.h"

namespace heed::read {
namespace {

// Pages that name the left column mean the right one: the larger set that browsers use for it.
constexpr std::array<std::pair<std::string_view, const char*>, 17> kMeant = {{
    {"gb2312", "gb18030"},
    {"gb_2312-80", "gb18030"},
    {"x-gbk", "gb18030"},
    {"gbk", "gb18030"},
    {"iso-8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"ascii", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"iso-8859-11", "windows-874"},
    {"tis-620", "windows-874"},
    {"x-mac-roman", "macintosh"},
    {"utf8", "utf-8"},
    {"shift_jis", "windows-31j"},
    {"x-sjis", "windows-31j"},
    {"euc-kr", "windows-949"},
    {"ks_c_5601-1987", "windows-949"},
}};

std::string meant(std::string_view label) {
  auto name = lower(trim(label));
  for (const auto& [said, real] : kMeant) {
    if (name == said) return real;
  }
  return name;
}

// ICU takes a character set of ISO 2022 that is chosen and not used for an attack; programs that
// put texts together do so, which end in ASCII and begin with another choice.
std::string without_unused_choices(std::string_view bytes) {
  constexpr std::string_view kAscii = "\x1B(B";
  std::string out;
  for (auto at = bytes.find(kAscii); at != bytes.npos; at = bytes.find(kAscii)) {
    const auto rest = bytes.substr(at + kAscii.size());
    out += bytes.substr(0, rest.starts_with('\x1B') ? at : at + kAscii.size());
    bytes = rest;
  }
  return out.append(bytes);
}

// Unmappable input stops a strict conversion and becomes U+FFFD in a lenient one.
std::optional<std::string> convert(std::string_view bytes, const std::string& name, bool strict) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(name.c_str(), &status),
                                                               ucnv_close);
  if (U_FAILURE(status) || name.empty()) return std::nullopt;
  if (strict) {
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &status);
  }
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 4);
  std::vector<UChar> buffer(4096);
  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  std::u16string wide;
  do {
    status = U_ZERO_ERROR;
    UChar* to = buffer.data();
    ucnv_toUnicode(converter.get(), &to, to + buffer.size(), &from, end, nullptr, true, &status);
    wide.append(buffer.data(), to);
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  if (U_FAILURE(status)) return std::nullopt;

  for (std::size_t i = 0; i < wide.size(); ++i) {
    char32_t c = wide[i];
    const bool high = c >= 0xD800 && c < 0xDC00;
    if (high && i + 1 < wide.size() && wide[i + 1] >= 0xDC00 && wide[i + 1] < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (wide[++i] - 0xDC00u);
    } else if (c >= 0xD800 && c < 0xE000) {
      c = 0xFFFD;
    }
    append_utf8(out, c);
  }
  return out;
}

struct Mark {
  std::string_view bytes;
  const char* name;
};

using namespace std::string_view_literals;

// Byte order marks, the longer ones first.
constexpr std::array<Mark, 5> kMarks = {{{"\xFF\xFE\0\0"sv, "utf-32le"},
                                         {"\0\0\xFE\xFF"sv, "utf-32be"},
                                         {"\xEF\xBB\xBF"sv, "utf-8"},
                                         {"\xFF\xFE"sv, "utf-16le"},
                                         {"\xFE\xFF"sv, "utf-16be"}}};

// How "<?xm" or a bare "<" looks in encodings that are no superset of ASCII.
constexpr std::array<Mark, 5> kShapes = {{{"<\0\0\0"sv, "utf-32le"},
                                          {"\0\0\0<"sv, "utf-32be"},
                                          {"<\0"sv, "utf-16le"},
                                          {"\0<"sv, "utf-16be"},
                                          {"\x4C\x6F\xA7\x94"sv, "ibm-37"}}};

std::optional<Mark> starts_with_any(std::string_view bytes, const std::array<Mark, 5>& marks) {
  for (const auto& mark : marks) {
    if (bytes.starts_with(mark.bytes)) return mark;
  }
  return std::nullopt;
}

// A value after `key` and "=", quoted or not, within the first `limit` bytes.
std::string value_after(std::string_view text, std::string_view key, std::size_t limit) {
  text = text.substr(0, limit);
  for (std::size_t at = 0; at + key.size() < text.size(); ++at) {
    if (!starts_ignoring_case(text.substr(at), key)) continue;
    auto rest = trim(text.substr(at + key.size()));
    if (rest.empty() || rest[0] != '=') continue;
    rest = trim(rest.substr(1));
    if (!rest.empty() && (rest[0] == '"' || rest[0] == '\'')) rest.remove_prefix(1);
    return std::string(rest.substr(0, rest.find_first_of("\"'>;?/ \t\r\n")));
  }
  return {};
}

std::string declared(std::string_view bytes) {
  const auto start = trim(bytes.substr(0, 1024));
  if (start.starts_with("<?xml")) {
    return value_after(start.substr(0, start.find('>')), "encoding", 512);
  }
  const auto head = bytes.substr(0, 4096);
  for (std::size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at + 1)) {
    if (!starts_ignoring_case(head.substr(at), "<meta")) continue;
    const auto tag = head.substr(at, head.find('>', at) - at);
    if (auto name = value_after(tag, "charset", tag.size()); !name.empty()) return name;
  }
  return {};
}

// Which encodings a guess may name: without a NUL nobody writes UTF-16 or UTF-32.
bool is_likely(std::string_view name, std::string_view bytes) {
  const bool wide = name.starts_with("utf-16") || name.starts_with("utf-32");
  return !wide || bytes.find('\0') != bytes.npos;
}

std::string guess(std::string_view bytes) {
  constexpr const char* kUsual = "windows-1252";
  constexpr int32_t kKnowsNothing = 15;  // ICU's confidence in what is merely not impossible
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status),
                                                                      ucsdet_close);
  if (U_FAILURE(status)) return kUsual;
  const auto sample = bytes.substr(0, 64 * 1024);
  ucsdet_setText(detector.get(), sample.data(), static_cast<int32_t>(sample.size()), &status);
  ucsdet_enableInputFilter(detector.get(), 1);
  int32_t count = 0;
  const auto* const* matches = ucsdet_detectAll(detector.get(), &count, &status);
  for (int32_t i = 0; U_SUCCESS(status) && i < count; ++i) {  // the likeliest first
    const auto sure = ucsdet_getConfidence(matches[i], &status);
    const char* name = ucsdet_getName(matches[i], &status);
    if (U_FAILURE(status) || sure <= kKnowsNothing) break;
    if (auto real = meant(name); is_likely(real, sample)) return real;
  }
  return kUsual;
}

// Encodings whose bytes are all ASCII and yet mean something else.
bool hides_in_ascii(std::string_view name) {
  return name.starts_with("utf-7") || name.starts_with("iso-2022") || name.starts_with("hz");
}

// How many characters beyond ASCII are whole in bytes read as UTF-8, how many are broken, and how
// many different whole ones there are, as far as that matters. No text in another encoding has
// many.
struct Share {
  static constexpr std::size_t kMany = 12;

  std::size_t whole = 0, broken = 0;
  std::set<char32_t> different;

  bool is_times(std::size_t times) const { return whole > 0 && whole >= times * broken; }
  bool has_many() const { return different.size() >= kMany; }
};

Share share_of_utf8(std::string_view bytes) {
  Share share;
  while (!bytes.empty()) {
    const auto plain = ascii_length(bytes);
    bytes.remove_prefix(plain);
    if (bytes.empty()) break;
    const auto c = decode_utf8(bytes);
    ++(c.well_formed ? share.whole : share.broken);
    if (c.well_formed && !share.has_many()) share.different.insert(c.code_point);
    bytes.remove_prefix(c.length);
  }
  return share;
}

// Marked: with the byte order mark of UTF-8, which was taken away.
Decoding decode_unmarked(std::string_view bytes, const std::string& http, const std::string& said,
                         bool marked = false) {
  const bool plain = ascii_length(bytes) == bytes.size();
  for (const auto& name : {http, said}) {
    const bool wide = name.starts_with("utf-16") || name.starts_with("utf-32");
    const bool hidden = wide ? bytes.find('\0') != bytes.npos : hides_in_ascii(name);
    if (!plain || !hidden) continue;
    const auto used = name.starts_with("iso-2022") ? without_unused_choices(bytes) : std::string();
    if (auto text = convert(used.empty() ? bytes : used, name, true))
      return {std::move(*text), name, {}};
  }
  if (plain) return {std::string(bytes), "utf-8", {}};
  if (is_utf8(bytes)) {
    const bool lie = (!http.empty() && http != "utf-8") || (!said.empty() && said != "utf-8");
    return {std::string(bytes), "utf-8", lie ? "the encoding is UTF-8, not what it declares" : ""};
  }
  constexpr std::size_t kSurely = 10, kLikely = 4;  // times as many whole ones
  const auto share = share_of_utf8(bytes);
  const auto repaired = [&] {
    return Decoding{repair_utf8(bytes), "utf-8", "broken UTF-8 was repaired"};
  };
  // Cut off, or with a few bytes of another text.
  if (share.is_times(kSurely) && share.has_many()) return repaired();
  for (const auto& name : {http, said}) {
    if (name.empty() || name.starts_with("utf-16") || name.starts_with("utf-32")) continue;
    if (auto text = convert(bytes, name, true)) return {std::move(*text), name, {}};
  }
  const bool says_so = marked || http == "utf-8" || said == "utf-8";
  const bool says_nothing = http.empty() && said.empty();
  if ((says_so && share.whole > share.broken) || (says_nothing && share.is_times(kLikely))) {
    return repaired();
  }
  const auto name = guess(bytes);
  auto text = convert(bytes, name, false);
  if (!text) text = convert(bytes, "windows-1252", false);
  return {std::move(*text), name, "the encoding was guessed: " + name};
}

std::optional<char> windows_1252_byte(char32_t c) {
  if (c <= 0xFF) return static_cast<char>(c);
  for (unsigned byte = 0x80; byte <= 0x9F; ++byte) {
    if (numbered_character(byte) == c) return static_cast<char>(byte);
  }
  return std::nullopt;
}

// The bytes that were taken for windows-1252; cut off at the first character that it lacks.
std::string narrowed(std::string_view text) {
  std::string narrow;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = decode_utf8(text.substr(i));
    const auto byte = windows_1252_byte(c.code_point);
    if (!byte) break;
    narrow += *byte;
    i += c.length;
  }
  return narrow;
}

// Whether the characters beyond ASCII are the bytes of UTF-8. The first two tell nearly always.
bool encoded_twice(std::string_view text) {
  const auto first = text.substr(ascii_length(text));
  if (first.empty() || (first[0] != '\xC2' && first[0] != '\xC3')) return false;
  const auto lead = decode_utf8(first);
  const auto rest = first.substr(lead.length);
  if (lead.code_point < 0xC2 || rest.empty()) return false;
  const auto next = windows_1252_byte(decode_utf8(rest).code_point);
  if (!next || (*next & 0xC0) != 0x80) return false;
  for (std::size_t i = 0; i < first.size();) {
    const auto c = decode_utf8(first.substr(i));
    if (!windows_1252_byte(c.code_point)) return false;
    i += c.length;
  }
  return is_utf8(narrowed(first));
}

Decoding decode(std::string_view bytes, std::string_view http_charset) {
  if (const auto mark = starts_with_any(bytes, kMarks)) {
    const auto rest = bytes.substr(mark->bytes.size());
    if (std::string_view(mark->name) == "utf-8") {
      if (is_utf8(rest)) return {std::string(rest), "utf-8", {}};
      return decode_unmarked(rest, meant(http_charset), meant(declared(rest)), true);
    }
    if (auto text = convert(rest, mark->name, false)) return {std::move(*text), mark->name, {}};
  }
  if (const auto shape = starts_with_any(bytes, kShapes)) {
    if (auto text = convert(bytes, shape->name, false)) return {std::move(*text), shape->name, {}};
  }
  const auto http = http_charset.empty() ? std::string() : meant(http_charset);
  const auto said = declared(bytes);
  return decode_unmarked(bytes, http, said.empty() ? said : meant(said));
}

}  // namespace

Decoding decode_bytes(std::string_view bytes, std::string_view http_charset) {
  auto decoding = decode(bytes, http_charset);
  std::erase(decoding.text, '\0');
  return decoding;
}

bool is_decoded(std::string_view bytes, std::string_view http_charset) {
  const auto utf8 = [](std::string_view label) { return label.empty() || meant(label) == "utf-8"; };
  return !starts_with_any(bytes, kMarks) && !starts_with_any(bytes, kShapes) &&
         utf8(http_charset) && utf8(declared(bytes)) && bytes.find('\0') == bytes.npos &&
         is_utf8(bytes);
}

std::string_view without_mark(std::string_view bytes) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return bytes.substr(bytes.starts_with(kMark) ? kMark.size() : 0);
}

std::string charset_of(std::string_view content_type) {
  return value_after(content_type, "charset", content_type.size());
}

std::string mend_text(std::string text) {
  if (encoded_twice(text)) text = narrowed(text);
  mend_controls(text);
  return text;
}

void mend_controls(std::string& text) {
  if (!has_control(text)) return;
  drop_controls(text);
  const auto is_c1 = [](char32_t c) { return c >= 0x80 && c <= 0x9F; };
  std::string mended;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = decode_utf8(std::string_view(text).substr(i));
    const auto meant = is_c1(c.code_point) ? numbered_character(c.code_point) : c.code_point;
    if (!is_c1(meant)) append_utf8(mended, meant);
    i += c.length;
  }
  text = std::move(mended);
}

}  // namespace heed::read
