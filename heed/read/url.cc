#include "heed/read/url.h"

#include <array>
#include <charconv>
#include <optional>

#include "heed/read/ascii.h"

namespace heed::read {
namespace {

// A longer address is no base: each of many short links would grow by it.
constexpr std::size_t kLongestBase = 1024;

bool is_scheme_character(char c) {
  return is_alphanumeric(c) || c == '+' || c == '-' || c == '.';
}

// Trimmed of controls and blanks at the ends, of line breaks and tabs anywhere.
std::string tidy(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c != '\n' && c != '\r' && c != '\t') out += c;
  }
  return out;
}

// [user@]host[:port], RFC 3986, section 3.2. Here alone is it taken apart.
struct Authority {
  std::string_view user;  // and password
  std::string_view host;  // IPv6 in its brackets
  std::string_view port;  // after the colon, or ""
};

Authority split_authority(std::string_view text) {
  Authority out;
  if (const auto at = text.rfind('@'); at != std::string_view::npos) {
    out.user = text.substr(0, at);
    text.remove_prefix(at + 1);
  }
  const auto colon =
      std::min(text.find(':', text.starts_with('[') ? text.find(']') : 0), text.size());
  out.host = text.substr(0, colon);
  out.port = text.substr(std::min(colon + 1, text.size()));
  return out;
}

// 0 where none is given; nothing where what is given is none.
std::optional<int> port_number(std::string_view text) {
  if (text.empty()) return 0;
  int port = 0;
  const auto* const end = text.data() + text.size();
  const bool whole = is_digit(text[0]) && std::from_chars(text.data(), end, port).ptr == end;
  if (!whole || port < 1 || port > 65535) return std::nullopt;
  return port;
}

template <class Allowed>
bool holds_only(std::string_view text, Allowed allowed) {
  return find_where(text, 0, [&](char c) { return !allowed(c); }) == text.size();
}

// What hosts are named by. It is less than programs take: a second "@" or a backslash ends the host
// for one and not for another.
bool is_host_character(char c) {
  return is_alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80 || c == '-' || c == '.' ||
         c == '_';
}

bool is_user_character(char c) {
  return is_host_character(c) ||
         std::string_view("~!$&'()*+,;=:%").find(c) != std::string_view::npos;
}

bool is_clear(const Authority& authority) {
  const auto [user, host, port] = authority;
  if (!holds_only(user, is_user_character) || !port_number(port)) return false;
  if (!host.starts_with('[')) return !host.empty() && holds_only(host, is_host_character);
  if (host.size() < 3 || !host.ends_with(']')) return false;
  // An address, and the zone that may follow its "%".
  return holds_only(host.substr(1, host.size() - 2),
                    [](char c) { return is_host_character(c) || c == ':' || c == '%'; });
}

// The WHATWG URL Standard's percent-encode sets of a path, and of a query and a fragment.
constexpr std::string_view kOddInPath = "\"<>`{}";
constexpr std::string_view kOddInQuery = "\"<>";

void encode(std::string& part, std::string_view odd, bool beyond_ascii) {
  const auto is_odd = [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= ' ' || byte == 0x7F || (byte >= 0x80 && beyond_ascii) ||
           odd.find(c) != std::string_view::npos;
  };
  if (holds_only(part, [&](char c) { return !is_odd(c); })) return;
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : part) {
    if (!is_odd(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  part = std::move(out);
}

std::string encoded(Url url, bool beyond_ascii) {
  encode(url.path, kOddInPath, beyond_ascii);
  encode(url.query, kOddInQuery, beyond_ascii);
  encode(url.fragment, kOddInQuery, beyond_ascii);
  return url.text();
}

bool is_web(const Url& url) {
  return url.scheme == "http" || url.scheme == "https";
}

std::string without_dots(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    if (path.starts_with("../")) {
      path.remove_prefix(3);
    } else if (path.starts_with("./") || path.starts_with("/./")) {
      path.remove_prefix(2);
    } else if (path == "/.") {
      path = "/";
    } else if (path.starts_with("/../") || path == "/..") {
      path = path.size() == 3 ? "/" : path.substr(3);
      const auto last = out.rfind('/');
      out.resize(last == std::string::npos ? 0 : last);
    } else if (path == "." || path == "..") {
      break;
    } else {
      const auto next = path.find('/', 1);
      out.append(path.substr(0, next));
      path.remove_prefix(next == std::string_view::npos ? path.size() : next);
    }
  }
  return out;
}

std::string merged(const Url& base, const std::string& path) {
  if (base.has_authority && base.path.empty()) return "/" + path;
  const auto last = base.path.rfind('/');
  return base.path.substr(0, last == std::string::npos ? 0 : last + 1) + path;
}

}  // namespace

std::string Url::text() const {
  std::string out;
  if (!scheme.empty()) out += scheme + ":";
  if (has_authority) out += "//" + authority;
  return out + path + query + fragment;
}

std::string Url::host() const {
  return lower(split_authority(authority).host);
}

int Url::port() const {
  const int given = port_number(split_authority(authority).port).value_or(0);
  if (given != 0) return given;
  return scheme == "http" ? 80 : scheme == "https" ? 443 : 0;
}

