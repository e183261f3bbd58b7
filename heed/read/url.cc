#include "heed/read/url.h"

#include <charconv>

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
  auto rest = std::string_view(authority);
  if (const auto at = rest.rfind('@'); at != std::string_view::npos) rest.remove_prefix(at + 1);
  if (rest.starts_with('[')) return lower(rest.substr(0, rest.find(']') + 1));
  return lower(rest.substr(0, rest.find(':')));
}

int Url::port() const {
  const auto bracket = authority.rfind(']');
  const auto colon =
      authority.find(':', bracket == std::string::npos ? authority.rfind('@') + 1  // npos + 1 is 0
                                                       : bracket);
  int port = 0;
  if (colon != std::string::npos) {
    const auto* const end = authority.data() + authority.size();
    std::from_chars(authority.data() + colon + 1, end, port);
  }
  if (port > 0 && port < 65536) return port;
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
    const bool web = reference.scheme == "http" || reference.scheme == "https";
    if (!web || reference.has_authority) return tidy(reference_text);
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
  return out.text();
}

bool is_web_url(std::string_view text) {
  if (is_plain_web_url(text)) return true;
  const Url url = parse_url(text);
  return (url.scheme == "http" || url.scheme == "https") && !url.host().empty();
}

bool is_plain_web_url(std::string_view text) {
  const std::size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  if (scheme == 0 || scheme == text.size() || !is_alphanumeric(text[scheme])) return false;
  const auto odd = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '@'; };
  return find_where(text, scheme, odd) == text.size();
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