Url parse_url(std::string_view raw) {
  const std::string text = tidy(raw);
  std::string_view rest = text;
  Url url;
  std::size_t colon = 0;
  while (colon < rest.size() && is_scheme_character(rest[colon])) ++colon;
  if (colon > 0 && colon < rest.size() && rest[colon] == ':' && is_letter(rest[0])) {
    url.scheme = lower(rest.substr(0, colon));
    rest.remove_prefix(colon + 1);
  }
  if (const auto hash = rest.find('#'); hash != std::string_view::npos) {
    url.fragment = rest.substr(hash);
    rest = rest.substr(0, hash);
  }
  if (const auto mark = rest.find('?'); mark != std::string_view::npos) {
    url.query = rest.substr(mark);
    rest = rest.substr(0, mark);
  }
  if (rest.starts_with("//")) {
    url.has_authority = true;
    rest.remove_prefix(2);
    const auto end = std::min(rest.find('/'), rest.size());
    url.authority = rest.substr(0, end);
    rest.remove_prefix(end);
  }
  url.path = rest;
  return url;
}

std::string resolve_url(std::string_view base_text, std::string_view reference_text) {
  if (is_plain_web_url(reference_text)) return std::string(reference_text);
  if (base_text.size() > kLongestBase)
    base_text = base_text.substr(0, base_text.find_first_of("?#"));
  if (base_text.size() > kLongestBase) base_text = {};
  const Url reference = parse_url(reference_text);
  const Url base = parse_url(base_text);
  if (!reference.scheme.empty() || base.scheme.empty()) {
    if (!is_web(reference)) return tidy(reference_text);
    if (reference.has_authority) return encoded(reference, false);
  }
  if (base.scheme.empty()) return tidy(reference_text);
  Url out = reference;
  out.scheme = base.scheme;
  if (!reference.has_authority) {
    out.authority = base.authority;
    out.has_authority = base.has_authority;
    if (reference.path.empty()) {
      out.path = base.path;
      if (reference.query.empty()) out.query = base.query;
    } else {
      out.path =
          without_dots(reference.path[0] == '/' ? reference.path : merged(base, reference.path));
    }
  } else {
    out.path = without_dots(reference.path);
  }
  return encoded(std::move(out), false);
}

bool is_web_url(std::string_view text) {
  if (is_plain_web_url(text)) return true;
  const Url url = parse_url(text);
  return is_web(url) && is_clear(split_authority(url.authority));
}

bool is_plain_web_url(std::string_view text) {
  const std::size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  if (scheme == 0 || scheme == text.size() || !is_alphanumeric(text[scheme])) return false;
  const auto ends_host = [](char c) { return !is_alphanumeric(c) && c != '.' && c != '-'; };
  const auto host = find_where(text, scheme, ends_host);
  if (host < text.size() && text[host] != '/' && text[host] != '?' && text[host] != '#') {
    return false;
  }
  // A table, since feeds have as many addresses as items, and a search for each character takes
  // long.
  static constexpr auto kOdd = [] {
    std::array<bool, 256> odd{};
    for (unsigned byte = 0; byte <= ' '; ++byte) odd[byte] = true;
    for (const char c : kOddInPath) odd[static_cast<unsigned char>(c)] = true;
    odd[0x7F] = true;
    return odd;
  }();
  const auto is_odd = [](char c) { return kOdd[static_cast<unsigned char>(c)]; };
  return find_where(text, host, is_odd) == text.size();
}

std::string requested_url(std::string_view text) {
  Url url = parse_url(text);
  url.fragment.clear();
  return encoded(std::move(url), true);
}

std::string normal_url(std::string_view text) {
  Url url = parse_url(text);
  url.fragment.clear();
  url.path = url.path.empty() ? "/" : without_dots(url.path);
  const auto [user, host, port] = split_authority(url.authority);
  Url plain = url;
  plain.authority = host;
  std::string authority;
  if (!user.empty()) authority.append(user) += '@';
  authority += url.host();
  if (url.port() != plain.port()) authority += ":" + std::to_string(url.port());
  url.authority = std::move(authority);
  return encoded(std::move(url), false);
}

std::string host_and_port(std::string_view text) {
  const Url url = parse_url(text);
  return url.host() + ":" + std::to_string(url.port());
}

std::string shown_url(std::string_view text) {
  Url url = parse_url(text);
  const auto user = split_authority(url.authority).user;
  if (user.empty()) return std::string(text);
  url.authority.erase(0, user.size() + 1);
  return url.text();
}

bool is_front_page(std::string_view text) {
  const Url url = parse_url(text);
  return (url.path.empty() || url.path == "/") && url.query.empty() && url.fragment.empty();
}

bool is_safe_link(std::string_view text) {
  if (is_plain_web_url(text)) return true;
  const Url url = parse_url(text);
  if (url.scheme.empty()) {
    // A colon before any slash may still be read as a scheme by somebody; refuse what is unclear.
    return url.path.substr(0, url.path.find('/')).find(':') == std::string::npos;
  }
  return url.scheme == "mailto" || is_web_url(text);
}

}  // namespace heed::read
